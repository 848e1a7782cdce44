"""Actors by technology: counted and narrowed by the claims that the reader may see, and true after every change."""

import pytest
from dossiers import make_document
from known_actors import make_actor, make_mention

from passerelle.apps.directory.actions.decide import merge_actors
from passerelle.apps.directory.actions.undo import undo_decision
from passerelle.apps.directory.involvements import involve
from passerelle.apps.directory.models import ActorTechnology, Decision
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.library.actions.review import reject_claim

pytestmark = pytest.mark.django_db


def listed(user, **given) -> list[str]:
    return sorted(row.actor.key for row in actors_page(user, ActorFilters(**given), "en").rows)


def counted(user, **given) -> dict[str, int]:
    return dict(actors_page(user, ActorFilters(**given), "en").technologies)


def told(organisation, parties, technologies, **given):
    return make_document(
        organisation, text=f"{parties} {technologies}.", claims=[{"parties": parties, "technologies": technologies}],
        **given,
    )  # fmt: skip


@pytest.fixture
def world(organisation):
    actors = {
        key: make_actor(key, key.title(), kind="company", country=key[:2].upper()) for key in ("fpt", "intel")
    }
    documents = [
        told(organisation, ["fpt", "intel"], ["chips", "ai"]),
        told(organisation, ["fpt"], ["energy"], tlp="red"),
    ]
    for document in documents:
        for key in document.claims.get().parties:
            make_mention(document, key, actors[key])
    involve([document.pk for document in documents])
    return actors, documents


def test_actors_are_narrowed_by_technology_with_counts(officer, world):
    assert counted(officer) == {"ai": 2, "chips": 2, "energy": 1}
    assert listed(officer, technology="chips") == ["fpt", "intel"]
    assert listed(officer, technology="energy") == ["fpt"]
    assert listed(officer, technology="space") == []
    assert counted(officer, country="IN") == {"ai": 1, "chips": 1}
    page = actors_page(officer, ActorFilters(technology="chips", country="IN"), "en")
    assert (dict(page.countries), page.total) == ({"FP": 1, "IN": 1}, 1)


def test_what_a_marking_hides_is_not_counted(second_officer, visitor, world):
    assert "energy" not in counted(second_officer)
    assert listed(second_officer, technology="energy") == []
    assert counted(visitor).keys() <= {"ai", "chips"}


def test_it_stays_true_when_claims_and_actors_change(officer, world):
    actors, documents = world
    merge_actors(actors["fpt"], actors["intel"], actor=officer)
    assert counted(officer) == {"ai": 1, "chips": 1, "energy": 1}
    undo_decision(Decision.objects.get(), actor=officer)
    assert counted(officer)["chips"] == 2
    reject_claim(documents[0].claims.get(), reason="not_stated", actor=officer)
    assert counted(officer) == {"energy": 1}
    involve([document.pk for document in documents])
    assert ActorTechnology.objects.count() == 1


def test_an_address_carries_the_technology_and_nonsense_is_passed_over():
    filters = ActorFilters.from_query({"technology": "chips", "kind": "company"})
    assert filters.technology == "chips"
    assert ActorFilters.from_query({"technology": "'; drop"}).technology == ""
    assert "technology=chips" in filters.to_query(page=2)
