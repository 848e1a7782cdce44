"""What a register holds twice is proposed with reasons; what only looks alike is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.naming.plan import cluster
from passerelle.core.naming.register import Entry, Written
from passerelle.core.naming.sameness import SAME_ACTOR, apart, likely_same, likeness


def entry(actor: str, *names: str, kind: str = "institute", country: str = "", **identifiers: str) -> Entry:
    """Make an entry; names are "language:name"."""
    written = [Written(text, language) for language, _, text in (name.partition(":") for name in names)]
    return Entry(actor, kind, country, "", tuple(written), identifiers)


def pairs(*entries: Entry) -> list[tuple[str, str]]:
    return [match[:2] for match in likely_same(entries)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            entry("a", "en:National Agency for Higher Education"),
            entry("b", "fr:Agence nationale de l'enseignement supérieur"),
        ),
        (entry("a", "vi:Viện Quang học Biển"), entry("b", "vi:Vien Quang hoc Bien")),
        (entry("a", "en:Hai Phong", kind="place"), entry("b", "vi:Hải Phòng", kind="place")),
        (entry("a", "en:Tran Van Quang", kind="person"), entry("b", "vi:Trần Văn Quang", kind="person")),
        (entry("a", "en:Veltrona", ror="04chq2495"), entry("b", "en:Institute of Optics", ror="04chq2495")),
        (entry("a", "en:Veltrona", ror="04chq2495"), entry("b", ror="04chq2495")),
    ],
    ids=lambda one: one.label,
)
def test_one_actor_under_two_names_is_proposed(one, other):
    assert pairs(one, other) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("a", "en:Veltrona Optics"), entry("b", "en:Veltrona Telecom")),
        (
            entry("a", "en:Institute of Optics", country="FR"),
            entry("b", "en:Institute of Optics", country="JP"),
        ),
        (entry("a", "en:Veltrona", ror="04chq2495"), entry("b", "en:Veltrona", ror="03vvynj75")),
        (entry("a", "en:Veltrona", kind="person"), entry("b", "en:Veltrona", kind="company")),
        (entry("a", "vi:Trần Văn Hùng", kind="person"), entry("b", "vi:Trần Văn Hưng", kind="person")),
        (
            entry("a", "en:Embassy of Japan", kind="mission"),
            entry("b", "en:Embassy of Japan", kind="government"),
        ),
        (entry("a", "en:UMR 7184", country="FR"), entry("b", "en:UMR 5206", country="FR")),
        (entry("a"), entry("b")),
    ],
    ids=lambda one: one.label,
)
def test_what_only_looks_alike_is_not(one, other):
    assert pairs(one, other) == []


def test_a_whole_and_its_part_of_one_name_are_two():
    whole = entry("a", "en:Institute of Optics", country="FR")
    part = replace(whole, actor="b", parents=("a",))
    assert pairs(whole, replace(part, parents=())) == [("a", "b")]
    assert pairs(whole, part) == []


def test_reasons_say_what_spoke_for_a_pair():
    one = entry("a", "en:Institute of Marine Optics", country="FR", ror="04chq2495")
    other = entry("b", "en:Institute of Marine Optics", country="FR", ror="04chq2495")
    found = {reason.rule: reason.detail for reason in likely_same([one, other])[0].reasons}
    assert found["identifier"] == "ror 04chq2495"
    assert found["same_country"] == "FR"


def test_two_identifiers_keep_apart_what_a_third_resembles():
    named = "en:Institute of Marine Optics"
    entries = [entry("a", named, ror="04chq2495"), entry("b", named), entry("c", named, ror="03vvynj75")]
    clusters = cluster(SAME_ACTOR, entries, likely_same(entries))
    assert len(clusters) == 1
    assert len(clusters[0]) == 2


NAMES = st.lists(st.builds(Written, st.text(max_size=40), st.sampled_from(["en", "vi", ""])), max_size=3)
ENTRIES = st.builds(
    Entry,
    st.just("a"),
    st.sampled_from(["person", "company", "place"]),
    st.sampled_from(["", "FR", "VN"]),
    st.sampled_from(["", "Hà Nội", "Hanoi"]),
    NAMES.map(tuple),
    st.dictionaries(st.sampled_from(["ror", "lei"]), st.sampled_from(["1", "2"])),
)


@given(ENTRIES, ENTRIES)
def test_any_two_entries_are_compared_alike_both_ways(one, other):
    there, back = likeness(one, other), likeness(other, one)
    assert 0 <= there.value <= 1
    assert there.value == pytest.approx(back.value)
    assert apart(one, other) == apart(other, one)
