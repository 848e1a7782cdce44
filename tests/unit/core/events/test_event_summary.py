"""What reports of one event say together, on how many origins it rests, and what a new one changes."""

from passerelle.core.events.changes import what_changed
from passerelle.core.events.origins import Origin, agencies, independent
from passerelle.core.events.report import Party, Report
from passerelle.core.events.summary import summarise
from passerelle.core.reading.model import Quantity


def report(key: str, **given) -> Report:
    facts = {"document": key, "type": "investment", "status": "announced", "published": "2025-05-14"}
    return Report(key=key, **facts | given)


def test_dates_of_other_precision_agree_and_the_precise_one_is_shown():
    found = summarise([report("a", date="2025-05"), report("b", date="2025-05-13")]).of("date")
    assert (found.state, found.values[0].value, found.values[0].wordings) == (
        "agreed",
        "2025-05-13",
        ("2025-05",),
    )


def test_contradicting_dates_stand_side_by_side_with_who_says_so():
    told = [report("a", date="2025-05-13"), report("b", date="2025-05-14")]
    summary = summarise(told)
    assert summary.disputed == ("date",)
    assert {(one.value, one.reports) for one in summary.of("date").values} == {
        ("2025-05-13", ("a",)), ("2025-05-14", ("b",)),
    }  # fmt: skip


def test_most_say_so_counts_origins_not_copies():
    told = [report(key, date="2025-05-13") for key in "abc"] + [report("z", date="2025-05-16")]
    assert summarise(told).of("date").state == "mostly"
    copied = [Origin(key, "a") for key in "abc"]
    assert summarise(told, copied).of("date").state == "disputed"


def test_a_converted_amount_is_a_wording_and_another_amount_a_dispute():
    euros, dong, more = Quantity(30e6, "EUR"), Quantity(890e9, "VND"), Quantity(50e6, "EUR")
    assert (
        summarise([report("a", quantity=euros), report("b", quantity=dong)]).of("quantity").state == "agreed"
    )
    assert summarise([report("a", quantity=euros), report("b", quantity=more)]).disputed == ("quantity",)


def test_a_party_that_not_all_name_is_no_dispute_but_disjoint_parties_are():
    nokia, viettel = Party("nokia", "company", "FI"), Party("viettel", "company", "VN")
    both = summarise([report("a", parties=(nokia, viettel)), report("b", parties=(nokia,))])
    assert both.of("parties").state == "partly"
    assert both.of("parties").values[0].value == "nokia"
    assert summarise([report("a", parties=(viettel,)), report("b", parties=(nokia,))]).disputed == (
        "parties",
    )


def test_an_event_has_first_and_last_seen_documents_and_origins():
    told = [report("a"), report("b", published="2025-06-01"), report("c", document="b", published=None)]
    summary = summarise(told)
    assert (summary.first_seen, summary.last_seen) == ("2025-05-14", "2025-06-01")
    assert summary.documents == ("a", "b")
    assert len(summary.origins) == 2


def test_copies_agencies_and_publishers_make_one_origin():
    afp = frozenset({"afp"})
    told = [
        Origin("a", "a", afp), Origin("b", "b", afp), Origin("c", "b"),
        Origin("d", "d", publisher="Le Monde"), Origin("e", "e", publisher=" le  monde"), Origin("f", "f"),
    ]  # fmt: skip
    assert independent(told) == [("a", "b", "c"), ("d", "e"), ("f",)]


def test_agencies_are_known_by_their_credit():
    assert agencies("Title\n\nHANOI, 2 June (Reuters) - Nokia said.") == {"reuters"}
    assert agencies("Titre\n\nSelon l’AFP, Nokia investit.") == {"afp"}
    assert agencies("Tiêu đề\n\nTheo TTXVN, Nokia đầu tư.") == {"vna"}
    assert agencies("Title\n\nNokia invests.\n\n— VNA") == {"vna"}
    assert agencies("Titre\n\nNokia investit (source : Xinhua).") == {"xinhua"}


def test_an_agency_that_is_only_spoken_of_is_no_credit():
    assert agencies("Title\n\nReuters opened an office in Hanoi with forty people.") == frozenset()
    assert agencies("Title\n\nThe minister met the head of Kyodo in Tokyo.") == frozenset()
    assert agencies("Title\n\nNokia invests (Photo: VNA).") == frozenset()


def test_what_changed_names_the_new_value_and_the_dispute():
    first = [report("a", date="2025-05-13")]
    said = summarise(first)
    later = summarise([*first, report("b", date="2025-05-20", quantity=Quantity(3e7, "EUR"))])
    changes = {(one.kind, one.attribute): (one.before, one.after) for one in what_changed(said, later)}
    assert changes[("documents", "")] == (1, 2)
    assert changes[("origins", "")] == (1, 2)
    assert changes[("disputed", "date")] == ("2025-05-13", "2025-05-20")
    assert changes[("added", "quantity")] == (None, Quantity(3e7, "EUR"))


def test_a_more_precise_date_is_no_dispute():
    first = [report("a", date="2025-05")]
    later = summarise([*first, report("b", date="2025-05-20")])
    assert ("precise", "date") in {(one.kind, one.attribute) for one in what_changed(summarise(first), later)}


def test_an_event_begins_and_is_lost():
    said = summarise([report("a")])
    assert [one.kind for one in what_changed(None, said)] == ["began"]
    assert [one.kind for one in what_changed(said, None)] == ["lost"]
    assert what_changed(None, None) == what_changed(said, said) == []
