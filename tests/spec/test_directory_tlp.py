"""Whatever the markings: no name, count, queue entry, decision or claim reaches whom the protocol keeps it from."""

import pytest
from django.db import transaction
from dossiers import make_document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from known_actors import make_actor
from test_permissions_tlp import allowed

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import MEMBERS, Refused, rows
from passerelle.apps.audit.models import Event
from passerelle.apps.directory.actions.decide import accept_candidate, merge_actors
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.models import Actor, Name
from passerelle.apps.directory.naming import NewName
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.entries import known_entries
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import country_profile, profile_of, standing
from passerelle.apps.directory.queries.queue import queue_for
from passerelle.apps.library.models import Claim, Document, Tlp

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # worlds are small already, and slow to make smaller
# Documents: owner, marking, and which of four strangers they name; a stranger's spelling tells which document says it.
WORLD = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(Tlp.values), st.lists(st.integers(0, 3), min_size=1, unique=True)
    ),
    min_size=1,
    max_size=5,
)
READER = st.tuples(st.integers(0, 2), st.sampled_from(ROLES), st.booleans())


def make_world(world, reader):
    number = Organisation.objects.count()
    organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
    home, role, active = reader
    user = User.objects.create(
        username=f"reader-{number}", role=role, organisation=organisations[home], is_active=active
    )
    make_actor("known-hospital", "Known Hospital", country="FR")
    for at, (owner, tlp, strangers) in enumerate(world):
        document = make_document(
            organisations[owner],
            text=f"Secret{at} of {owner}-{number}.",
            tlp=tlp,
            claims=[{"parties": [*(f"s{stranger}" for stranger in strangers)], "technologies": [f"t{at}"]}],
        )
        named = [
            # The same in all documents, folded; each document has a spelling of its own besides.
            {
                "id": f"s{stranger}", "kind": "institute", "country": "VN",
                "names": [f"Stranger Institute {stranger}", f"Only Doc{at} Writes {stranger}"],
            }
            for stranger in strangers
        ]  # fmt: skip
        named.append(
            {"id": "kh", "kind": "institute", "country": "VN", "names": ["Known Hospital", f"KH Doc{at}"]}
        )
        document.readings.update(actors=named)
        resolve_document(document, actor=None)
    return user


@pytest.mark.django_db
@settings(
    max_examples=15, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(WORLD, READER)
def test_nothing_of_the_directory_tells_what_a_marking_hides(db, world, reader):
    with transaction.atomic():
        check(world, make_world(world, reader))
        transaction.set_rollback(True)


def check(world, user):
    documents = list(Document.objects.order_by("pk"))
    seen = {at for at, document in enumerate(documents) if allowed(user, document)}
    member = user.is_active and user.role in MEMBERS
    hidden = set(range(len(documents))) - seen
    named = {
        stranger: {at for at, (_owner, _tlp, strangers) in enumerate(world) if stranger in strangers} & seen
        for stranger in range(4)
    }
    expected = {stranger: found for stranger, found in named.items() if found and member}
    check_list(user, expected, hidden)
    check_queue(user, expected, hidden, member, seen)
    check_profiles(user, seen, hidden)
    assert not tells(known_entries(), set(range(len(documents)))), (
        "the linker's register is open to everybody"
    )
    check_deciding(user, documents, seen, hidden)
    assert not [
        event for event in Event.objects.filter(verb__startswith="actor.") if tells(event.detail, hidden)
    ]


def tells(said, hidden: set[int]) -> bool:
    """Whether something says a word that only hidden documents write."""
    text = str(said)
    return any(f"Doc{at} " in text or f"Doc{at}'" in text or f"'t{at}'" in text for at in hidden)


def check_list(user, expected, hidden):
    page = actors_page(user, ActorFilters(), "en")
    found = {row.name: row for row in page.rows if row.actor.state == "candidate"}
    strangers = {name for name in found if name.startswith("Stranger")}
    assert strangers == {f"Stranger Institute {stranger}" for stranger in expected}
    assert page.total == len(page.rows)
    for stranger, documents in expected.items():
        assert found[f"Stranger Institute {stranger}"].documents == len(documents)
    assert not tells(page.rows, hidden)
    for at in hidden:
        assert actors_page(user, ActorFilters(query=f"only doc{at} writes"), "en").total == 0
        assert actors_page(user, ActorFilters(query=f"kh doc{at}"), "en").total == 0
    assert dict(page.states).get("candidate", 0) == len(found)


def check_queue(user, expected, hidden, member, seen):
    queue = queue_for(user, "en")
    asked = {question.name: question for question in queue.questions}
    hospital = {"Known Hospital"} if member and seen else set()  # known, but in another country: doubtful
    assert set(asked) == {f"Stranger Institute {stranger}" for stranger in expected} | hospital
    assert queue.total == len(asked)
    assert not tells([(one.spellings, one.reasons, one.choices, one.name) for one in queue.questions], hidden)
    for stranger, documents in expected.items():
        question = asked[f"Stranger Institute {stranger}"]
        assert question.documents == len(documents)
        assert {quote.mention.document_id for quote in question.quotes} <= {
            document.pk for at, document in enumerate(Document.objects.order_by("pk")) if at in documents
        }


def check_profiles(user, seen, hidden):
    for actor in Actor.objects.all():
        try:
            shown = standing(user, actor.key)
        except Actor.DoesNotExist:
            assert not (actor.open and user.is_active)
            continue
        profile = profile_of(user, shown)
        claims = {claim.pk for claim in profile.deeds.claims}
        assert claims <= {claim.pk for claim in Claim.objects.all() if allowed(user, claim.document)}
        assert profile.deeds.total == len(claims)
        assert not tells((profile.spellings, profile.names, profile.deeds.technologies), hidden)
        for partner in profile.deeds.partners:
            assert partner.claims <= len(seen)
            assert partner.actor in rows(user, "actor.read", Actor.objects.all())
        partners = [partner.actor for partner in profile.deeds.partners]
        assert not tells(names_shown(user, partners, "en"), hidden)
    country = country_profile(user, "VN")
    assert country.deeds.total <= len(seen)
    assert not tells(country.deeds.technologies, hidden)
    visible = rows(
        user, "actor.read", Actor.objects.filter(country="VN", state__in=["candidate", "accepted"])
    )
    assert sum(number for kind, number in country.kinds) == visible.count()


def check_deciding(user, documents, seen, hidden):
    """Deciding is for those who see; and what they decide opens no name of a document."""
    known = Actor.objects.get(key="known-hospital")
    for candidate in list(Actor.objects.filter(state="candidate")):
        named = {mention.document_id for mention in candidate.mentions.all()}
        may = user.role in MEMBERS and user.is_active and bool({documents[at].pk for at in seen} & named)
        if not may:
            with pytest.raises(Refused):
                merge_actors(known, candidate, actor=user)
        elif candidate.pk % 2:
            merge_actors(known, candidate, actor=user)
        else:
            accept_candidate(candidate, names=[NewName(f"Opened {candidate.pk}")], actor=user)
    assert not tells(list(Name.objects.values_list("text", flat=True)), set(range(len(documents))))
    check_profiles(user, seen, hidden)
