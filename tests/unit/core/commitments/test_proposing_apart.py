"""What is told of a state, of other figures or of one agreement twice is not taken for each of its promises."""

from dataclasses import replace

from promises_told import ACME, MOST, OTHER, VN, kept_of, opened, said, told

from passerelle.core.commitments.proposing import proposals
from passerelle.core.commitments.told import words_together
from passerelle.core.events.words import words_of
from passerelle.core.reading.model import Quantity

TITLE = "Train 50,000 engineers for semiconductors by 2030"
TRAINING = {
    "kind": "training", "parties": (VN,), "technologies": frozenset({"chips"}), "deadline": "2030",
    "quantity": Quantity(50_000, "person"), "words": words_together(TITLE, "en"), "marks": frozenset(),
    "events": frozenset(),
}  # fmt: skip


def of_viet_nam(text, **more):
    return told(text, parties=(VN,), technologies=frozenset({"chips"}), **more)


def test_what_is_told_of_a_state_is_not_told_of_each_of_its_promises():
    strategy = of_viet_nam("Viet Nam adopted a strategy for chips.", claim_type="policy", status="adopted")
    assert proposals(strategy, [opened(**TRAINING)]) == []
    body = replace(strategy, report=replace(strategy.report, parties=(MOST,)))
    assert proposals(body, [opened(**TRAINING)]) == []


def test_what_a_state_says_of_the_promise_itself_is_told_of_it():
    target = of_viet_nam(
        "Viet Nam wants to train 50,000 engineers for semiconductors by 2030.",
        claim_type="target", status="set", quantity=Quantity(50_000, "person", "2030"),
    )  # fmt: skip
    assert said(target, opened(**TRAINING)) == [("evidence", "signed", "heard")]


def test_the_day_of_another_target_is_not_that_of_the_promise():
    text = "By 2050 Viet Nam is to have 300 chip companies and train engineers for semiconductors."
    other = of_viet_nam(text, claim_type="target", status="set", quantity=Quantity(300, "company", "2050"))
    same = of_viet_nam(text, claim_type="target", status="set", quantity=Quantity(52_000, "person", "2050"))
    stands = opened(**TRAINING | {"parties": (VN, ACME)})
    two = {"parties": (VN, ACME)}
    other, same = (replace(one, report=replace(one.report, **two)) for one in (other, same))
    assert "later_deadline" in [rule for _, _, rule in said(same, stands)]
    assert "later_deadline" not in [rule for _, _, rule in said(other, stands)]


def test_the_farther_two_figures_are_apart_the_less_is_it_the_same_promise():
    def score(value: float) -> float:
        claim = told("Acme has invested in its battery plant.", quantity=Quantity(value, "EUR"))
        return max((one.score for one in proposals(claim, [opened()]) if one.commitment), default=0.0)

    scores = [score(value) for value in (1e8, 1.8e8, 4.5e8, 9e8)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert score(9e9) == score(9e10)


def test_money_is_held_against_the_budget_and_people_against_the_quantity():
    stands = opened(quantity=Quantity(200, "person"), budget=Quantity(1e8, "EUR"))
    dearer = told("Acme builds its battery plant.", "under_construction", quantity=Quantity(2e8, "EUR"))
    assert said(dearer, stands)[-1] == ("contradiction", "changed", "other_amount")
    assert proposals(dearer, [stands])[-1].detail == {"ours": "100000000 EUR", "told": "200000000 EUR"}
    people = told("Acme hired for its battery plant.", "reached", "result", quantity=Quantity(200, "person"))
    assert said(people, stands) == [("step", "delivered", "quantity_reached")]


def signing(claim_type="agreement", status="signed", parties=(ACME, VN), certainty=1.0, **more):
    text = "Acme and Viet Nam signed an agreement on a research centre with 60 million euros."
    claim = told(text, status, claim_type, parties=parties, words=words_of(text, 0, len(text), "en"), **more)
    return replace(claim, certainty=certainty)


def test_an_agreement_stands_for_what_its_sentence_promises_besides():
    money = signing("investment", "announced", (ACME,), quantity=Quantity(6e7, "EUR"))
    part = signing("investment", "announced", (VN,), quantity=Quantity(3e7, "EUR"))
    kept = kept_of({"a": signing(), "b": money, "c": part})
    assert [len(kept[key]) for key in "abc"] == [1, 0, 0]
    assert kept["a"][0].detail["amount"] == "60000000 EUR"


def test_others_promises_in_one_sentence_are_their_own():
    money = signing("investment", "announced", (OTHER,), quantity=Quantity(6e7, "EUR"))
    kept = kept_of({"a": signing(), "b": money})
    assert [len(kept[key]) for key in "ab"] == [1, 1]
    assert "amount" not in kept["a"][0].detail


def test_a_promise_read_without_certainty_is_less_sure():
    sure, unsure = (proposals(signing(certainty=one), [])[0] for one in (1.0, 0.4))
    assert sure.score > unsure.score
    assert "unsure" in {reason.rule for reason in unsure.reasons}
    weak = signing("target", "set", (ACME,), technologies=frozenset(), certainty=0.3)
    assert proposals(weak, []) == []
    assert proposals(replace(weak, certainty=1.0), [])
