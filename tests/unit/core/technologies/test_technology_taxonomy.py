"""A taxonomy is a dated version, labelled in every language and linked to the versions before it."""

import datetime

import pytest

from passerelle.core.languages import LANGUAGES
from passerelle.core.technologies import Group, Taxonomy, taxonomies, taxonomy_on, translate

LATER = Taxonomy(
    id="later",
    number="2",
    issued=datetime.date(2030, 1, 1),
    groups=(Group("digital", {"en": "Digital"}),),
    crosswalks={"decision-1131-2025": {"digital": ("ai", "cloud")}},
)


def test_the_decision_of_2025_has_eleven_groups_in_every_language() -> None:
    version = taxonomy_on(datetime.date(2025, 6, 12))
    assert version.number == "1131/QD-TTg"
    assert [group.id for group in version.groups] == [
        "ai", "cloud", "blockchain", "mobile", "robotics", "chips",
        "biomed", "energy", "earth", "cyber", "space",
    ]  # fmt: skip
    for group in version.groups:
        assert set(group.labels) == set(LANGUAGES)
        assert all(version.label(group.id, language) for language in LANGUAGES)


def test_a_date_before_every_version_gets_the_oldest() -> None:
    assert taxonomy_on(datetime.date(1999, 1, 1)) is taxonomies()[0]


def test_an_unknown_group_is_said_to_be_unknown() -> None:
    with pytest.raises(LookupError, match="alchemy"):
        taxonomies()[0].label("alchemy", "fr")


def test_a_crosswalk_leads_both_ways() -> None:
    first = taxonomies()[0]
    assert translate("digital", LATER, first) == ("ai", "cloud")
    assert translate("cloud", first, LATER) == ("digital",)
    assert translate("chips", first, LATER) == ()
    assert translate("chips", first, first) == ("chips",)


def test_versions_without_crosswalk_are_not_compared() -> None:
    stranger = Taxonomy("stranger", "3", datetime.date(2031, 1, 1), ())
    with pytest.raises(LookupError, match="stranger"):
        translate("ai", taxonomies()[0], stranger)
