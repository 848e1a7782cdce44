"""Block, compare, cluster, whatever the register."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from small_plans import PLAN, every_pair, register

from passerelle.core.naming.plan import Match, Plan, cluster, matches
from passerelle.core.naming.register import Entry, Written

ACTORS = [f"a{number}" for number in range(8)]
PAIRS = st.sampled_from([tuple(sorted(pair)) for pair in combinations(ACTORS, 2)])
ENTRIES = st.lists(st.sampled_from(["", "FR", "VN"]), min_size=len(ACTORS), max_size=len(ACTORS)).map(
    lambda lands: [Entry(actor, "company", land) for actor, land in zip(ACTORS, lands, strict=True)]
)
FOUND = st.dictionaries(PAIRS, st.floats(0, 1), max_size=20).map(
    lambda found: [Match(*pair, score, ()) for pair, score in found.items()]
)


@given(ENTRIES, FOUND, st.sets(PAIRS, max_size=6))
def test_no_two_of_a_cluster_are_apart(entries, found, decided):
    known = {entry.actor: entry for entry in entries}
    for actors in cluster(PLAN, entries, found, decided):
        for one, other in combinations(actors, 2):
            assert (one, other) not in decided
            assert not PLAN.apart(known[one], known[other])


@given(ENTRIES, FOUND, st.sets(PAIRS, max_size=6), st.randoms())
def test_clusters_do_not_depend_on_any_order(entries, found, decided, random):
    turned = [random.sample(given, len(given)) for given in (entries, found, sorted(decided))]
    assert cluster(PLAN, *turned) == cluster(PLAN, entries, found, decided)


@given(FOUND)
def test_without_vetoes_clusters_are_what_matches_connect(found):
    clusters = cluster(
        Plan(PLAN.block, PLAN.compare, 0.5), [Entry(actor, "company") for actor in ACTORS], found
    )
    where = {actor: number for number, actors in enumerate(clusters) for actor in actors}
    assert all(where[match.left] == where[match.right] for match in found)
    reached = {actor: {actor} for actor in where}
    for _ in ACTORS:
        for match in found:
            both = reached[match.left] | reached[match.right]
            reached[match.left] = reached[match.right] = both
    for actors in clusters:
        assert set(actors) <= set.union(*(reached[actor] for actor in actors))


def test_the_surer_match_stands_where_two_contradict_each_other():
    entries = [Entry("fr", "company", "FR"), Entry("some", "company"), Entry("vn", "company", "VN")]
    found = [Match("fr", "some", 0.7, ()), Match("some", "vn", 0.8, ())]
    assert cluster(PLAN, entries, found) == [("some", "vn")]
    assert cluster(PLAN, entries, found, [("vn", "some")]) == [("fr", "some")]


@given(st.integers(0, 60), st.integers(2, 70), st.integers(0, 1_000))
def test_a_crowd_loses_pairs_but_finds_none_that_are_not_there(size, crowd, seed):
    entries = register(size, seed)
    plan = Plan(PLAN.block, PLAN.compare, PLAN.threshold, crowd=crowd)
    found, all_of_them = matches(plan, entries), every_pair(plan, entries)
    assert len({match[:2] for match in found}) == len(found)
    assert set(found) <= set(all_of_them)
    if size <= crowd:
        assert found == all_of_them


def test_neighbours_in_a_crowd_are_compared():
    names = [f"institute {letter}" for letter in "abcdefghijklmnopqrst"] + ["institute h"]
    entries = [Entry(f"x{n:02}", "institute", names=(Written(name),)) for n, name in enumerate(names)]
    plan = Plan(lambda entry: ["institute"], PLAN.compare, 0.9, crowd=4)
    assert [match[:2] for match in matches(plan, entries)] == [("x07", "x20")]
