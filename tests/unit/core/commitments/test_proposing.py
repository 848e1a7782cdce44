"""Proposing: a claim bears upon the commitment it is about, by a rule that has a name, and decides nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from promises_told import ACME, MOST, OTHER, VN, kept_of, opened, said, told

from passerelle.core.commitments.claimed import happened
from passerelle.core.commitments.days import surely_before
from passerelle.core.commitments.life import Evidence, Step, standing
from passerelle.core.commitments.proposing import proposals, sifted
from passerelle.core.commitments.refusals import refusal_of, shows
from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import PROPOSALS, Open, Told, marks_of, words_together
from passerelle.core.events.report import Party, Report, Words
from passerelle.core.languages import LANGUAGES
from passerelle.core.languages import table as language_table
from passerelle.core.reading.model import CLAIM_TYPES, STATUSES, Quantity

OPENING = "Acme opened its battery plant in Hai Duong on Friday."


@pytest.mark.parametrize(
    ("claim", "stands", "expected"),
    [
        (told(OPENING), opened(), ("step", "delivered", "farther")),
        (told(OPENING, "under_construction"), opened(), ("step", "started", "farther")),
        (told(OPENING, "planned"), opened(), ("evidence", "signed", "heard")),
        (told(OPENING, "announced"), opened(""), ("step", "announced", "farther")),
        (told(OPENING, "under_construction"), opened("delivered"), ("contradiction", "", "backward")),
        (told(OPENING, "planned", date="2027-01"), opened("started"), ("contradiction", "delayed", "later_deadline")),
        (told(OPENING, "planned", date="2026-05-20"), opened("started"),
         ("contradiction", "changed", "earlier_deadline")),
        (told("Acme will visit its battery plant in Hai Duong.", "planned", date="2026-05-20"), opened("started"),
         ("evidence", "started", "heard")),
        (told(OPENING, "planned", date="2026-06-10"), opened("started"), ("evidence", "started", "heard")),
        (told("Acme abandoned its battery plant in Hai Duong."), opened(), ("end", "cancelled", "ended")),
        (told(OPENING, "planned", quantity=Quantity(5e7, "EUR")), opened(),
         ("contradiction", "changed", "other_amount")),
        (told(OPENING, "planned", quantity=Quantity(1.02e8, "EUR")), opened(), ("evidence", "signed", "heard")),
        (told(OPENING, "under_construction", quantity=Quantity(5e7, "EUR")), opened("started"),
         ("evidence", "started", "heard")),
        (told(OPENING, "under_construction", quantity=Quantity(2e8, "EUR")), opened("started"),
         ("contradiction", "changed", "other_amount")),
        (told("Acme suspended work on its battery plant in Hai Duong.", "under_construction"), opened("started"),
         ("step", "suspended", "trouble")),
        (told("Acme never suspended work on its battery plant in Hai Duong.", "under_construction"), opened("started"),
         ("evidence", "started", "heard")),
        (told("Acme opened the battery plant in Hai Duong, once suspended."), opened("started"),
         ("step", "delivered", "farther")),
        (told("Acme abandoned its battery plant in Hai Duong.", "planned"), opened(), ("end", "cancelled", "ended")),
        (told("Acme spoke of its battery plant in Hai Duong.", "held", "engagement"), opened(),
         ("milestone", "", "met")),
    ],
)  # fmt: skip
def test_a_claim_proposes_by_its_rule(claim, stands, expected):
    assert said(claim, stands) == [expected]


def test_a_step_that_cannot_have_been_then_is_not_proposed():
    stands = replace(opened(), promised="2024")
    assert said(told(OPENING, date="2024-11"), stands) == [("evidence", "signed", "heard")]
    assert said(told(OPENING, date="2025-02"), stands) == [("step", "delivered", "farther")]


def test_figures_are_parts_until_they_reach_the_promise():
    promise = opened("started", kind="training", quantity=Quantity(500, "person"), deadline=None)
    text = "Acme trained engineers for its battery plant in Hai Duong."
    for value, expected in ((120, "milestone"), (490, "step"), (600, "step")):
        claim = told(text, "reached", "result", quantity=Quantity(value, "person"))
        assert [kind for kind, _, _ in said(claim, promise)] == [expected]
    claim = told(text, "reached", "result")
    assert said(claim, promise) == [("milestone", "", "part_reached")], (
        "a figure was promised, and none is given"
    )


def test_an_earlier_stage_is_dated_at_last():
    stands = opened("delivered", promised="2024-01")
    stands = replace(
        stands, standing=standing([Step("delivered", "2026-01-10", "2026-01-10", "lan")], "2026-12-31")
    )
    assert said(told(OPENING, "under_construction", date="2025-03-01"), stands) == [
        ("step", "started", "filled")
    ]


def test_work_after_a_suspension_proposes_to_resume_it():
    stands = opened("started")
    steps = [Step(to, on, on, "lan") for to, on in (("started", "2025-03-01"), ("suspended", "2025-09-01"))]
    stands = replace(stands, standing=standing(steps, "2026-12-31"))
    assert said(told(OPENING, "under_construction", date="2026-05-01"), stands) == [
        ("step", "resumed", "goes_on")
    ]
    assert said(told(OPENING, "under_construction", date="2025-08-01"), stands) == [
        ("evidence", "started", "heard")
    ]


def test_life_after_an_end_contradicts_it_and_nothing_else_is_proposed():
    steps = [Step(to, on, on, "lan") for to, on in (("signed", "2025-03-01"), ("cancelled", "2025-09-01"))]
    ended = opened(standing=standing(steps, "2026-12-31"))
    assert said(told(OPENING), ended) == [("contradiction", "", "backward")]
    assert said(told(OPENING, "planned", date="2027"), ended) == [("evidence", "signed", "heard")]


def test_another_plant_of_the_same_company_is_a_new_promise():
    text = "Acme will build a plant for heat pumps in Can Tho."
    found = proposals(told(text, "announced", quantity=Quantity(2e8, "EUR")), [opened()])
    assert [(one.kind, one.commitment, one.to) for one in found] == [("commitment", None, "announced")]
    assert found[0].detail["kind"] == "construction"


def test_an_agreement_signed_on_another_day_is_another():
    text = "Acme and Viet Nam signed an agreement on a battery plant in Hai Duong."
    again = told(text, "signed", "agreement", date="2026-05-01", parties=(ACME, VN))
    assert [kind for kind, _, _ in said(again, opened())] == ["commitment"]
    same = told(text, "signed", "agreement", date="2025-02-03", parties=(ACME, VN))
    assert said(same, opened()) == [("evidence", "signed", "heard")]


def test_a_meeting_with_another_country_is_not_about_it():
    fr, jp, sg = (Party(code.lower(), "country", code, (), True) for code in ("FR", "JP", "SG"))
    council = opened(
        kind="dialogue", parties=(fr, sg), words=words_together("Digital partnership council", "en")
    )
    council = replace(council, marks=frozenset(), technologies=frozenset(), quantity=None, deadline=None)
    text = "The digital partnership council was held in Paris."
    for parties, expected in (((fr, sg), [("step", "delivered", "farther")]), ((fr, jp), [])):
        claim = told(text, "held", "engagement", parties=parties, technologies=frozenset())
        assert said(claim, council) == expected


def test_what_was_told_before_the_promise_is_no_step_of_it():
    assert said(told(OPENING, published="2024-06-01"), opened()) == []


def test_the_event_of_its_evidence_is_recognised_without_a_word_in_common():
    claim = told("It was done.", "signed", "agreement", event="signing", technologies=frozenset())
    assert said(claim, opened()) == [("evidence", "signed", "heard")]


@pytest.mark.parametrize("status", [(kind, one) for kind, many in STATUSES.items() for one in many])
def test_what_is_no_promise_and_about_nothing_proposes_nothing(status):
    claim = told("Something.", status[1], status[0])
    found = said(claim)
    assert bool(found) <= (".".join(status) in table("rules")["promises"])
    assert all(kind == "commitment" for kind, _, _ in found)


WORDS = st.builds(
    Words,
    concepts=st.frozensets(
        st.sampled_from(["factory", "train", "suspend", "cancel", "not", "battery", "chip-plant"])
    ),
    names=st.frozensets(st.sampled_from(["hai duong", "can tho"])),
)
PARTIES = st.lists(st.sampled_from([ACME, OTHER, VN, MOST]), max_size=3, unique=True).map(tuple)
STATED = st.sampled_from([None, "2024", "2025-02", "2025-02-03", "2026-05-01", "2027-01"])
QUANTITIES = st.sampled_from([None, Quantity(1e8, "EUR"), Quantity(3e8, "EUR"), Quantity(20, "person")])
TECHNOLOGIES = st.frozensets(st.sampled_from(["energy", "ai"]))
CLAIMS = st.builds(
    lambda pair, event, **facts: Told(
        Report(key="r", document="d", type=pair[0], status=pair[1], **facts), event
    ),
    pair=st.sampled_from([(kind, one) for kind, many in STATUSES.items() for one in many]),
    event=st.sampled_from(["", "signing", "opening"]),
    parties=PARTIES,
    technologies=TECHNOLOGIES,
    date=STATED,
    published=st.sampled_from([None, "2025-02-04", "2026-05-02"]),
    quantity=QUANTITIES,
    words=WORDS,
)
STEPS = st.lists(
    st.builds(Step, to=st.sampled_from(STAGES + CONDITIONS), on=STATED.filter(bool), known=st.just("2026-06-01"),
              accepted_by=st.just("lan")), max_size=4,
)  # fmt: skip
OPENS = st.lists(
    st.builds(
        Open,
        key=st.integers(0, 9).map("c{}".format),
        kind=st.sampled_from(kinds()),
        standing=STEPS.map(lambda steps: standing(steps, "2026-12-31")),
        parties=PARTIES,
        technologies=TECHNOLOGIES,
        promised=STATED,
        deadline=STATED,
        quantity=QUANTITIES,
        words=WORDS,
        marks=st.frozensets(st.sampled_from(["hai duong"])),
        events=st.frozensets(st.sampled_from(["signing"])),
        claims=st.frozensets(st.sampled_from(["r", "s"])),
    ),
    max_size=5,
    unique_by=lambda one: one.key,
)


@settings(max_examples=150, deadline=None)
@given(CLAIMS, OPENS, st.randoms())
def test_the_order_of_commitments_changes_nothing(claim, opens, random):
    assert proposals(claim, random.sample(opens, len(opens))) == proposals(claim, opens)


@settings(max_examples=150, deadline=None)
@given(CLAIMS, OPENS)
def test_every_proposal_is_of_a_known_kind_by_a_named_rule(claim, opens):
    rules, by_key = table("rules")["rules"], {one.key: one for one in opens}
    found = proposals(claim, opens)
    for one in found:
        assert one.kind in PROPOSALS
        assert rules[one.rule]["proposes"] == one.kind
        assert table("rules")["limits"]["proposed"] <= one.score < 1
        assert one.to in ("", *STAGES, *CONDITIONS)
        assert (one.commitment is None) == (one.kind == "commitment")
        if one.commitment:
            assert claim.report.key not in by_key[one.commitment].claims
            assert one.kind in ("contradiction", "evidence") or not by_key[one.commitment].standing.closed
    assert len({(one.kind, one.commitment, one.rule) for one in found}) == len(found)


@settings(max_examples=150, deadline=None)
@given(CLAIMS, OPENS)
def test_a_stage_is_proposed_only_where_its_claim_could_carry_it(claim, opens):
    by_key = {one.key: one for one in opens}
    for one in proposals(claim, opens):
        if one.kind == "step" and one.to in STAGES:
            report = claim.report
            had = Evidence("r", "report", "", "2026", "2026-06-01", "", True, report.type, report.status)
            assert shows(had, one.to, by_key[one.commitment].kind)


ALIKE = CLAIMS.map(lambda claim: replace(claim, event="signing"))


@settings(max_examples=400, deadline=None)
@given(ALIKE, OPENS.map(lambda opens: [replace(one, events=frozenset({"signing"})) for one in opens]))
def test_a_step_that_is_proposed_can_be_accepted(claim, opens):
    by_key = {one.key: one for one in opens}
    for one in proposals(claim, opens):
        if one.kind in ("step", "end"):
            report, stands, today = claim.report, by_key[one.commitment].standing, "2026-12-31"
            stated = (happened(report), report.published, today)
            on = next(when for when in stated if when and not surely_before(today, when))
            had = Evidence("r", "report", one.to, on, today, "", True, report.type, report.status)
            step = Step(one.to, on, today, "lan", ("r",))
            assert refusal_of(step, stands, [had], kind=by_key[one.commitment].kind) is None


def test_a_document_says_once_that_it_was_heard_of():
    same, more = told(OPENING, "planned"), told(OPENING, "under_construction")
    two = {"a": same, "b": same}
    assert sorted(len(each) for each in kept_of(two, opened()).values()) == [0, 1]
    kept = kept_of(two | {"c": more}, opened())
    assert {key: [one.kind for one in each] for key, each in kept.items()} == {
        "a": [],
        "b": [],
        "c": ["step"],
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIMS, max_size=4), OPENS)
def test_sifting_takes_away_nothing_but_what_another_claim_says(claims, opens):
    given_ = {str(at): claim for at, claim in enumerate(claims)}
    found = {key: proposals(claim, opens) for key, claim in given_.items()}
    kept = sifted(found, given_)
    for key, each in found.items():
        changes = [one for one in each if one.kind not in ("evidence", "commitment")]
        assert changes == [one for one in kept[key] if one.kind not in ("evidence", "commitment")]
    about = {one.commitment for each in found.values() for one in each}
    assert {one.commitment for each in kept.values() for one in each} == about


def test_the_tables_speak_of_what_there_is():
    rules = table("rules")
    pairs = {f"{kind}.{one}" for kind, many in STATUSES.items() for one in many}
    assert set(rules["promises"]) | set(rules["endings"]) <= pairs
    assert {one for row in table("stages")["kinds"].values() for one in row} <= pairs
    assert set(rules["fits"]) | set(rules["kinds"]) | set(rules["kinds_by_type"].values()) <= set(kinds())
    assert {one for row in rules["fits"].values() for one in row} <= set(CLAIM_TYPES)
    assert set(rules["troubles"].values()) | set(rules["endings"].values()) <= set(CONDITIONS)
    concepts = {one for group in language_table("en", "claims/concepts").values() for one in group}
    assert set(rules["troubles"]) <= concepts
    assert set(rules["objects"]["groups"]) <= set(language_table("en", "claims/concepts"))
    for row in (
        *rules["denials"].values(),
        rules["revising"]["concepts"],
        rules["works"]["concepts"],
        rules["begun"]["concepts"],
        rules["to_come"]["concepts"],
        rules["foretelling"]["concepts"],
        rules["openings"]["concepts"],
        rules["accomplished"]["concepts"],
        *rules["kinds"].values(),
    ):
        assert set(row) <= concepts, set(row) - concepts
    assert {rules["rules"][name]["proposes"] for name in rules["rules"]} == set(PROPOSALS)
    assert len(LANGUAGES) == 3


@pytest.mark.parametrize(
    ("title", "language", "marks"),
    [
        ("Chip packaging plant in Bac Ninh", "en", {"bac ninh"}),
        ("Trung tâm đào tạo tại Đà Nẵng", "vi", {"da nang"}),
        ("Usine de batteries à Hải Dương", "fr", {"hai duong"}),
        ("JOINT LABORATORY", "en", set()),
        ("Joint Laboratory for Advanced Batteries in Hanoi", "en", set()),
        ("Transfert de vaccins à ARN", "fr", set()),
        ("Fonds pour l'innovation", "fr", set()),
    ],
)
def test_a_title_is_marked_by_its_proper_names(title, language, marks):
    assert marks_of(title, language) == marks
