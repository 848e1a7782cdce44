"""The actors of a document are recognised in the directory; strangers become candidates, decisions stand."""

import pytest
from dossiers import make_document
from known_actors import make_actor
from rereadings import ACCORD, TEXT, read

from passerelle.apps.audit.models import Event
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.labels import REASONS
from passerelle.apps.directory.models import Actor, Involvement, Mandate, Mention, Resolution
from passerelle.apps.directory.tasks import resolve_waiting
from passerelle.apps.directory.waiting import waiting_documents
from passerelle.apps.library.actions.review import correct_claim, reject_claim
from passerelle.apps.library.models import Reading
from passerelle.core.naming.tables import naming_table

pytestmark = pytest.mark.django_db


def document_naming(organisation, *actors, **given):
    """A document whose reading names these actors: (id, kind, country, names)."""
    number = Reading.objects.count()
    document = make_document(organisation, text=f"Text {number}.", claims=0, **given)
    named = [dict(zip(("id", "kind", "country", "names"), actor, strict=True)) for actor in actors]
    document.readings.update(actors=named)
    resolve_document(document, actor=None)
    return document


def who(document, local) -> Mention:
    return document.mentions.get(local=local)


def test_an_actor_the_reader_knew_is_known_by_its_key(organisation):
    most = make_actor("vn-most", "Bộ Khoa học và Công nghệ", kind="government")
    found = who(document_naming(organisation, ("vn-most", "government", "VN", ["MOST"])), "vn-most")
    assert (found.actor, found.state) == (most, "linked")
    assert [reason["rule"] for reason in found.reasons] == ["same_key"]
    assert not Actor.objects.filter(state="candidate").exists()


@pytest.mark.parametrize(
    ("names", "kind", "country", "key", "state"),
    [
        (["National Innovation Center"], "institute", "VN", "nic", "linked"),
        (["NATIONAL INNOVATION CENTER"], "institute", None, "nic", "linked"),
        (["Centre national d'innovation"], "government", "VN", "nic", "linked"),
        (["Trung tam Doi moi sang tao Quoc gia"], "institute", "VN", "nic", "linked"),
        (["Trung tâm Đổi mới sáng tạo quốc gia"], "institute", "VN", "nic", "linked"),
        (["National Innovation Center"], "institute", "FR", None, "doubtful"),
        (["National Innovation Center"], "person", "VN", None, "unknown"),
        (["National Innovation Centre of Nowhere"], "institute", "VN", None, "doubtful"),
        (["Quantum Foundry of Nowhere"], "institute", "VN", None, "unknown"),
        (["Lâm Tô"], "person", "VN", None, "doubtful"),
        (["To Lam"], "person", "FR", "to-lam", "linked"),
        (["Tô Lâm", "Lâm"], "person", "VN", "to-lam", "linked"),
        (["Tố Lẫm"], "person", "VN", None, "unknown"),
        (["Lam"], "person", "VN", None, "unknown"),
    ],
)
def test_a_name_of_the_directory_is_recognised_and_a_stranger_is_not(
    organisation, names, kind, country, key, state
):
    make_actor(
        "nic", ("National Innovation Center", "en"), ("Centre national d'innovation", "fr"),
        ("Trung tâm Đổi mới sáng tạo Quốc gia", "vi"),
    )  # fmt: skip
    make_actor("to-lam", "Tô Lâm", kind="person")
    found = who(document_naming(organisation, ("local", kind, country, names)), "local")
    assert found.state == state
    assert found.actor.key == (key or f"candidate-{found.actor.pk}")


def test_a_name_that_two_carry_is_for_a_person_to_tell(organisation):
    one = make_actor("thu-duc-hospital", "City Hospital", country="")
    two = make_actor("cho-ray-hospital", "City Hospital", country="")
    found = who(
        document_naming(organisation, ("city-hospital", "institute", None, ["City Hospital"])),
        "city-hospital",
    )
    assert found.state == "doubtful"
    assert {pk for pk, _score in found.runners_up} == {one.pk, two.pk}
    assert "shared_name" in [reason["rule"] for reason in found.reasons]
    assert found.actor.state == "candidate"


def test_a_key_of_another_sort_or_country_is_no_proof(organisation):
    make_actor("acme", "Acme", kind="company", country="US")
    document = document_naming(organisation, ("acme", "person", None, ["Acme"]))
    assert who(document, "acme").state == "unknown"
    elsewhere = document_naming(organisation, ("acme", "company", "FR", ["Acme Toulouse"]))
    assert who(elsewhere, "acme").state == "unknown"


def test_a_stranger_is_one_candidate_in_all_documents_and_another_one_elsewhere(organisation):
    first = document_naming(organisation, ("abc", "company", "FR", ["Soitec Quantique"]))
    second = document_naming(organisation, ("xyz", "company", "FR", ["SOITEC QUANTIQUE", "Soitec"]))
    elsewhere = document_naming(organisation, ("xyz", "company", "DE", ["Soitec Quantique"]))
    assert who(first, "abc").actor == who(second, "xyz").actor != who(elsewhere, "xyz").actor
    assert not Actor.objects.filter(open=True).exists()
    assert not Actor.objects.exclude(label="").exists(), (
        "names of candidates are read from visible mentions only"
    )


def test_resolving_twice_changes_nothing(organisation):
    make_actor("intel", "Intel", kind="company", country="US")
    document = document_naming(
        organisation, ("intel", "company", "US", ["Intel"]), ("x", "person", None, ["Anne Martin"])
    )

    def rows():
        return (
            list(Mention.objects.order_by("pk").values()),
            list(Actor.objects.order_by("pk").values()),
            list(Involvement.objects.order_by("claim", "actor").values("claim", "actor", "role")),
        )

    before = rows()
    resolve_document(document, actor=None)
    assert rows() == before
    assert Event.objects.filter(verb="document.resolve").count() == 2


@pytest.mark.parametrize(
    ("published", "holder"),
    [("2023-06-01", "old"), ("2025-03-02", "new"), ("2019-05-01", None), ("2024", None)],
)
def test_an_office_is_who_held_it_on_the_day(organisation, published, holder):
    ministry = make_actor("vn-mofa", "Ministry of Foreign Affairs", kind="government")
    for key, since, until in (("old", "2021-04-08", "2024-08-25"), ("new", "2024-08-26", "")):
        Mandate.objects.create(
            person=make_actor(key, f"Person {key}", kind="person"), organisation=ministry, since=since, until=until,
            office="Minister of Foreign Affairs", office_fr="ministre des Affaires étrangères",
        )  # fmt: skip
    found = who(
        document_naming(
            organisation,
            ("minister", "person", "VN", ["Ministre des affaires étrangères"]),
            published=published,
        ),
        "minister",
    )
    assert found.actor.key == (holder or f"candidate-{found.actor.pk}")


def test_who_takes_part_in_a_claim_follows_from_the_mentions(organisation, officer):
    make_actor("vn-most", "Bộ Khoa học và Công nghệ", kind="government")
    document = make_document(organisation, claims=[{"people": ["anne"], "speaker": "Intel"}])
    document.readings.update(
        actors=[
            *document.readings.get().actors,
            {"id": "anne", "kind": "person", "country": None, "names": ["Anne Roy"]},
        ]
    )
    resolve_document(document, actor=None)
    claim = document.claims.get()
    intel, anne = (who(document, local).actor for local in ("intel", "anne"))

    def roles():
        return {(one.actor.key, one.role) for one in claim.involvements.all()}

    assert roles() == {
        ("vn-most", "party"), (intel.key, "party"), (anne.key, "person"), (intel.key, "speaker")
    }  # fmt: skip
    correct_claim(claim, changes={"parties": ["vn-most", "somebody-new"], "speaker": ""}, actor=officer)
    assert roles() == {("vn-most", "party"), (anne.key, "person")}
    assert list(waiting_documents()) == [document], "whom a person named by hand is looked up"
    resolve_waiting.call()
    new = who(document, "somebody-new")
    assert (new.names, new.state) == (["somebody new"], "unknown")
    assert roles() == {("vn-most", "party"), (new.actor.key, "party"), (anne.key, "person")}
    claim.refresh_from_db()
    reject_claim(claim, reason="No.", actor=officer)
    assert roles() == set()


def test_a_new_reading_waits_until_it_is_resolved_and_mentions_outlive_it(organisation):
    document = make_document(organisation, text=TEXT, claims=0)
    resolve_waiting.call()
    assert {mention.local for mention in document.mentions.filter(found=True)} == {"vn-most", "intel", "fr"}
    kept = who(document, "fr").pk
    read(document, ACCORD)
    assert list(waiting_documents()) == [document]
    resolve_waiting.call()
    assert not waiting_documents().exists()
    assert Resolution.objects.get().reading == document.readings.first()
    assert {mention.local for mention in document.mentions.filter(found=True)} == {"vn", "fr"}
    assert who(document, "fr").pk == kept
    assert {one.actor.mentions.get().local for one in Involvement.objects.all()} == {"vn", "fr"}


def test_one_document_that_cannot_be_resolved_does_not_stop_the_others(organisation, monkeypatch, caplog):
    bad = make_document(organisation, text="Bad.")
    good = make_document(organisation, text="Good.")
    from passerelle.apps.directory import resolving

    whole = resolving.named_in
    monkeypatch.setattr(
        resolving, "named_in", lambda document: 1 / 0 if document.pk == bad.pk else whole(document)
    )
    resolve_waiting.call()
    assert list(waiting_documents()) == [bad]
    assert good.mentions.exists()
    assert "could not be resolved" in caplog.text


@pytest.mark.parametrize(
    "name",
    ["", "   ", "a" * 10_000, "\u202etừ phải sang trái", "🙂🙂", "Аcmе Тесhnоlоgу", "ﷺ", "-", "' OR 1=1 --"],
)
def test_strange_names_meet_nobody_by_accident(organisation, name):
    make_actor("acme-technology", "Acme Technology", kind="company", country="US")
    found = who(document_naming(organisation, ("strange", "company", "US", [name])), "strange")
    assert found.state == "unknown"


def test_what_a_name_may_mean_is_proposed_with_reasons_in_words(organisation):
    nic = make_actor("nic", ("National Innovation Center", "en"), ("Centre national d'innovation", "fr"))
    found = who(
        document_naming(organisation, ("n", "institute", "VN", ["Centre for National Innovations"])), "n"
    )
    assert found.state in ("doubtful", "linked")
    assert nic.pk in (
        [found.actor_id] if found.state == "linked" else [pk for pk, _score in found.runners_up]
    )
    assert found.reasons
    for rules in naming_table("weights").values():
        assert set(rules) <= REASONS.keys(), "every rule of the comparison has words for people"
