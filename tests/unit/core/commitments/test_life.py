"""Where a commitment stands, whatever order its steps came in, on any day as any day knew it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.commitments.days import before, surely_before
from passerelle.core.commitments.life import NOWHERE, Evidence, Step, known_evidence, standing
from passerelle.core.commitments.refusals import REFUSALS, refusal_of
from passerelle.core.commitments.stages import CONDITIONS, EVIDENCE_KINDS, STAGES, kinds_showing, place, reach
from passerelle.core.reading.model import STATUSES

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))
ISO = DAYS.map(lambda day: day.isoformat())
STATED = st.one_of(ISO, ISO.map(lambda day: day[:7]), ISO.map(lambda day: day[:4]))
STEPS = st.lists(
    st.builds(
        Step,
        to=st.sampled_from(STAGES + CONDITIONS),
        on=STATED,
        known=ISO,
        accepted_by=st.just("lan"),
        evidence=st.just(("e1",)),
        withdrawn=st.one_of(st.none(), ISO),
    ),
    max_size=8,
)


def step(to: str, on: str, known: str = "", **more) -> Step:
    return Step(to, on, known or (on if len(on) == 10 else "2026-06-01"), "lan", ("e1",), **more)


def evidence(key: str = "e1", kind: str = "report", **more) -> Evidence:
    facts = {"supports": "", "on": "2026-03-14", "known": "2026-03-14", "origin": "1", "independent": True}
    return Evidence(key, kind, **facts | more)


@settings(deadline=None)
@given(STEPS, ISO, ISO, st.randoms())
def test_the_order_in_which_steps_came_changes_nothing(steps, as_of, known_by, random):
    assert standing(random.sample(steps, len(steps)), as_of, known_by) == standing(steps, as_of, known_by)


@settings(deadline=None)
@given(STEPS, ISO, ISO)
def test_what_was_known_later_is_not_used(steps, as_of, known_by):
    known = [one for one in steps if one.known <= known_by]
    unaware = [
        replace(one, withdrawn=None if (one.withdrawn or "") > known_by else one.withdrawn) for one in known
    ]
    assert standing(steps, as_of, known_by) == standing(unaware, as_of, known_by)


@settings(deadline=None)
@given(STEPS, ISO, ISO)
def test_withdrawn_steps_do_not_count_from_the_day_of_their_withdrawal(steps, as_of, known_by):
    kept = [one for one in steps if one.withdrawn is None or one.withdrawn > known_by]
    assert standing(steps, as_of, known_by) == standing(kept, as_of, known_by)


@settings(deadline=None)
@given(STEPS, ISO, ISO, ISO)
def test_stages_are_only_gained_as_days_pass(steps, one, other, known_by):
    earlier, later = sorted((one, other))
    assert place(standing(steps, earlier, known_by).stage) <= place(standing(steps, later, known_by).stage)


@settings(deadline=None)
@given(STEPS, ISO)
def test_the_stage_is_the_farthest_of_the_ladder(steps, as_of):
    found = standing(steps, as_of)
    reached = [stage for stage, on in found.ladder if on]
    assert found.stage == (reached[-1] if reached else "")
    assert found.since == found.reached(found.stage)


def test_nothing_is_nowhere():
    assert standing([], "2026-03-14") == NOWHERE


def test_the_ledger_as_it_stood_knows_a_mistake_until_it_was_withdrawn():
    steps = [step("signed", "2026-01-10"), step("started", "2026-02", "2026-03-01", withdrawn="2026-04-01")]
    assert standing(steps, "2026-03-15").stage == "started"
    assert standing(steps, "2026-02-20").stage == "signed", "the desk did not know yet"
    assert standing(steps, "2026-04-02").stage == "signed"
    assert standing(steps, "2026-04-02", "2026-03-15").stage == "started"
    assert standing(steps, "2026-01-31", "2026-03-15").stage == "signed"


def test_a_month_has_happened_when_it_is_over_or_when_somebody_knew():
    assert standing([step("signed", "2026-03", "2026-05-01")], "2026-03-20", "2026-05-01").stage == ""
    assert standing([step("signed", "2026-03", "2026-05-01")], "2026-03-31", "2026-05-01").stage == "signed"
    assert standing([step("signed", "2026-03", "2026-03-12")], "2026-03-12").stage == "signed"


@pytest.mark.parametrize(
    ("then", "condition"),
    [
        ([], "suspended"),
        ([step("resumed", "2026-05-01")], None),
        ([step("started", "2026-05-01")], None),
        ([step("funded", "2026-05-01")], "suspended"),
        ([step("delayed", "2026-05-01")], "delayed"),
        ([step("delayed", "2026-05-01"), step("resumed", "2026-06-01")], None),
        ([step("changed", "2026-05-01"), step("resumed", "2026-06-01")], "changed"),
        ([step("delayed", "2026-05-01"), step("delivered", "2026-06-01")], None),
        ([step("cancelled", "2026-05-01"), step("delayed", "2026-06-01")], "cancelled"),
        ([step("superseded", "2026-05-01"), step("resumed", "2026-06-01")], "superseded"),
    ],
)
def test_a_condition_lasts_until_something_ends_it(then, condition):
    found = standing([step("signed", "2026-01-01"), step("suspended", "2026-04-01"), *then], "2026-12-31")
    assert found.condition == condition


def test_evidence_is_that_of_the_day():
    had = [evidence("a"), evidence("b", known="2026-05-01"), evidence("c", on="2026-03")]
    assert [one.key for one in known_evidence(had, "2026-03-14")] == ["a", "c"]
    assert [one.key for one in known_evidence(had, "2026-03-13", "2026-06-01")] == []


@settings(deadline=None)
@given(STATED, STATED)
def test_before_is_sure_or_unknown(one, other):
    said = before(one, other)
    assert surely_before(one, other) == (said is True)
    if said is None:
        assert one.startswith(other) or other.startswith(one)
    assert not (surely_before(one, other) and surely_before(other, one))


def test_an_imprecise_date_is_neither_before_nor_after_a_day_in_it():
    assert before("2026-03", "2026-03-14") is None
    assert before("2026-03-14", "2026-03") is None
    assert before("2026-03", "2026-04-01") is True
    assert before("2026-03-14", "2026-03-14") is False


SIGNED = standing([step("signed", "2026-01-10")], "2026-06-01")
DELIVERED = standing([step("signed", "2026-01-10"), step("delivered", "2026-03-01")], "2026-06-01")
CANCELLED = standing([step("signed", "2026-01-10"), step("cancelled", "2026-05")], "2026-06-01")
SUSPENDED = standing([step("signed", "2026-01-10"), step("suspended", "2026-05-10")], "2026-06-01")


@pytest.mark.parametrize(
    ("to", "on", "stands", "has", "code"),
    [
        ("operational", "2026-06-01", SIGNED, [evidence()], "unknown_step"),
        ("started", "soon", SIGNED, [evidence()], "no_date"),
        ("started", "2026-07", SIGNED, [evidence()], "in_the_future"),
        ("started", "2026-05-01", SIGNED, [], "unknown_evidence"),
        ("started", "2026-05-01", SIGNED, [evidence(known="2026-08-01")], "not_known_then"),
        ("started", "2025-12", SIGNED, [evidence()], "before_earlier_stage"),
        ("started", "2026-04-01", DELIVERED, [evidence()], "after_later_stage"),
        ("signed", "2026-01-11", SIGNED, [evidence()], "already"),
        ("suspended", "2026-06-01", SUSPENDED, [evidence()], "already"),
        ("verified", "2026-06-01", SIGNED, [evidence()], "needs_stage"),
        ("resumed", "2026-06-01", SIGNED, [evidence()], "needs_condition"),
        ("started", "2026-06-01", CANCELLED, [evidence()], "closed"),
        ("started", "2026-05-20", CANCELLED, [evidence()], "closed"),
        ("superseded", "2026-04-01", CANCELLED, [evidence()], "closed"),
        ("started", "2026-06-01", SIGNED, [evidence(kind="statement")], "wrong_kind"),
        ("funded", "2026-06-01", SIGNED, [evidence(kind="minutes")], "wrong_kind"),
        ("suspended", "2026-06-01", SIGNED, [evidence(kind="transaction")], "wrong_kind"),
        ("delivered", "2026-06-01", SIGNED, [evidence(claim_type="investment", claim_status="planned")],
         "claim_says_less"),
        ("delivered", "2026-06-01", SIGNED, [evidence(claim_type="strength", claim_status="stated")],
         "claim_says_less"),
        ("verified", "2026-06-01", DELIVERED, [evidence(kind="inspection", independent=False)], "not_independent"),
        ("started", "2026-01", SIGNED, [evidence()], None),
        ("started", "2026-04", CANCELLED, [evidence()], None),
        ("funded", "2026-02", DELIVERED, [evidence(kind="transaction")], None),
        ("delivered", "2026-06-01", SIGNED, [evidence(claim_type="investment", claim_status="operating")], None),
        ("delivered", "2026-06-01", SIGNED,
         [evidence(kind="statement", claim_type="investment", claim_status="operating")], None),
        ("verified", "2026-06-01", DELIVERED, [evidence(kind="inspection")], None),
        ("resumed", "2026-06-01", SUSPENDED, [evidence()], None),
    ],
)  # fmt: skip
def test_a_step_is_refused_for_its_reason(to, on, stands, has, code):
    found = refusal_of(Step(to, on, "2026-06-01", "lan", ("e1",)), stands, has)
    assert (found.code if found else None) == code
    assert code is None or code in REFUSALS


def test_a_step_needs_somebody_and_something():
    assert refusal_of(Step("signed", "2026-01", "2026-06-01", ""), NOWHERE, []).code == "nobody"
    assert refusal_of(Step("signed", "2026-01", "2026-06-01", "lan"), NOWHERE, []).code == "no_evidence"


def test_a_meeting_that_was_promised_is_delivered_when_it_is_held():
    held = [evidence(claim_type="engagement", claim_status="held")]
    delivered = Step("delivered", "2026-03-14", "2026-06-01", "lan", ("e1",))
    assert refusal_of(delivered, SIGNED, held, kind="dialogue") is None
    assert refusal_of(delivered, SIGNED, held, kind="construction").code == "claim_says_less"


@settings(deadline=None)
@given(st.sampled_from(STAGES + CONDITIONS), st.sampled_from(EVIDENCE_KINDS), st.booleans())
def test_every_wrong_kind_is_refused_and_no_right_one(to, kind, independent):
    stands = {"verified": DELIVERED, "resumed": SUSPENDED}.get(to, NOWHERE)
    found = refusal_of(
        step(to, "2026-05-20", "2026-06-01"), stands, [evidence(kind=kind, independent=independent)]
    )
    if kind not in kinds_showing(to):
        assert found.code == "wrong_kind"
    elif to == "verified" and not independent:
        assert found.code == "not_independent"
    else:
        assert found is None


@pytest.mark.parametrize(
    ("claim_type", "status"), [(kind, one) for kind, many in STATUSES.items() for one in many]
)
def test_a_claim_carries_no_more_than_it_says(claim_type, status):
    had = [evidence(kind="document", claim_type=claim_type, claim_status=status)]
    reached = place(reach(claim_type, status) or "")
    for stage in STAGES[:5]:
        found = refusal_of(step(stage, "2026-05-20", "2026-06-01"), NOWHERE, had)
        assert (found is None) == (place(stage) <= reached), stage


def test_what_is_planned_is_never_delivered():
    for claim_type, statuses in STATUSES.items():
        for status in statuses:
            if status in ("planned", "announced", "proposed", "drafted", "set", "made", "negotiating"):
                assert place(reach(claim_type, status) or "") <= place("announced"), (claim_type, status)


@settings(deadline=None)
@given(STEPS, STEPS, ISO)
def test_a_step_that_is_accepted_moves_the_standing_and_never_back(steps, more, today):
    stands = standing(steps, today)
    for one in more:
        wanted = replace(one, known=today, withdrawn=None)
        had = [evidence(kind=kind, key=kind, known=today) for kind in EVIDENCE_KINDS]
        wanted = replace(wanted, evidence=EVIDENCE_KINDS)
        if refusal_of(wanted, stands, had) is None and wanted.on <= today:
            after = standing([*steps, wanted], today)
            assert place(after.stage) >= place(stands.stage)
            if wanted.to in STAGES:
                assert after.reached(wanted.to)
