"""What a document tells twice is one claim; what it tells of another time is not."""

import pytest

from passerelle.core.reading.merge import merged
from passerelle.core.reading.model import Claim

HEADLINE, BODY = "Ministry and Intel sign", "On 13 May the ministry and Intel signed a memorandum."
TEXT = f"{HEADLINE}\n\n{BODY}"
AT = TEXT.index(BODY)


def claim(start: int, end: int, kind: str = "agreement", status: str = "signed", **given) -> Claim:
    return Claim(kind, status, start, end, start, end, **{"parties": ("most", "intel")} | given)


def test_a_headline_yields_to_the_body_that_bears_it_out():
    told = [claim(0, len(HEADLINE), date="2025-05-13", place="VN"), claim(AT, len(TEXT))]
    (kept,) = merged(told, TEXT)
    assert (kept.sentence_start, kept.date, kept.place) == (AT, "2025-05-13", "VN")


def test_a_body_that_names_fewer_is_completed_from_the_headline():
    told = [claim(0, len(HEADLINE), date="2025-05-13"), claim(AT, len(TEXT), parties=("most",))]
    (kept,) = merged(told, TEXT)
    assert (kept.sentence_start, kept.parties, kept.date) == (AT, ("most", "intel"), "2025-05-13")


def test_of_two_sentences_the_fuller_is_kept():
    text = f"{BODY} {BODY}"
    told = [claim(0, len(BODY)), claim(len(BODY) + 1, len(text))]
    assert merged(told, text)[0].sentence_start == 0


@pytest.mark.parametrize(("date", "meetings"), [("2024-10", 2), ("2025-05-13", 1), (None, 1)])
def test_a_meeting_held_long_ago_is_not_the_one_of_today(date, meetings):
    text = f"{BODY} {BODY}"
    told = [
        claim(0, len(BODY), "engagement", "held"),
        claim(len(BODY) + 1, len(text), "engagement", "held", date=date),
    ]
    assert len(merged(told, text, "2025-05-14")) == meetings


@pytest.mark.parametrize(("date", "agreements"), [("2022", 2), ("2025-01", 1), (None, 1)])
def test_an_agreement_of_old_is_not_the_one_signed_today(date, agreements):
    text = f"{BODY} {BODY}"
    told = [claim(0, len(BODY)), claim(len(BODY) + 1, len(text), date=date)]
    assert len(merged(told, text, "2025-05-14")) == agreements


def test_the_end_of_an_agreement_is_not_its_signature():
    text = f"{BODY} {BODY}"
    told = [claim(0, len(BODY), status="ended"), claim(len(BODY) + 1, len(text))]
    assert [one.status for one in merged(told, text)] == ["ended", "signed"]
