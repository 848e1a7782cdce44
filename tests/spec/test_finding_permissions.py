"""No search tells a reader anything of a document that its marking hides: the rule is written here a second time."""

import pytest
from django.http import QueryDict
from dossiers import make_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import MEMBERS
from passerelle.apps.directory.models import Actor, Mention
from passerelle.apps.events.models import Event, Telling
from passerelle.apps.finding.queries.filters import SearchFilters
from passerelle.apps.finding.queries.find import find
from passerelle.apps.finding.queries.suggest import suggest
from passerelle.apps.library.models import Claim, Document, Posting, Tlp

SENTENCES = (
    "Đất hiếm số {} là bí mật.", "Les terres rares numéro {} sont secrètes.", "Rare earths number {} are secret.",
    "Dat hiem {} khong dau.", "Budget numéro {}.",
)  # fmt: skip
WORLD = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(Tlp.values), st.integers(0, len(SENTENCES) - 1), st.booleans()
    ),
    min_size=1,
    max_size=6,
)
READER = st.tuples(st.integers(0, 2), st.sampled_from(ROLES), st.booleans())
QUESTION = st.sampled_from(
    ["đất hiếm", "dat hiem", "rare earths", '"terres rares"', "secret*", "budget", "Zq", ""]
)
NARROWED = st.sampled_from(
    [{}, {"type": "agreement"}, {"country": "VN"}, {"actor": "known"}, {"period": "2025"}]
)


def allowed(user: User, document: Document) -> bool:
    """The protocol as this desk applies it, in words."""
    if not user.is_active:
        return False
    own = document.organisation_id == user.organisation_id
    return {
        "clear": True,
        "green": own or user.role in MEMBERS,
        "amber": own,
        "red": own and user.role in MEMBERS,
    }[document.tlp]


def make_world(world, reader):
    number = Organisation.objects.count()
    organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
    known = make_actor("known", "Viện Đất hiếm", ("Rare Earths Institute", "en"))
    together = Event.objects.create()
    for at, (owner, tlp, sentence, named) in enumerate(world):
        document = make_document(
            organisations[owner],
            text=SENTENCES[sentence].format(f"{number}x{at}"),
            title=f"doc{number}x{at}",
            tlp=tlp,
            language=["vi", "fr", "en", "vi", "fr"][sentence],
        )
        Telling.objects.create(
            claim=document.claims.get(), event=together if named else Event.objects.create(), story=1
        )
        if named:
            make_mention(document, "vn-most", known)
        make_mention(document, "intel", make_candidate(), f"Zq{number}x{at}")
    home, role, active = reader
    return known, User.objects.create(
        username=f"reader-{number}", role=role, organisation=organisations[home], is_active=active
    )


def answered(user, question, narrowed, show=""):
    address = QueryDict(mutable=True)
    address.update({"q": question, "show": show} | narrowed)
    return find(user, SearchFilters.from_query(address), "vi")


def passing(question, narrowed, document, known):
    """Whether a document answers, slowly: its text, its one claim, who is named in it."""
    text = document.snapshot.text.lower()
    spelled = {"đất hiếm", "dat hiem", "terres rares", "rare earths"}
    said = {
        "đất hiếm": any(name in text for name in spelled),
        "dat hiem": any(name in text for name in spelled),
        "rare earths": any(name in text for name in spelled - {"dat hiem"}),
        '"terres rares"': "terres rares" in text,
        "secret*": "secret" in text or "secrèt" in text,
        "budget": "budget" in text,
        "Zq": False,
        "": True,
    }[question]
    if "actor" in narrowed:
        return said and Mention.objects.filter(document=document, actor=known).exists()
    return said


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WORLD, READER, QUESTION, NARROWED)
def test_a_search_holds_what_the_rules_show_and_nothing_else(db, world, reader, question, narrowed):
    for model in (Telling, Claim, Mention, Document, Posting, Actor, Event):
        model.objects.all().delete()
    known, user = make_world(world, reader)
    everything = list(Document.objects.select_related("snapshot"))
    seen = {document.pk for document in everything if allowed(user, document)}
    expected = {
        document.pk
        for document in everything
        if document.pk in seen and passing(question, narrowed, document, known)
    }
    found = answered(user, question, narrowed, "documents")
    assert {row.document.pk for row in found.documents.rows} == expected
    assert found.documents.total == len(expected)
    for facet in found.facets:
        assert all(value.count <= len(seen) for value in facet.values)
        if not narrowed and facet.name == "type":
            assert sum(value.count for value in facet.values) == len(expected)
    check_claims(user, question, narrowed, expected)
    check_events(user, question, narrowed, expected, seen)
    check_actors(user, question, narrowed, seen)
    check_suggestions(user, seen, everything)


def check_claims(user, question, narrowed, expected):
    found = answered(user, question, narrowed, "claims").claims
    assert {row.claim.document_id for row in found.rows} <= expected
    assert found.total == len(found.rows) <= len(expected)
    shown = " ".join(row.sentence.text for row in found.rows)
    for claim in Claim.objects.exclude(document__in=expected).select_related("document__snapshot"):
        assert claim.document.snapshot.text not in shown


def check_events(user, question, narrowed, expected, seen):
    found = answered(user, question, narrowed, "events").events
    told = {
        event: set(Telling.objects.filter(event=event).values_list("claim__document", flat=True))
        for event in Telling.objects.values_list("event", flat=True)
    }
    assert found.total == len(found.rows)
    for row in found.rows:
        assert row.row.claim.document_id in expected & told[row.event]
        assert row.documents == len(told[row.event] & seen)


def check_actors(user, question, narrowed, seen):
    found = answered(user, question, narrowed, "actors").actors
    hidden = {
        mention.actor_id for mention in Mention.objects.exclude(document__in=seen) if not mention.actor.open
    }
    assert not {row.actor.pk for row in found.rows} & hidden
    assert found.total == len(found.rows)
    assert user.is_active or not found.rows
    for row in found.rows:
        named = (
            Mention.objects.filter(document__in=seen, actor=row.actor).values("document").distinct().count()
        )
        assert row.documents == named


def check_suggestions(user, seen, everything):
    for document in everything:
        mention = Mention.objects.get(document=document, local="intel")
        suggested = suggest(user, mention.names[0], "vi")
        shown = document.pk in seen and user.role in MEMBERS
        assert [row.actor.pk for row in suggested.actors] == ([mention.actor_id] if shown else [])
