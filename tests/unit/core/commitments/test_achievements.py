"""What was reached is told as somebody stated it, in the period in which it was reached."""

import pytest

from passerelle.core.commitments.achievements import Measurement, Milestone, Promised, result_of

TODAY = "2026-11-22"
TRAINED = Promised("500 designers", "2025-05", "2026-06", "500", "engineer")


def periods(promised, measured=(), milestones=()):
    result = result_of(promised, measured, milestones, TODAY)
    return [
        [
            (one.start, one.end, [part.value for part in one.targets], [part.value for part in one.actuals])
            for one in indicator.periods
        ]
        for indicator in (result.indicators if result else ())
    ]


def test_that_nothing_is_measured_says_nothing():
    assert result_of(Promised("A laboratory", "2025"), [], [], TODAY) is None


@pytest.mark.parametrize(
    ("measured", "actual", "later"),
    [
        ([], [], []),
        ([("2026-03", "480")], ["480"], []),
        ([("2026-03", "480"), ("2025-12-01", "100")], ["480"], []),
        ([("2026-06", "500")], ["500"], []),
        # What came later says nothing of how much there was in time; what may be either is not held to be in time.
        ([("2026-09-10", "500")], [], [("2025-05-01", "2026-09-10", [], ["500"])]),
        ([("2026", "500")], [], [("2025-05-01", TODAY, [], ["500"])]),
        ([("2026-03", "480"), ("2026-09", "500")], ["480"], [("2025-05-01", "2026-09-30", [], ["500"])]),
        # Neither what lies before the promise nor what lies ahead was reached by it.
        ([("2025-04-30", "1"), ("2026-12", "700")], [], []),
    ],
)
def test_a_quantity_has_the_latest_figure_that_was_stated_by_its_deadline(measured, actual, later):
    due = ("2025-05-01", "2026-06-30", ["500"], actual)
    assert periods(TRAINED, [Measurement(*one) for one in measured]) == [[due, *later]]


def test_without_a_deadline_there_is_only_what_was_reached():
    endless = Promised("500 designers", "2025-05", "", "500", "engineer")
    assert periods(endless) == [[]]
    assert periods(endless, [Measurement("2026-03", "480")]) == [[("2025-05-01", "2026-03-31", [], ["480"])]]


@pytest.mark.parametrize(
    ("due", "reached", "told"),
    [
        ("2026-03", "2026-02-10", [("2025-05-01", "2026-03-31", ["1"], ["1"])]),
        ("2026-03", "", [("2025-05-01", "2026-03-31", ["1"], [])]),
        ("2026-03", "2026-05-10",
         [("2025-05-01", "2026-03-31", ["1"], ["0"]), ("2025-05-01", "2026-05-10", [], ["1"])]),
        # It may have been reached in time or not: neither is said.
        ("2026-03", "2026", [("2025-05-01", "2026-03-31", ["1"], []), ("2025-05-01", TODAY, [], ["1"])]),
        ("", "2026-05-10", [("2025-05-01", "2026-05-10", [], ["1"])]),
        ("", "", []),
    ],
)  # fmt: skip
def test_a_milestone_is_one_that_was_reached_in_time_or_later_or_of_which_nothing_is_known(
    due, reached, told
):
    bare = Promised("A laboratory", "2025-05", "2026-06")
    assert periods(bare, [], [Milestone("First class", due, reached)]) == [told]
