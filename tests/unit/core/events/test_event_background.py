"""What pages tell besides their news: it is not folded into one event because it is about the same actor."""

import pytest
from test_event_fold import FI, NOKIA, VIETTEL, VN, signed, together

from passerelle.core.events.report import Words
from passerelle.core.reading.model import Quantity

PLANT = frozenset({"factory", "build-start"})


def plant(key: str, **given):
    facts = {"type": "investment", "status": "announced", "parties": (VIETTEL,), "date": None}
    facts |= {"document": "page", "technologies": frozenset({"chips"}), "published": "2026-01-17"}
    return signed(key, **facts | given)


def told(text: str, *concepts: str, headline: bool = False, codes: tuple[str, ...] = ()) -> Words:
    return Words(sentence=text, concepts=frozenset(concepts), headline=headline, codes=frozenset(codes))


def test_what_a_page_says_of_an_actor_in_other_sentences_is_other_acts():
    opened = plant("a", date="2026-01-16", words=told("Viettel starts a plant", *PLANT))
    assert not together(opened, plant("b", words=told("Viettel runs data centres", "data-centre")))


def test_a_headline_tells_what_its_page_tells():
    opened = plant("a", date="2026-01-16", words=told("Viettel starts its plant", *PLANT))
    assert together(opened, plant("b", words=told("Viettel starts a plant", *PLANT, headline=True)))


@pytest.mark.parametrize("published", [None, "2026-01-17"])
def test_two_undated_reports_of_two_pages_are_not_one_for_their_actor(published):
    one = plant("a", published=published, words=told("Viettel runs data centres", "data-centre"))
    other = plant("b", document="other", published=published, words=told("Viettel designs chips", "design"))
    assert not together(one, other)


def test_a_span_of_years_is_no_day_in_common():
    facts = {"type": "programme", "status": "running", "parties": (VN, FI)}
    plan = signed("a", **facts, date="2025/2030", words=told("The plan runs to 2030", "plan"))
    assert not together(
        plan, signed("b", **facts, date=None, words=told("They share laboratories", "laboratory"))
    )


@pytest.mark.parametrize(("number", "same"), [("1018", True), ("1017", False)])
def test_papers_are_told_apart_by_their_numbers(number, same):
    facts = {"type": "policy", "status": "adopted", "parties": (VN,), "date": "2024-09-21"}
    decision = signed("a", **facts, words=told("décision n° 1018", "decree-decision", codes=("1018",)))
    other = signed("b", **facts, words=told("Quyết định", "decree-decision", codes=(number,)))
    assert together(decision, other) is same


def test_a_figure_is_the_same_in_pages_that_months_part():
    facts = {
        "type": "target",
        "status": "set",
        "parties": (VN,),
        "date": None,
        "technologies": frozenset({"chips"}),
    }
    facts |= {"quantity": Quantity(50_000.0, "person")}
    words = Words(concepts=frozenset({"train-people", "engineer"}), numbers=frozenset({"50000"}))
    assert together(
        signed("a", **facts, words=words), signed("b", **facts, words=words, published="2025-09-30")
    )


def test_two_parties_in_common_on_a_day_are_one_event_still():
    assert together(signed("a"), signed("b", parties=(NOKIA, VIETTEL), date=None))


def test_the_day_that_both_sentences_say_counts_where_no_claim_gives_it():
    facts = {"type": "request", "status": "made", "parties": (VIETTEL, NOKIA), "date": None}
    one = Words(concepts=frozenset({"ask"}), days=frozenset({739_400}))
    other = Words(concepts=frozenset({"propose"}), days=frozenset({739_400}))
    silent = Words(concepts=frozenset({"propose"}))
    assert together(signed("a", **facts, words=one), signed("b", **facts, words=other))
    assert not together(signed("a", **facts, words=one), signed("b", **facts, words=silent))


def test_two_amounts_of_one_sentence_are_two_whatever_they_count():
    facts = {
        "type": "programme",
        "status": "announced",
        "parties": (VN,),
        "document": "page",
        "date": "2025-02-24",
    }
    words = told("Twelve programmes and fifty projects", "programme")
    twelve = signed("a", **facts, words=words, quantity=Quantity(12.0, "programme"))
    assert not together(twelve, signed("b", **facts, words=words, quantity=Quantity(50.0, "project")))
    assert together(twelve, signed("b", **facts, words=words, quantity=Quantity(12.0, "programme")))
