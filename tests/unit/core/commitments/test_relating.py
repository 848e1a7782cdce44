"""What in a claim tells that it is about a commitment: who is rare, what agrees besides, how surely it was read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from promises_told import ACME, MOST, OTHER, VN, kept_of, opened, said, told

from passerelle.core.commitments.proposing import proposals
from passerelle.core.commitments.relating import related
from passerelle.core.commitments.sharing import promises_by_party
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import marks_of, words_together
from passerelle.core.events.report import Party
from passerelle.core.events.words import words_of
from passerelle.core.reading.model import Quantity

JAPAN = Party("jp", "country", "JP", ("Japan",), True)
VAGUE = "Acme spoke of its plans on Friday."
OPENING = "Acme opened its battery plant in Hai Duong on Friday."


def weights(claim, stands, promises=None):
    found = related(claim, stands, promises)
    assert found is not None
    return {reason.rule: reason.weight for reason in found.reasons}


def named(text, party, language="fr"):
    return told(text, parties=(party,), words=words_of(text, 0, len(text), language))


@pytest.mark.parametrize("article", ["La", "Le", "Les", "The"])
def test_a_party_with_its_article_is_no_name_in_common(article):
    region = Party("region", "government", "FR", ("Région",), True)
    text = f"{article} Région ouvre une usine."
    stands = opened(
        parties=(region,),
        words=words_together(f"{article} Région finance une usine", "fr"),
        marks=frozenset(),
    )
    assert f"{article} Région".lower().replace("é", "e") in stands.words.names
    assert "names" not in weights(named(text, region), stands)
    other = opened(parties=(region,), words=words_together("Chez Solvéo, usine", "fr"), marks=frozenset())
    assert weights(named("La Région ouvre une usine chez Solvéo.", region), other)["names"] > 0


def test_one_word_in_common_tells_less_than_a_name_of_the_title():
    of_title = weights(told(OPENING), opened())["names"]
    stray = opened(words=words_together("Battery plant of the Zenith", "en"), marks=frozenset())
    assert 0 < weights(told("Acme opened a battery plant with the Zenith."), stray)["names"] < of_title


@given(st.integers(1, 500), st.integers(1, 500))
def test_the_more_promises_a_party_has_the_less_it_tells(few, more):
    few, more = sorted((few, more))
    rare, common = (related(told(VAGUE), opened(), {"acme": one}) for one in (few, more))
    assert rare.value >= common.value
    assert rare.value > common.value or more < 2 * few


def test_promises_are_counted_once_a_commitment():
    assert promises_by_party([opened(), opened(parties=(ACME, ACME)), opened(parties=(OTHER,))]) == {
        "acme": 2, "vn": 1, "other": 1,
    }  # fmt: skip


def test_the_party_with_the_fewest_promises_tells_most():
    claim = told(VAGUE, parties=(ACME, VN))
    assert weights(claim, opened(), {"acme": 2, "vn": 60}) == weights(claim, opened(), {"acme": 2, "vn": 2})


def test_states_tell_less_than_a_company_unless_the_object_agrees():
    text = "Viet Nam and Japan spoke of their plans."
    states = told(text, parties=(JAPAN, VN))
    stands = opened(parties=(JAPAN, VN))
    assert weights(states, stands)["states_only"] < 0
    company = told(text, parties=(ACME, VN))
    assert "states_only" not in weights(company, opened())
    same = told("Viet Nam and Japan opened the battery plant in Hai Duong.", parties=(JAPAN, VN))
    assert "states_only" not in weights(same, stands)


def test_a_state_is_not_a_company_of_it():
    vinatek = Party("vinatek", "company", "VN", ("Vinatek",), True)
    claim = told(VAGUE, parties=(VN, OTHER))
    body, ministry = (opened(parties=(one, OTHER)) for one in (vinatek, MOST))
    assert "state_for_body" in weights(claim, body)
    assert "state_for_body" not in weights(claim, ministry)


def test_another_counterpart_may_be_a_body_of_another_state():
    bodies = (
        Party("jp-meti", "government", "JP", ("METI",), True),
        Party("riken", "institute", "JP", ("RIKEN",), True),
    )
    stands = opened(parties=(ACME, VN))
    elsewhere = told(VAGUE, "signed", "agreement", parties=(ACME, *bodies))
    assert "other_counterpart" in weights(elsewhere, stands)
    third = Party("third", "company", "FR", ("Troisième",), True)
    here = told(VAGUE, "signed", "agreement", parties=(ACME, *bodies, third))
    assert "other_counterpart" not in weights(here, opened(parties=(ACME, OTHER)))


def test_an_event_is_trusted_as_far_as_something_else_agrees():
    about = weights(told(OPENING, event="signing"), opened())["same_event"]
    company = weights(told(VAGUE, event="signing"), opened())["same_event"]
    states = weights(told(VAGUE, event="signing", parties=(VN,)), opened())["same_event"]
    assert about > company > states > 0
    rules = table("rules")
    else_ = told("Acme opened its battery plant.", event="signing", technologies=frozenset({"space"}))
    least = rules["weights"]["same_event"] * rules["trust"]["parties"]
    assert weights(else_, opened())["same_event"] == pytest.approx(least)


def test_what_tells_the_event_may_have_been_told_before_but_not_years_before():
    def scored(day):
        return related(told(OPENING, event="signing", date=day), opened())

    assert scored("2024-12-01") is not None
    assert scored("2021-12-01") is None
    since = told(OPENING, "in_force", "agreement", event="signing", date="2019-11/2026-05")
    assert related(since, opened()) is None


def test_a_name_that_is_not_said_tells_less_where_no_other_is():
    both = {"parties": (ACME, VN)}
    elsewhere = weights(told("Viet Nam saw a battery plant open in Quang Ngai.", **both), opened())[
        "other_names"
    ]
    nowhere = weights(told("Viet Nam saw a battery plant open on time.", **both), opened())["other_names"]
    assert elsewhere < nowhere < 0


def test_what_is_evidence_of_one_is_told_of_another_only_when_as_near():
    own = opened(claims=frozenset({"r"}))
    elsewhere = opened(
        key="second", words=words_together("Battery plant in Vinh", "en"), marks=frozenset({"vinh"})
    )
    assert proposals(told(OPENING, "announced"), [elsewhere])
    assert proposals(told(OPENING, "announced"), [own, elsewhere]) == []
    assert [one.commitment for one in proposals(told(OPENING), [own, opened(key="twin")])] == ["twin"]


def test_the_day_of_a_stage_and_the_deadline_told_again_agree():
    stands = opened()
    assert weights(told(VAGUE, date="2025-02-02"), stands)["same_day"] > 0
    assert "same_day" not in weights(told(VAGUE, date="2025-03-02"), stands)
    assert "same_day" not in weights(told(VAGUE, date="2025-02"), stands)
    assert weights(told(VAGUE, "planned", date="2026-06"), stands)["same_deadline"] > 0
    assert "same_deadline" not in weights(told(VAGUE, "planned", date="2027-06"), stands)


def test_a_part_of_what_was_promised_is_counted_in_the_same_thing():
    stands = opened(quantity=Quantity(20, "aircraft"))
    part = told(VAGUE, "reached", "result", quantity=Quantity(3, "aircraft"))
    assert weights(part, stands)["same_count"] > 0
    money = told(VAGUE, "reached", "result", quantity=Quantity(3e6, "EUR"))
    assert "same_count" not in weights(money, opened())


def test_the_figure_of_a_promise_said_again_as_a_target_is_no_other_kind_of_act():
    same = told(VAGUE, "set", "target", quantity=Quantity(1e8, "EUR"))
    assert "other_kind" not in weights(same, opened())
    assert "other_kind" in weights(told(VAGUE, "set", "target", quantity=Quantity(5e8, "EUR")), opened())


def test_an_amount_that_is_raised_is_that_of_the_same_promise():
    raised = told("Acme increased its investment.", "announced", quantity=Quantity(2e8, "EUR"))
    assert "new_amount" not in weights(raised, opened())
    assert "new_amount" in weights(told(VAGUE, "announced", quantity=Quantity(2e8, "EUR")), opened())


def test_work_that_stopped_may_be_cancelled_and_a_suspension_that_ended_is_none():
    over = told("Acme stopped work and has cancelled its battery plant in Hai Duong.", "planned")
    assert said(over, opened()) == [("end", "cancelled", "ended")]
    on = told("The suspension of Acme's battery plant in Hai Duong ended.", "planned")
    assert said(on, opened()) == [("evidence", "signed", "heard")]


def test_what_begins_or_is_to_come_is_not_delivered():
    begun = told("Acme broke ground on the battery plant in Hai Duong.")
    assert said(begun, opened()) == [("step", "started", "farther")]
    planned = told("Acme plans the battery plant in Hai Duong.")
    assert said(planned, opened()) == [("evidence", "signed", "heard")]
    assert said(told("Acme opened the battery plant in Hai Duong that it had planned."), opened()) == [
        ("step", "delivered", "farther")
    ]


def test_the_first_of_some_is_a_part():
    first = told("Acme opened the first battery plant in Hai Duong.", published="2026-05-02")
    assert first.report.words.ordinals == {1}
    assert said(first, opened(quantity=Quantity(3, "plant"))) == [("milestone", "", "part_reached")]
    for whole in (Quantity(1, "plant"), Quantity(3, "EUR"), Quantity(3, "person"), Quantity(300, "cell")):
        assert said(first, opened(quantity=whole)) == [("step", "delivered", "farther")]


def test_a_policy_signs_nothing_that_no_policy_tells_of():
    licence = told("The province let Acme build its battery plant in Hai Duong.", "adopted", "policy")
    assert said(licence, opened("announced")) == [("evidence", "announced", "heard")]
    assert said(licence, opened("announced", kind="policy")) == [("step", "signed", "farther")]


def test_an_object_is_told_by_acts_and_things_and_not_by_manner():
    stands = opened(words=words_together("Battery plant by 2030", "en"), marks=frozenset())
    assert {"by-date", "factory"} <= stands.words.concepts
    assert weights(told("Acme will do more by 2030."), stands).get("concepts", 0.0) == 0.0
    assert weights(told("Acme has a plant."), stands)["concepts"] > 0


def test_who_meets_at_an_opening_does_not_meet_about_it():
    ceremony = told("Acme and Viet Nam broke ground on the battery plant in Hai Duong.", "held", "engagement")
    assert said(ceremony, opened()) == [("evidence", "signed", "heard")]


def promise(text, claim_type="agreement", status="signed", **more):
    return proposals(
        told(text, status, claim_type, **{"parties": (JAPAN, VN), "technologies": frozenset()} | more), []
    )


def test_states_that_agree_on_nothing_promise_nothing():
    assert promise("Viet Nam and Japan agreed to strengthen their relations.") == []
    assert promise("Viet Nam and Japan hailed their friendship.", instrument="joint_statement") == []
    assert promise("Viet Nam and Japan agreed to build chips.", technologies=frozenset({"chips"}))
    assert promise("Viet Nam and Japan signed a partnership.", instrument="partnership")
    assert promise("Acme and Viet Nam agreed to work together.", parties=(ACME, VN))


def test_what_was_agreed_years_ago_is_less_a_promise():
    scores = [
        max(
            (one.score for one in promise("Acme and Viet Nam signed it.", parties=(ACME, VN), date=day)),
            default=0.0,
        )
        for day in ("2026-04-01", "2024-04-01", "2023-04-01", "2006-08")
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] > scores[2] > scores[3] == 0.0


def test_a_forecast_is_less_a_promise():
    figure = {"claim_type": "target", "status": "set", "quantity": Quantity(9, "percent"), "parties": (VN,)}
    assert promise("Viet Nam wants a share of 9 percent.", **figure)
    assert promise("Viet Nam's share may reach 9 percent, by a forecast.", **figure) == []


def test_a_sentence_about_a_commitment_proposes_none_that_is_like_it():
    text = "Acme and Viet Nam opened a battery plant, and Acme wants 300 plants."
    near = opened(
        key="near", words=words_together("Battery plant", "en"), marks=marks_of("Battery plant", "en")
    )
    words = words_of(text, 0, len(text), "en")
    about = told(text, parties=(ACME, VN), words=words)
    target = told(text, "set", "target", words=words, quantity=Quantity(300, "factory"))
    assert proposals(target, [near])[0].detail["like"] == "near"
    kept = kept_of({"a": about, "b": target}, near)
    assert kept["a"]
    assert kept["b"] == []
    other = replace(target, report=replace(target.report, words=replace(words, sentence="another sentence")))
    assert kept_of({"a": about, "b": other}, near)["b"]


def test_what_tells_an_object_is_weighed():
    rules = table("rules")
    assert set(rules["telling"]) <= set(rules["weights"])
    assert all(0 < one <= 1 for one in (*rules["telling"].values(), *rules["trust"].values()))
