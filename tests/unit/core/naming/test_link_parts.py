"""The pieces of linking: words, corrections, places, the index, tables of points and trees."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.naming.corrections import Corrections
from passerelle.core.naming.index import Index, Lists
from passerelle.core.naming.judging import Judge, calibrated, learnt
from passerelle.core.naming.rarity import UNCOMMON, rarity_of
from passerelle.core.naming.register import Entry, Written
from passerelle.core.naming.sightings import see
from passerelle.core.naming.signs import ALONE, BESIDE
from passerelle.core.naming.texts import lay_out
from passerelle.core.naming.trees import Trees
from passerelle.core.naming.whereabouts import countries, named_in
from passerelle.core.naming.wording import words_of


def plain(text):
    return [word.text for word in words_of(text)]


@pytest.mark.parametrize(
    ("abbreviated", "whole"),
    [
        ("Dept. of Comput. Sci., Univ. of Oxford", "Department of Computer Science, University of Oxford"),
        ("Inst. Technol. Tokyo", "Institute of Technology, Tokyo"),
        ("Đại học Quốc gia", "National University"),
        ("Viện Hàn lâm Khoa học và Công nghệ", "Institute Academy Science Technology"),
        ("C.N.R.S.", "CNRS"),
        ("King’s College", "King College"),
        ("UniversityHospital Oxford", "University Hospital Oxford"),
        ("Université Paris VI", "Université Paris 6"),
    ],
)
def test_forms_of_a_word_count_as_one(abbreviated, whole):
    assert sorted(plain(abbreviated)) == sorted(plain(whole))


def test_commas_part_and_small_words_join():
    words = words_of("University of Oxford, Oxford")
    assert [word.part for word in words] == [0, 0, 1]
    assert [word.joined for word in words] == [False, True, False]


def test_capitals_are_acronyms_unless_all_is_shouted():
    assert [word.capitals for word in words_of("Institute VAST")] == [False, True]
    assert not any(word.capitals for word in words_of("INSTITUTE OF VAST SCIENCE"))


def test_scripts_without_spaces_are_cut_into_pairs():
    assert plain("清华大学") == ["清华", "华大", "大学"]


@given(st.text(max_size=200))
def test_any_text_has_words_and_never_fails(text):
    assert all(word.text for word in words_of(text))


def test_one_slip_is_corrected_and_two_are_not():
    known = {"brandeis": 1, "jiaotong": 2, "post": 3, "graduate": 4}
    corrections = Corrections(known, dict.fromkeys(known, 1))
    assert corrections.of("brandeie") == corrections.of("brndeis") == corrections.of("barndeis") == (1,)
    assert corrections.of("postgraduate") == (3, 4)
    assert corrections.of("brxndeie") == corrections.of("post1") == corrections.of("oxford") == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hanoi, Viet Nam", {"VN"}),
        ("Shanghai 200030, P.R.China", {"CN"}),
        ("Newark, New Jersey, U.S.A.", {"US"}),
        ("Université de Genève, Suisse", {"CH"}),
        ("Hong Kong", {"HK"}),
        ("nowhere at all", set()),
    ],
)
def test_countries_are_found_as_addresses_write_them(text, codes):
    assert {code for _, _, code in named_in(plain(text), countries())} == codes


def test_lists_are_taken_with_their_owner():
    lists = Lists.of([[5], [], [6, 7]])
    owner, values = lists.take(numpy.array([2, 1, 0, 2]))
    assert owner.tolist() == [0, 0, 2, 3, 3]
    assert values.tolist() == [6, 7, 5, 6, 7]


def test_a_name_is_listed_under_its_rarest_words():
    entry = Entry("a", "university", names=(Written("University of Quizzlewick"),))
    index = Index([entry])
    assert [
        len(index.listed.take(numpy.array([index.words[word]]))[1]) for word in ("quizzlewick", "university")
    ] == [1, 0]


WORDS = ("quizzlewick", "brandeis", "jiaotong", "physics", "university", "institute", "national", "science")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=12), st.lists(NAMES, min_size=1, max_size=4))
def test_every_name_of_which_a_text_holds_half_is_seen_and_no_other(names, texts):
    index = Index([Entry(f"e{i}", "institute", names=(Written(name),)) for i, name in enumerate(names)])
    seen = see(index, lay_out(index, texts), most=len(names))
    weight = {word: float(index.rarity[number]) for word, number in index.words.items()}
    wanted = set()
    for row, text in enumerate(texts):
        for number, name in enumerate(names):
            held = sum(weight[word] for word in name.split() if word in text.split())
            if held >= float(index.name_weight[number]) / 2:
                wanted.add((row, number))
    assert set(zip(seen.text.tolist(), seen.entry.tolist(), strict=True)) == wanted


def test_places_that_a_text_names_are_known_for_each_entry():
    entries = [
        Entry("a", "institute", "VN", "Hanoi", (Written("Quizzlewick"),)),
        Entry("b", "institute", "FR", "Paris", (Written("Brandeis"),)),
        Entry("c", "institute", "", "", (Written("Jiaotong"),)),
    ]
    index = Index(entries)
    texts = lay_out(index, ["Quizzlewick, Hanoi, Vietnam", "Quizzlewick, Oslo, Norway", "Quizzlewick"])
    rows, entry = numpy.repeat(numpy.arange(3), 3), numpy.tile(numpy.arange(3), 3)
    assert texts.places.land(index, rows, entry).tolist() == [1, -1, 0, -1, -1, 0, 0, 0, 0]
    assert texts.places.town(index, rows, entry).tolist() == [1, -1, -1, -1, -1, -1, -1, -1, -1]


def test_a_common_word_weighs_little_whatever_the_register():
    assert rarity_of("university", 1, 2) < UNCOMMON / 2
    assert rarity_of("quizzlewick", 1, 2) == UNCOMMON
    assert rarity_of("nguyen", 900, 1000) < 1


def test_points_are_those_of_the_interval():
    judge = Judge(("sign",), {"sign": {"upto": [1.0, 2.0], "points": [-100, 0, 50]}}, 0.5)
    points = judge.points(numpy.array([[0.0], [1.0], [1.5], [9.0]], dtype=numpy.float32))
    assert points[:, 0].tolist() == [-100, -100, 0, 50]
    assert judge.score(points).tolist() == [-0.5, -0.5, 0.5, 1.0]


def test_trees_say_what_moved_them():
    table = learnt()
    trees = Trees({part: table[part] for part in ("sign", "above", "points")}, table["bias"])
    signs = (
        numpy.random.default_rng(1).normal(5, 10, (50, len(ALONE) + len(BESIDE) + 1)).astype(numpy.float32)
    )
    score, moved = trees.score(signs), trees.moved(signs)
    roots = sum(points[0] for points in table["points"]) / 1000
    assert numpy.allclose(moved.sum(axis=1) + roots + table["bias"], score, atol=1e-3)
    for line in range(5):
        total = table["bias"]
        for sign, above, points in zip(table["sign"], table["above"], table["points"], strict=True):
            node = 0
            while node < len(sign):
                node = 2 * node + 1 + int(signs[line, sign[node]] > numpy.float32(above[node]))
            total += points[node] / 1000
        assert score[line] == pytest.approx(total, abs=1e-3)


def test_confidence_rises_with_the_score():
    chances = calibrated(numpy.linspace(-12, 8, 200, dtype=numpy.float32), learnt()["curve"])
    assert (numpy.diff(chances) >= 0).all()
    assert 0 <= chances[0] < 0.05
    assert 0.9 < chances[-1] < 1
