"""Names and affiliations lead to the right actor of a register, or to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.naming.link import Asked, Linker
from passerelle.core.naming.register import Entry, Written

OXFORD, OXFORD_BROOKES, HOSPITAL = "oxford", "oxford-brookes", "oxford-hospital"


def entry(actor, kind, country, city, *names, parents=()):
    written = tuple(Written(text, "", form) for text, form in names)
    return Entry(actor, kind, country, city, written, {"own": actor}, parents)


REGISTER = (
    entry(OXFORD, "university", "GB", "Oxford", ("University of Oxford", "label"), ("Oxford University", "alias")),
    entry(OXFORD_BROOKES, "university", "GB", "Oxford", ("Oxford Brookes University", "label"), ("OBU", "acronym")),
    entry(HOSPITAL, "institute", "GB", "Oxford", ("John Radcliffe Hospital", "label")),
    entry("loyola-us", "university", "US", "Chicago", ("Loyola University", "label")),
    entry("loyola-es", "university", "ES", "Seville", ("Loyola University", "label")),
    entry("vast", "institute", "VN", "Hanoi", ("Vietnam Academy of Science and Technology", "label"),
          ("Viện Hàn lâm Khoa học và Công nghệ Việt Nam", "label"), ("VAST", "acronym")),
    entry("paris-6", "university", "FR", "Paris", ("Université Paris 6", "label")),
    entry("paris-1", "university", "FR", "Paris", ("Université Paris 1", "label")),
    entry("tsinghua", "university", "CN", "Beijing", ("Tsinghua University", "label"), ("清华大学", "label")),
    entry("to-lam", "person", "VN", "", ("Tô Lâm", "label")),
    *(entry(f"other-{i}", "institute", "DE", town, (f"{town} Institute of {what}", "label"))
      for i, (town, what) in enumerate((t, w) for t in ("Jena", "Ulm", "Kiel", "Trier", "Worms")
                                       for w in ("Physics", "Chemistry", "Medicine", "Technology"))),
)  # fmt: skip


@pytest.fixture(scope="module")
def linker():
    return Linker(REGISTER)


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("University of Oxford", OXFORD),
        ("Dept. of Physics, Univ. of Oxford, Parks Road, Oxford OX1 3PU, UK", OXFORD),
        ("School of Law, Oxford Brookes University, Oxford, UK", OXFORD_BROOKES),
        ("Viện Hàn lâm Khoa học và Công nghệ Việt Nam", "vast"),
        ("Institute of Physics, Vietnam Acad. of Sci. and Technol. (VAST), Hanoi, Vietnam", "vast"),
        ("Université Paris VI, Paris, France", "paris-6"),
        ("清华大学", "tsinghua"),
        ("Tô Lâm", "to-lam"),
    ],
)
def test_a_name_leads_to_its_actor(linker, name, actor):
    found = linker.link(name)
    assert found.actor == actor
    assert found.confidence >= linker.threshold
    assert found.reasons


@pytest.mark.parametrize(("country", "actor"), [("US", "loyola-us"), ("ES", "loyola-es")])
def test_a_country_tells_namesakes_apart(linker, country, actor):
    assert linker.link("Loyola University", country=country).actor == actor
    named = {"US": "Chicago, United States", "ES": "Seville, Spain"}[country]
    assert linker.link(f"Department of History, Loyola University, {named}").actor == actor
    assert linker.link("Loyola University", sentence=f"Loyola University in {named} signed.").actor == actor


def test_an_affiliation_with_several_organisations_names_the_others_too(linker):
    found = linker.link("John Radcliffe Hospital, Oxford; Tsinghua University, Beijing")
    assert {found.actor, *(actor for actor, _ in found.others)} == {HOSPITAL, "tsinghua"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "empty"),
        (" \u200f\u200b \n", "no_letters"),
        ("😀🎓", "no_letters"),
        ("12345 678", "no_letters"),
        ("University " * 1000, "too_long"),
        ("Zyxwvut Qponmlk", "unknown"),
    ],
)
def test_what_is_no_name_is_nobodys_and_says_why(linker, name, rule):
    found = linker.link(name)
    assert found.actor is None
    assert found.confidence == 0
    assert found.reasons[0].rule == rule


@pytest.mark.parametrize(
    "name", ["Oxford Instruments Widgets Ltd", "Tô Lâm Anh", "Institute", "University", "Oxford"]
)
def test_a_lookalike_is_nobody(linker, name):
    assert linker.link(name).actor is None


def test_a_kind_leaves_out_the_others(linker):
    assert linker.link("Tô Lâm", kind="university").actor is None
    assert linker.link("Tô Lâm", kind="person").actor == "to-lam"
    assert linker.link("University of Oxford", kind="person").actor is None


def test_an_empty_register_knows_nobody():
    assert Linker(()).link("University of Oxford").actor is None


def test_many_at_once_are_linked_as_one_by_one(linker):
    names = [one.text for entry in REGISTER for one in entry.names] * 12
    together = linker.link_all([Asked(name) for name in names])
    assert [link.actor for link in together[: len(REGISTER)]] == [
        linker.link(name).actor for name in names[: len(REGISTER)]
    ]
    assert len(together) == len(names)


@given(st.text(max_size=300))
def test_no_text_is_too_strange(name):
    found = LINKER.link(name)
    assert 0 <= found.confidence <= 1
    assert (found.actor is None) == (found.confidence == 0)


LINKER = Linker(REGISTER)


def ministry(actor, country, *names):
    return Entry(actor, "government", country, "", tuple(Written(text, language) for text, language in names))


def test_a_ministry_of_several_countries_is_nobodys_unless_something_tells_them_apart():
    english, vietnamese = ("Ministry of Science", "en"), ("Bộ Khoa học", "vi")
    linker = Linker(
        [
            ministry("cn-science", "CN", english, vietnamese),
            ministry("vn-science", "VN", english, vietnamese),
            ministry("th-science", "TH", english),
        ]
    )
    assert linker.link("Ministry of Science").actor is None
    assert len(linker.link("Ministry of Science").runners_up) == 3
    assert linker.link("Ministry of Science", country="CN").actor == "cn-science"
    assert linker.link("Ministry of Science", country="TH").actor == "th-science"
    assert linker.link("Bộ Khoa học").actor == "vn-science", (
        "in Vietnamese, without a country, it is one's own"
    )
