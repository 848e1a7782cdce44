"""Two rows that are one agreement are proposed as one; two agreements of the same parties are not."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.commitments.agreements import Agreed, perhaps_one, same_agreement, words_of_title
from passerelle.core.events.report import Party
from passerelle.core.reading.model import Quantity

GIVEN = Path(__file__).resolve().parents[5] / "shared" / "data" / "agreements" / "records.jsonl"
HANOI = Party("hanoi-university", "university", "VN", ("Hanoi University",), True)
FR, VN, JP = (
    Party(code.lower(), "country", code, (name,), True)
    for code, name in (("FR", "France"), ("VN", "Viet Nam"), ("JP", "Japan"))
)


def agreed(key: str, title: str, language: str = "en", **more) -> Agreed:
    facts = {"parties": (FR, VN), "signed": "2025-05-26", "words": words_of_title(title, language)}
    return Agreed(key, title, **facts | more)


MAIN = agreed("a", "France–Viet Nam agreement on semiconductor research and training")


@pytest.mark.parametrize(
    "other",
    [
        agreed("b", "Viet Nam–France agreement on training and research in semiconductors"),
        agreed("b", "Accord franco-vietnamien de recherche et de formation en semi-conducteurs", "fr"),
        agreed("b", "Thỏa thuận Pháp – Việt Nam về nghiên cứu và đào tạo bán dẫn", "vi"),
        agreed("b", "Semiconductor research and training agreement", signed="2025-05"),
        agreed("b", "Semiconductor research and training agreement", signed="2025-05-27"),
    ],
)
def test_one_agreement_told_twice_is_found(other):
    assert same_agreement(MAIN, other).value >= 0.5
    assert [(left, right) for left, right, _ in perhaps_one([other, MAIN])] == [("a", "b")]


@pytest.mark.parametrize(
    "other",
    [
        agreed("b", "France–Viet Nam agreement on nuclear energy"),
        agreed("b", "Satellite data: letter of intent", instrument="letter_of_intent"),
        agreed("b", MAIN.title, signed="2023-10-02"),
        agreed("b", MAIN.title, parties=(FR, JP)),
        agreed("b", MAIN.title.replace("agreement", "agreement, second phase,")),
        agreed("b", "Framework partnership", signed=None),
        agreed("b", "Cooperation agreement"),
    ],
)
def test_another_agreement_is_not(other):
    main = (
        agreed("a", MAIN.title.replace("agreement", "agreement, first phase,"))
        if "phase" in other.title
        else MAIN
    )
    assert same_agreement(main, other).value < 0.5
    assert perhaps_one([main, other]) == []


def test_two_parties_of_one_country_make_no_pair_of_one_agreement():
    assert perhaps_one([agreed("a", MAIN.title, parties=(VN, HANOI))]) == []


AGREED = st.lists(
    st.builds(
        Agreed,
        key=st.integers(0, 99).map(str),
        title=st.sampled_from([MAIN.title, "France–Viet Nam fund", "Semiconductor research 2024", ""]),
        parties=st.lists(st.sampled_from([FR, VN, JP, HANOI]), max_size=3, unique=True).map(tuple),
        signed=st.sampled_from([None, "2025", "2025-05", "2025-05-26", "2025-06-02", "2024-01-01"]),
        instrument=st.sampled_from(["", "mou", "treaty", "other"]),
        amount=st.sampled_from([None, Quantity(1e6, "EUR"), Quantity(5e6, "USD")]),
        address=st.sampled_from(["", "https://example.org/a"]),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)


@settings(max_examples=100, deadline=None)
@given(AGREED, st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    found = perhaps_one(random.sample(rows, len(rows)))
    assert found == perhaps_one(rows)
    assert all(left != right for left, right, _score in found)
    for one in rows[:1]:
        for other in rows[1:]:
            found, back = same_agreement(one, other), same_agreement(other, one)
            assert found.value == pytest.approx(back.value)
            assert {reason.rule for reason in found.reasons} == {reason.rule for reason in back.reasons}


@pytest.mark.shared
def test_the_pair_that_the_given_agreements_hold_twice_is_the_only_one_found():
    if not GIVEN.exists():
        pytest.skip("the agreements are not beside the project")
    rows = [json.loads(line) for line in GIVEN.read_text(encoding="utf-8").splitlines()]
    found = perhaps_one(
        Agreed(
            row["id"],
            row["title"],
            tuple(Party(name, "country", "", (name,), True) for name in row["participants"]),
            row["date"],
            address=row["source_url"],
            words=words_of_title(row["title"], "en"),
        )
        for row in rows
    )
    assert [(left, right) for left, right, _ in found] == [
        ("usa-twn-investment-2026", "usa-twn-trade-investment-semiconductors-2026")
    ]
