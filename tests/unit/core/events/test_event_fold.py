"""Folding: whatever order reports come in, whatever stands beside them, and whatever people said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.events.blocks import keys
from passerelle.core.events.fold import fold
from passerelle.core.events.likeness import likeness
from passerelle.core.events.report import Party, Report, Words
from passerelle.core.reading.model import Quantity

VIETTEL, NOKIA, ERICSSON = (Party(name, "company", country) for name, country in (
    ("viettel", "VN"), ("nokia", "FI"), ("ericsson", "SE"),
))  # fmt: skip
VN, FI = Party("vn", "country", "VN"), Party("fi", "country", "FI")
SIGN = frozenset({"sign", "mobile-network"})


def signed(key: str, **given) -> Report:
    facts = {"type": "agreement", "status": "signed", "parties": (VIETTEL, NOKIA), "date": "2025-05-13"}
    facts |= {"document": key, "published": "2025-05-14", "words": Words(concepts=SIGN)}
    return Report(**facts | {"key": key} | given)


def together(*reports: Report) -> bool:
    return len(fold(reports).groups) == 1


REPORTS = st.lists(
    st.builds(
        signed,
        key=st.integers(0, 30).map("r{:02}".format),
        document=st.sampled_from(["d1", "d2", "d3", "d4"]),
        type=st.sampled_from(["agreement", "investment", "engagement", "result"]),
        status=st.sampled_from(["signed", "announced", "held", "reached", "operating"]),
        parties=st.lists(st.sampled_from([VIETTEL, NOKIA, ERICSSON, VN, FI]), max_size=3, unique=True).map(
            tuple
        ),
        date=st.sampled_from([None, "2025", "2025-05", "2025-05-13", "2025-05-15", "2025-06-30"]),
        published=st.sampled_from([None, "2025-05-14", "2025-07-01"]),
        quantity=st.sampled_from(
            [None, Quantity(30e6, "EUR"), Quantity(34e6, "USD"), Quantity(9.0, "person")]
        ),
        technologies=st.sets(st.sampled_from(["ai", "mobile"])).map(frozenset),
    ),
    max_size=12,
    unique_by=lambda report: report.key,
)


@settings(max_examples=80, deadline=None)
@given(REPORTS, st.randoms())
def test_the_order_in_which_reports_come_changes_nothing(reports, random):
    shuffled = random.sample(reports, len(reports))
    assert fold(shuffled) == fold(reports)


@settings(max_examples=80, deadline=None)
@given(REPORTS)
def test_a_story_folded_alone_gives_what_folding_everything_gives(reports):
    everything = fold(reports)
    by_key = {report.key: report for report in reports}
    alone = [group for story in everything.stories for group in fold([by_key[key] for key in story]).groups]
    assert sorted(alone) == list(everything.groups)


@settings(max_examples=80, deadline=None)
@given(REPORTS)
def test_every_report_is_in_one_group_and_no_group_holds_a_conflict(reports):
    folding = fold(reports)
    assert sorted(key for group in folding.groups for key in group) == sorted(
        report.key for report in reports
    )
    by_key = {report.key: report for report in reports}
    for group in folding.groups:
        for left in group:
            for right in group:
                assert left == right or not likeness(by_key[left], by_key[right]).conflicts


@settings(max_examples=80, deadline=None)
@given(REPORTS, st.data())
def test_what_people_said_is_stronger_than_any_weight(reports, data):
    names = [report.key for report in reports]
    if len(names) < 3:
        return
    left, right, other = data.draw(st.permutations(names))[:3]
    groups = fold(reports, together=[(left, right)], apart=[(right, other)]).groups
    holder = {key: group for group in groups for key in group}
    assert holder[left] is holder[right]
    assert holder[right] is not holder[other]


@settings(max_examples=80, deadline=None)
@given(REPORTS)
def test_comparing_is_symmetric(reports):
    for one in reports:
        for other in reports:
            assert likeness(one, other) == likeness(other, one)


def test_the_same_signature_in_two_languages_is_one_event():
    assert together(signed("a"), signed("b", date=None, published="2025-05-15"), signed("c", date="2025-05"))


def test_two_signatures_of_the_same_parties_weeks_apart_are_two():
    assert not together(signed("a"), signed("b", date="2025-06-10", published="2025-06-11"))


def test_a_day_in_dispute_is_one_event_still():
    assert together(signed("a"), signed("b", date="2025-05-14"))


def test_an_announcement_and_the_opening_are_two():
    plant = {"type": "investment", "parties": (NOKIA,), "quantity": Quantity(4e8, "USD")}
    announced = signed("a", status="announced", **plant)
    opened = signed("b", status="operating", date="2026-02-10", published="2026-02-11", **plant)
    assert not together(announced, opened)


def test_other_counterparts_are_another_event():
    assert not together(signed("a"), signed("b", parties=(VIETTEL, ERICSSON)))


def test_a_country_may_stand_for_its_company():
    assert together(signed("a"), signed("b", parties=(VN, NOKIA)))


def test_amounts_may_be_converted_and_rounded():
    paid = {"type": "investment", "status": "announced", "parties": (NOKIA,), "date": None}
    euros, dong = Quantity(30e6, "EUR"), Quantity(890e9, "VND")
    assert together(signed("a", quantity=euros, **paid), signed("b", quantity=dong, **paid))


def test_two_amounts_in_one_document_are_never_one_event_and_nobody_is_asked():
    one, other = signed("a", quantity=Quantity(3e7, "EUR")), signed("b", quantity=Quantity(9e7, "EUR"))
    assert together(one, other)
    folding = fold(
        [signed("a", document="d", quantity=one.quantity), signed("b", document="d", quantity=other.quantity)]
    )
    assert len(folding.groups) == 2
    assert folding.doubts == ()


def test_a_vague_report_does_not_bridge_two_events():
    first, second = signed("a"), signed("b", date="2025-06-20", published="2025-06-20")
    vague = signed("c", date="2025", published="2025-05-14")
    holder = {key: group for group in fold([first, second, vague]).groups for key in group}
    assert holder["a"] != holder["b"]


def test_a_pair_that_a_person_parted_is_not_asked_again():
    one, other = (
        signed("a", document="d", quantity=Quantity(3e7, "EUR")),
        signed("b", document="d", quantity=Quantity(9e7, "EUR")),
    )
    assert fold([one, other], apart=[("b", "a")]).doubts == ()


def test_keys_are_bounded_whatever_a_report_holds():
    many = tuple(Party(f"c{number}", "company", "VN") for number in range(500))
    words = Words(names=frozenset(map(str, range(500))), numbers=frozenset(map(str, range(500))))
    assert len(keys(signed("a", parties=many, words=words, date="1900/2100"))) < 2_000


def test_a_day_to_come_is_when_an_act_should_be_done_not_its_own():
    planned = signed("a", type="investment", status="announced", date="2027-01-01")
    assert planned.day is None
    assert signed("b", type="engagement", status="planned", date="2025-06-30").day is not None


def test_an_investment_and_a_result_are_two_unless_one_figure_is_meant():
    told = {"type": "result", "status": "reached", "date": "2025", "quantity": Quantity(5.2e9, "USD")}
    misread = {"type": "investment", "status": "operating", "date": "2025"}
    assert together(signed("a", **told), signed("b", quantity=told["quantity"], **misread))
    assert not together(signed("a", **told), signed("b", **misread))


def test_names_in_two_languages_may_be_one_stranger():
    french = Party("ipa", "institute", "FR", ("Institut de photonique appliquée",))
    vietnamese = Party("vqt", "institute", "FR", ("Viện Quang tử ứng dụng",))
    assert together(signed("a", parties=(VIETTEL, french)), signed("b", parties=(VIETTEL, vietnamese)))


def test_another_edition_is_another_event():
    held = {"type": "engagement", "status": "held", "date": None}
    third, fourth = (Words(concepts=SIGN, ordinals=frozenset({number})) for number in (3, 4))
    later = {"published": "2025-07-14"} | held
    assert together(signed("a", words=third, **held), signed("b", words=third, **later))
    assert not together(signed("a", words=third, **held), signed("b", words=fourth, **later))


def test_what_nobody_dates_of_a_state_is_no_event_told_again():
    standing = {"type": "policy", "status": "in_force", "parties": (VN,), "date": None}
    one = signed("a", words=Words(concepts=frozenset({"sandbox", "test"})), **standing)
    other = signed("b", words=Words(concepts=frozenset({"personnel", "pay"})), **standing)
    assert not together(one, other)
    assert together(
        one,
        signed(
            "b", words=Words(concepts=frozenset({"sandbox", "test"})), **standing | {"date": "2025-05-13"}
        ),
    )


def test_what_two_bodies_did_is_one_event_without_a_date():
    assert together(signed("a", date=None), signed("b", date=None))
