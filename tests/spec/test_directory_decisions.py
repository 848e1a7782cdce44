"""What people decide about actors: once, by whoever is first, for all later readings, and to be undone."""

import pytest
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.directory.actions.decide import (
    accept_candidate,
    drop_candidate,
    keep_apart,
    link_mention,
    merge_actors,
    split_actor,
)
from passerelle.apps.directory.actions.names import add_name
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.actions.remove import remove_name
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.actions.undo import undo_decision
from passerelle.apps.directory.models import (
    Actor,
    Decision,
    Identifier,
    Involvement,
    Mandate,
    Mention,
    Name,
    Relation,
)
from passerelle.apps.directory.naming import NewName
from passerelle.apps.directory.tasks import resolve_waiting
from passerelle.apps.library.models import Document

pytestmark = pytest.mark.django_db

SOITEC = ("soitec", "company", "FR", ["Soitec Quantique"])


def document_naming(organisation, *actors, **given):
    """A document with a claim of all these actors."""
    number = Document.objects.count()
    named = [dict(zip(("id", "kind", "country", "names"), actor, strict=True)) for actor in actors]
    document = make_document(
        organisation, text=f"Text {number}.", claims=[{"parties": [one["id"] for one in named]}], **given
    )
    document.readings.update(actors=named)
    resolve_document(document, actor=None)
    return document


def actor_of(document, local="soitec") -> Actor:
    return document.mentions.get(local=local).actor


def state_of_all():
    """All that deciding and undoing may change, but for the record of the decisions themselves."""
    return (
        list(Actor.objects.order_by("pk").values()),
        list(
            Mention.objects.order_by("pk").values(
                "pk", "actor", "candidate", "state", "confidence", "decided_by"
            )
        ),
        list(Name.objects.order_by("pk").values()),
        list(Identifier.objects.order_by("pk").values()),
        list(Relation.objects.order_by("pk").values()),
        list(Mandate.objects.order_by("pk").values()),
        list(Involvement.objects.order_by("claim", "actor").values_list("claim", "actor", "role")),
    )


def test_an_accepted_candidate_is_in_the_directory_under_the_names_the_person_chose(
    organisation, officer, visitor
):
    document = document_naming(organisation, SOITEC, tlp="red")
    candidate = actor_of(document)
    with pytest.raises(Refused):
        accept_candidate(candidate, names=[NewName("Soitec")], actor=visitor)
    accepted = accept_candidate(
        candidate,
        names=[NewName("Soitec"), NewName("S.Q.", kind="acronym")],
        actor=officer,
        seen=candidate.token,
    )
    assert (accepted.key, accepted.state, accepted.label, accepted.open) == (
        "soitec",
        "accepted",
        "Soitec",
        True,
    )
    assert {name.text for name in accepted.names.all()} == {"Soitec", "S.Q."}, (
        "and no name of a marked document"
    )
    assert document.mentions.get().state == "linked"
    later = document_naming(organisation, SOITEC)
    assert actor_of(later) == accepted, "the name in the documents stays known all the same"
    event = Event.objects.get(verb="actor.accept")
    assert event.actor == officer
    assert "Quantique" not in str(event.detail) + event.target_label


def test_accepting_looks_again_at_strangers_who_bear_the_name(organisation, officer):
    candidate = actor_of(document_naming(organisation, SOITEC))
    other = document_naming(organisation, ("s", "company", "FR", ["Soitec"]))
    assert other.mentions.get().state == "unknown"
    accepted = accept_candidate(candidate, names=[NewName("Soitec")], actor=officer)
    resolve_waiting.call()
    assert actor_of(other, "s") == accepted


def test_a_dropped_candidate_is_not_asked_again(organisation, officer):
    candidate = actor_of(document_naming(organisation, SOITEC))
    drop_candidate(candidate, actor=officer, seen=candidate.token)
    later = document_naming(organisation, SOITEC)
    assert actor_of(later) == Actor.objects.get(pk=candidate.pk)
    assert actor_of(later).state == "dropped"


def test_a_merged_candidate_speaks_for_every_later_mention(organisation, officer):
    make_actor("cea", "CEA", country="FR")
    document = document_naming(organisation, SOITEC)
    kept, candidate = Actor.objects.get(key="cea"), actor_of(document)
    merge_actors(kept, candidate, actor=officer, seen=candidate.token)
    assert actor_of(document) == kept
    assert set(Involvement.objects.values_list("actor__key", flat=True)) == {"cea"}
    assert not Name.objects.filter(text__contains="Soitec").exists(), (
        "a name of documents is not opened by merging"
    )
    later = document_naming(organisation, ("x", "company", "FR", ["SOITEC quantique"]), tlp="red")
    assert actor_of(later, "x") == kept
    resolve_document(document, actor=None)
    assert actor_of(document) == kept


def test_what_belongs_to_a_merged_actor_goes_with_it_and_comes_back(organisation, officer):
    ministry = make_actor(
        "vn-mpi", "Ministry of Planning and Investment", "MPI", identifiers={"wikidata": "Q1"}
    )
    finance = make_actor("vn-mof", "Ministry of Finance", "MPI", kind="government")
    minister = make_actor("dung", "Nguyễn Chí Dũng", kind="person")
    nic = make_actor("nic", "NIC")
    Mandate.objects.create(person=minister, organisation=ministry, office="Minister", since="2016")
    Relation.objects.create(actor=nic, kind="part_of", other=ministry)
    Relation.objects.create(actor=finance, kind="successor_of", other=ministry)
    document = document_naming(
        organisation, ("mpi", "government", "VN", ["Ministry of Planning and Investment"])
    )
    before = state_of_all()
    merge_actors(finance, ministry, actor=officer)
    assert actor_of(document, "mpi") == finance
    assert finance.identifiers.get().value == "Q1"
    assert finance.office_holders.get().person == minister
    assert {name.text for name in finance.names.all()} == {
        "Ministry of Finance", "MPI", "Ministry of Planning and Investment"
    }  # fmt: skip
    later = document_naming(organisation, ("m", "government", "VN", ["Ministry of Planning and Investment"]))
    by_key = document_naming(organisation, ("vn-mpi", "government", "VN", ["Planning ministry"]))
    assert actor_of(later, "m") == actor_of(by_key, "vn-mpi") == finance
    undo_decision(Decision.objects.get(), actor=officer)
    resolve_waiting.call()
    assert {actor_of(document, "mpi"), actor_of(later, "m"), actor_of(by_key, "vn-mpi")} == {ministry}
    after = state_of_all()
    assert (after[0], *after[2:6]) == (before[0], *before[2:6])


@pytest.mark.parametrize("verb", ["accept", "drop", "merge", "apart", "split", "link"])
def test_every_decision_can_be_undone_once(organisation, officer, second_officer, verb):
    make_actor("soitec-inc", "Soitec Quantique", country="US", kind="company")
    document = document_naming(organisation, SOITEC)
    other = document_naming(organisation, SOITEC)
    candidate, known = actor_of(document), Actor.objects.get(key="soitec-inc")
    mention = document.mentions.get()
    assert mention.state == "doubtful"
    before = state_of_all()
    {
        "accept": lambda: accept_candidate(candidate, names=[NewName("Soitec")], actor=officer),
        "drop": lambda: drop_candidate(candidate, actor=officer),
        "merge": lambda: merge_actors(known, candidate, actor=officer),
        "apart": lambda: keep_apart(candidate, known, actor=officer),
        "split": lambda: split_actor(candidate, [mention], actor=officer),
        "link": lambda: link_mention(mention, known, actor=officer),
    }[verb]()
    assert state_of_all() != before
    decision = Decision.objects.get()
    undo_decision(decision, actor=second_officer)
    resolve_waiting.call()
    after = state_of_all()
    if verb == "split":  # the actor that was split off stays in the history
        assert after[0].pop()["state"] == "dropped"
    assert after == before
    with pytest.raises(Conflict) as told:
        undo_decision(decision, actor=officer)
    assert str(second_officer) in str(told.value)
    assert other.mentions.get().actor == candidate


def test_a_pair_that_was_kept_apart_is_not_asked_again(organisation, officer, second_officer):
    known = make_actor("soitec-inc", "Soitec Quantique", country="US", kind="company")
    document = document_naming(organisation, SOITEC)
    candidate = actor_of(document)
    assert document.mentions.get().runners_up[0][0] == known.pk
    keep_apart(candidate, known, actor=officer)
    assert document.mentions.get().state == "unknown"
    later = document_naming(organisation, SOITEC)
    assert (later.mentions.get().state, later.mentions.get().runners_up) == ("unknown", [])
    for again in (
        lambda: keep_apart(known, candidate, actor=second_officer),
        lambda: merge_actors(known, candidate, actor=second_officer),
    ):
        with pytest.raises(Conflict) as told:
            again()
        assert str(officer) in str(told.value)


def test_whoever_decides_second_is_told_and_nothing_is_lost(organisation, officer, second_officer):
    cea, inria = make_actor("cea", "CEA", country="FR"), make_actor("inria", "Inria", country="FR")
    candidate = actor_of(document_naming(organisation, SOITEC))
    seen = candidate.token
    merge_actors(cea, candidate, actor=officer, seen=seen)
    before = state_of_all()
    for second in (
        lambda: merge_actors(inria, candidate, actor=second_officer, seen=seen),
        lambda: accept_candidate(candidate, names=[NewName("S")], actor=second_officer, seen=seen),
        lambda: drop_candidate(candidate, actor=second_officer),
        lambda: keep_apart(inria, candidate, actor=second_officer, seen=seen),
    ):
        with pytest.raises(Conflict) as told:
            second()
        assert (told.value.by, told.value.verb) == (officer, "merge")
        assert str(officer) in str(told.value)
    assert state_of_all() == before
    undo_decision(Decision.objects.get(), actor=officer)
    candidate.refresh_from_db()
    merge_actors(inria, candidate, actor=second_officer, seen=candidate.token)
    assert Actor.objects.get(pk=candidate.pk).merged_into == inria


def test_a_linked_mention_stays_linked_and_says_nothing_of_others(organisation, officer):
    inria = make_actor("inria", "Inria", country="FR")
    document, other = document_naming(organisation, SOITEC), document_naming(organisation, SOITEC)
    mention = document.mentions.get()
    link_mention(mention, inria, actor=officer, seen=mention.token)
    with pytest.raises(Conflict):
        link_mention(mention, inria, actor=officer, seen=mention.token)
    resolve_document(document, actor=None)
    assert (actor_of(document), document.mentions.get().state) == (inria, "decided")
    assert actor_of(other).state == "candidate"
    assert actor_of(document_naming(organisation, SOITEC)) == actor_of(other)


def test_a_split_actor_is_two(organisation, officer):
    hung = make_actor("hung", "Nguyễn Mạnh Hùng", kind="person")
    minister = document_naming(organisation, ("h", "person", None, ["Nguyễn Mạnh Hùng"]))
    singer = document_naming(organisation, ("h", "person", None, ["Nguyễn Mạnh Hùng"]))
    split = split_actor(hung, [singer.mentions.get()], actor=officer)
    assert (actor_of(minister, "h"), actor_of(singer, "h")) == (hung, split)
    resolve_document(singer, actor=None)
    assert actor_of(singer, "h") == split
    with pytest.raises(InvalidActor):
        split_actor(hung, [singer.mentions.get()], actor=officer)


def test_what_was_decided_later_is_undone_first(organisation, officer):
    candidate = actor_of(document_naming(organisation, SOITEC))
    accepted = accept_candidate(candidate, names=[NewName("Soitec")], actor=officer)
    accept = Decision.objects.get()
    merge_actors(accepted, make_actor("s", "S"), actor=officer)
    with pytest.raises(InvalidActor, match="first"):
        undo_decision(accept, actor=officer)
    undo_decision(Decision.objects.get(verb="merge"), actor=officer)
    undo_decision(accept, actor=officer)
    assert Actor.objects.get(pk=candidate.pk).key == f"candidate-{candidate.pk}"


def test_a_candidate_of_a_document_that_may_not_be_seen_cannot_be_decided_about(
    organisation, second_officer, officer
):
    document = document_naming(organisation, SOITEC, tlp="amber")
    candidate, known = actor_of(document), make_actor("cea", "CEA")
    for attempt in (
        lambda: accept_candidate(candidate, names=[NewName("S")], actor=second_officer),
        lambda: drop_candidate(candidate, actor=second_officer),
        lambda: merge_actors(known, candidate, actor=second_officer),
        lambda: merge_actors(candidate, known, actor=second_officer),
        lambda: keep_apart(known, candidate, actor=second_officer),
        lambda: link_mention(document.mentions.get(), known, actor=second_officer),
        lambda: split_actor(known, [document.mentions.get()], actor=second_officer),
    ):
        with pytest.raises(Refused):
            attempt()
    merge_actors(known, candidate, actor=officer)
    with pytest.raises(Refused):
        undo_decision(Decision.objects.get(), actor=second_officer)


def test_names_are_added_checked_and_taken_away(organisation, officer):
    nic = make_actor("nic", "NIC")
    stranger = document_naming(organisation, ("n", "institute", "VN", ["Trung tâm Đổi mới"]))
    name = add_name(nic, NewName("Trung tâm Đổi mới", "vi", "alias"), actor=officer)
    resolve_waiting.call()
    assert actor_of(stranger, "n") == nic
    with pytest.raises(InvalidActor, match="already"):
        add_name(nic, NewName("Trung tâm Đổi mới", "vi", "alias"), actor=officer)
    for wrong in ("", " \u200b ", "x" * 301, "a\u202eb"):
        with pytest.raises(InvalidActor):
            add_name(nic, NewName(wrong), actor=officer)
    remove_name(name, actor=officer)
    with pytest.raises(InvalidActor, match="only name"):
        remove_name(nic.names.get(), actor=officer)
