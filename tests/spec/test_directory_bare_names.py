"""An office or a common noun names nobody: the country, the day and the document tell whom it means, or a person."""

import pytest
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.directory.actions.decide import keep_apart, merge_actors
from passerelle.apps.directory.actions.facts import add_mandate
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.editions import renew
from passerelle.apps.directory.models import Actor, Mandate, Mention
from passerelle.apps.directory.queries.queue import queue_for
from passerelle.apps.directory.tasks import resolve_waiting
from passerelle.apps.library.models import Reading

pytestmark = pytest.mark.django_db


def named(organisation, *actors, published="2024-05-01") -> list[Mention]:
    """Who the actors of a document are: (kind, country, name, …)."""
    number = Reading.objects.count()
    document = make_document(organisation, text=f"Text {number}.", claims=0, published=published)
    found = [
        {"id": f"a{at}", "kind": kind, "country": country, "names": list(names)}
        for at, (kind, country, *names) in enumerate(actors)
    ]
    document.readings.update(actors=found)
    resolve_document(document, actor=None)
    return [document.mentions.get(local=f"a{at}") for at in range(len(actors))]


def candidates() -> int:
    return Actor.objects.filter(state="candidate").count()


@pytest.fixture
def government():
    """The government of Viet Nam, two prime ministers, one after the other, and another country's."""
    body = make_actor("vn-government", "Government of Viet Nam", kind="government")
    people = {}
    for key, of, since, until in (
        ("phuc", body, "2016-04", "2021-04-05"), ("chinh", body, "2021-04-05", ""),
        ("modi", make_actor("in", "India", kind="country", country="IN"), "2014-05-26", ""),
    ):  # fmt: skip
        people[key] = make_actor(key, f"Somebody {key.title()}", kind="person", country="")
        country = {"in": ("India", "d'Inde", "Ấn Độ")}.get(of.key, ("Viet Nam", "du Viet Nam", "Việt Nam"))
        Mandate.objects.create(
            person=people[key], organisation=of, office=f"Prime Minister of {country[0]}",
            office_fr=f"Premier ministre {country[1]}", office_vi=f"Thủ tướng Chính phủ {country[2]}",
            since=since, until=until,
        )  # fmt: skip
    renew()
    return people | {"body": body}


@pytest.mark.parametrize(
    ("kind", "country", "name", "day", "key"),
    [
        ("government", "VN", "Premier ministre", "2024-05-01", "chinh"),
        ("person", "VN", "Prime Minister", "2024-05-01", "chinh"),
        ("government", "VN", "Thủ tướng", "2018-09-03", "phuc"),
        ("government", "VN", "Thủ tướng Chính phủ", "2021", "vn-government"),
        ("government", "VN", "Thủ tướng", "", "vn-government"),
        ("person", "VN", "Thủ tướng Chính phủ", "2021", None),
        ("government", "IN", "Premier ministre indien", "2024", "modi"),
        ("government", "VN", "Thủ tướng", "2001-01-01", "vn-government"),
        ("person", "VN", "Thủ tướng", "2001-01-01", None),
        ("government", None, "Premier ministre", "2024-05-01", None),
        ("government", "JP", "Prime Minister", "2024-05-01", None),
    ],
)
def test_an_office_is_who_held_it_on_the_day_or_the_body_that_has_it(
    organisation, government, kind, country, name, day, key
):
    (found,) = named(organisation, (kind, country, name), published=day)
    assert (found.actor and found.actor.open and found.actor.key) == key or key is None
    if key is None:
        assert found.state in ("doubtful", "unknown")
        assert candidates() == (found.state == "doubtful")


def test_two_who_held_it_are_a_doubt_and_nobody_is_nobody(organisation, officer, government):
    (found,) = named(organisation, ("person", "VN", "Thủ tướng"), published="2021")
    assert found.state == "doubtful"
    assert {pk for pk, _score in found.runners_up} == {government["phuc"].pk, government["chinh"].pk}
    assert [question.candidate for question in queue_for(officer, "en", of="doubtful").questions] == [
        found.actor
    ]
    (nobody,) = named(organisation, ("government", None, "the Ministry"))
    assert (nobody.actor, nobody.state) == (None, "unknown")
    assert queue_for(officer, "en").total == 1


def test_an_office_of_a_body_that_the_document_names(organisation, government):
    rector = make_actor("rector", "Somebody Rector", kind="person")
    school = make_actor("school", "School of Optics", kind="university", country="")
    Mandate.objects.create(person=rector, organisation=school, office="Rector", since="2020")
    school.country = "SG"
    school.save()
    renew()
    office, _school = named(
        organisation, ("person", None, "the Rector"), ("university", "SG", "School of Optics")
    )
    assert office.actor == rector
    (alone,) = named(organisation, ("person", None, "the Rector"))
    assert alone.actor is None


def test_a_common_noun_is_the_one_body_of_its_kind_that_the_document_names(organisation):
    finance = make_actor("vn-mof", ("Ministry of Finance", "en"), ("Bộ Tài chính", "vi"), kind="government")
    trade = make_actor("vn-moit", ("Ministry of Industry and Trade", "en"), kind="government")
    full = ("government", "VN", "Ministry of Finance")
    noun = ("government", "VN", "the Ministry")
    _full, found = named(organisation, full, noun)
    assert (found.actor, found.state) == (finance, "linked")
    assert [reason["rule"] for reason in found.reasons] == ["context"]
    other = ("government", "VN", "Ministry of Industry and Trade")
    found, *_rest = named(organisation, noun, full, other)
    assert found.state == "doubtful"
    assert {pk for pk, _score in found.runners_up} == {finance.pk, trade.pk}
    *_rest, found = named(organisation, full, ("government", "FR", "le ministère"))
    assert found.actor is None, "of another country"
    *_rest, found = named(organisation, ("government", "VN", "Ministry of Nowhere"), noun)
    assert found.actor is None, "what stands in full is a stranger itself"


def test_what_is_decided_about_it_holds_in_its_document_only(organisation, officer, government):
    (one,) = named(organisation, ("person", "VN", "Thủ tướng"), published="2021")
    (other,) = named(organisation, ("person", "VN", "Thủ tướng"), published="2021")
    assert one.actor != other.actor
    merge_actors(government["phuc"], one.actor, actor=officer)
    for mention in (one, other):
        resolve_document(mention.document, actor=None)
        mention.refresh_from_db()
    assert one.actor == government["phuc"]
    assert other.state == "doubtful"
    keep_apart(other.actor, government["phuc"], actor=officer)
    resolve_document(other.document, actor=None)
    other.refresh_from_db()
    assert other.actor == government["chinh"], "the only one who is left"


def test_a_mention_of_nobody_is_given_to_somebody_once_the_directory_knows(organisation, officer):
    (found,) = named(organisation, ("government", "JP", "Prime Minister"), published="2026")
    assert found.actor is None
    japan = make_actor("jp", "Japan", kind="country", country="JP")
    holder = make_actor("takaichi", "Somebody Takaichi", kind="person")
    add_mandate(holder, japan, office="Prime Minister of Japan", since="2025-10", actor=officer)
    resolve_waiting.call()
    found.refresh_from_db()
    assert found.actor == holder
