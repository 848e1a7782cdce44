"""The list of actors and the pages of one actor and one country: found without tones, counted for this reader only."""

import pytest
from dossiers import make_document
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.directory.models import Actor, Mandate, Relation
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import country_profile, profile_of, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def most(db):
    return make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("MOST", "", "acronym"),
        kind="government",
    )


@pytest.fixture
def intel(db):
    return make_actor("intel", "Intel", kind="company", country="US")


def keys(user, **filters) -> list[str]:
    return [row.actor.key for row in actors_page(user, ActorFilters(**filters), "en").rows]


def test_toneless_words_find_toned_names_and_exact_tones_come_first(officer, most):
    make_actor("vn-khoa", ("Bo khoa hoc va cong nghe", "vi", "label"))
    assert keys(officer, query="bo khoa hoc va cong nghe") == ["vn-khoa", "vn-most"]
    assert keys(officer, query="Bộ Khoa học và Công nghệ") == ["vn-most", "vn-khoa"]
    assert keys(officer, query="scien tech") == ["vn-most"]
    assert keys(officer, query="ience") == []


def test_kind_country_and_state_narrow_and_are_counted(organisation, officer, visitor, most, intel):
    make_mention(make_document(organisation, tlp="red"), "acme", make_candidate(kind="company"), "Acme")
    page = actors_page(officer, ActorFilters(kind="company"), "en")
    assert (page.total, dict(page.kinds)) == (2, {"company": 2, "government": 1})
    assert dict(page.states) == {"accepted": 1, "candidate": 1}
    assert keys(officer, country="VN") == ["vn-most"]
    assert actors_page(visitor, ActorFilters(), "en").total == 2
    assert keys(officer, query="acme")
    assert not keys(visitor, query="acme")


def test_a_name_is_shown_in_the_language_of_the_screen(officer, most):
    shown = {language: names_shown(officer, [most], language)[most.pk] for language in ("vi", "en", "fr")}
    assert shown == {
        "vi": "Bộ Khoa học và Công nghệ",
        "en": "Ministry of Science and Technology",
        "fr": "Ministry of Science and Technology",
    }


def test_a_profile_counts_partners_technologies_and_documents(organisation, officer, most, intel):
    for number, technologies in enumerate((["chips"], ["chips", "ai"])):
        document = make_document(
            organisation,
            text=f"{number} Bộ Khoa học và Công nghệ ký với Intel.",
            claims=[{"technologies": technologies}],
        )
        make_mention(document, "vn-most", most, "Bộ Khoa học và Công nghệ")
        make_mention(document, "intel", intel, "Intel")
    deeds = profile_of(officer, most).deeds
    assert deeds.total == len(deeds.claims) == 2
    assert [(partner.actor.key, partner.claims) for partner in deeds.partners] == [("intel", 2)]
    assert deeds.technologies == [("chips", 2), ("ai", 1)]
    assert deeds.documents_total == 2


def test_what_a_marking_hides_is_not_counted(organisation, officer, second_officer, most, intel):
    document = make_document(organisation, tlp="amber")
    make_mention(document, "vn-most", most)
    make_mention(document, "intel", intel)
    assert profile_of(officer, most).deeds.total == 1
    hidden = profile_of(second_officer, most).deeds
    assert (hidden.total, hidden.partners, hidden.documents_total) == (0, [], 0)


def test_rejected_claims_are_no_deeds(organisation, officer, most):
    document = make_document(organisation, claims=[{"state": "withdrawn"}])
    make_mention(document, "vn-most", most)
    assert profile_of(officer, most).deeds.total == 0


def test_mandates_and_relations_lead_both_ways(officer, most):
    park = make_actor("shtp", "Saigon Hi-Tech Park")
    person = make_actor("nguyen-manh-hung", "Nguyễn Mạnh Hùng", kind="person")
    Mandate.objects.create(person=person, organisation=most, office="Minister", since="2025-03")
    Relation.objects.create(actor=park, kind="part_of", other=most)
    assert [one.person for one in profile_of(officer, most).office_holders] == [person]
    assert [one.organisation for one in profile_of(officer, person).mandates] == [most]
    assert [one.actor for one in profile_of(officer, most).related] == [park]
    assert [one.other for one in profile_of(officer, park).relations] == [most]


def test_a_merged_actor_leads_to_the_one_that_stands_and_a_hidden_one_is_not_there(
    organisation, officer, visitor, most
):
    old = make_actor("most-vietnam", "MOST Vietnam")
    Actor.objects.filter(pk=old.pk).update(state="merged", merged_into=most)
    assert standing(officer, "most-vietnam") == most
    candidate = make_candidate()
    make_mention(make_document(organisation), "acme", candidate, "Acme")
    assert standing(officer, candidate.key) == candidate
    with pytest.raises(Actor.DoesNotExist):
        standing(visitor, candidate.key)


def test_a_country_gathers_its_actors_and_what_they_did_with_others(organisation, officer, most, intel):
    document = make_document(organisation)
    make_mention(document, "vn-most", most)
    make_mention(document, "intel", intel)
    found = country_profile(officer, "VN")
    assert found.kinds == [("government", 1)]
    assert [one.actor for one in found.leading] == [most]
    assert [one.actor for one in found.deeds.partners] == [intel]
