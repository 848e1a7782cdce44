"""Full-text search means the same on every database, finds without tones, and is never a syntax error."""

from itertools import pairwise

import pytest
from dossiers import make_document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from passerelle.apps.library.actions.searches import InvalidSearch, delete_search, rename_search, save_search
from passerelle.apps.library.queries.documents import library_page
from passerelle.apps.library.queries.filters import Filters
from passerelle.apps.library.search.snippets import highlights, passage
from passerelle.apps.library.search.words import ask, words
from passerelle.core.text.folding import fold

TEXTS = {
    "toned": "Hà Nội ký kết thỏa thuận về đất hiếm với Úc.",
    "toneless": "Bai viet khong dau ve dat hiem va nang luong.",
    "other tones": "Ông đạt giải; loài hoa hiềm khích, đắt.",
    "apart": "Hiếm khi đất nước này có mưa.",
    "french": "L'accord-cadre sur les « terres rares » a été signé à Nîmes.",
    "english": "The memorandum on rare earths was signed; C++ and 5G/6G too.",
    "chinese": "关于稀土合作的谅解备忘录",
    "decomposed": "Đất hiếm".encode().decode(),
}


@pytest.fixture
def library(organisation):
    return {
        name: make_document(organisation, text=text, title=name, claims=0) for name, text in TEXTS.items()
    }


def found(user, query, **given):
    return [
        row.document.title for row in library_page(user, Filters(query=query, **given), page_size=100).rows
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("dat hiem", {"toned", "toneless", "other tones", "apart", "decomposed"}),
        ('"dat hiem"', {"toned", "toneless", "decomposed"}),
        ('"đất hiếm"', {"toned", "toneless", "decomposed"}),
        ("“đất hiếm”", {"toned", "toneless", "decomposed"}),
        ("ĐẤT HIẾM -nang", {"toned", "other tones", "apart", "decomposed"}),
        ("dat -đất", {"toneless", "other tones"}),
        ('-"dat hiem" -chinese', {"other tones", "apart", "french", "english"}),
        ("accord", {"french"}),
        ("l’accord-cadre", {"french"}),
        ("cadre-accord", set()),
        ("sign*", {"french", "english"}),
        ('"a été sign"', set()),
        ("nimes", {"french"}),
        ("稀土", {"chinese"}),
        ("土稀", set()),
        ("5g", {"english"}),
        ('"rare earths was signed"', {"english"}),
        ('"rare earths signed"', set()),
        ("toneless", {"toneless"}),  # titles are searched too
        ("***", set()),
        ("AND", {"english"}),
        ("AND OR NOT NEAR", set()),
    ],
)
def test_a_query_finds(library, officer, query, titles):
    assert set(found(officer, query)) == titles


@pytest.mark.django_db
def test_exact_tones_rank_first(library, officer):
    order = found(officer, "đất hiếm")
    assert set(order[:3]) == {"toned", "decomposed", "apart"}
    assert set(order[3:]) == {"toneless", "other tones"}
    assert found(officer, '"đất hiếm"')[-1] == "toneless"


@pytest.mark.django_db
def test_an_empty_query_lists_everything_newest_first(library, officer):
    assert found(officer, "") == list(reversed(TEXTS))


@pytest.mark.django_db
def test_pages_of_a_ranked_list_neither_repeat_nor_lose(organisation, officer, monkeypatch):
    from passerelle.apps.library.search import ranking

    monkeypatch.setattr(ranking, "CANDIDATES", 4)
    for number in range(12):
        make_document(
            organisation, text=("đất " if number % 3 else "dat ") * (number + 1), title=str(number), claims=0
        )
    whole = found(officer, "đất")
    pages = [
        row.document.title
        for page in range(1, 5)
        for row in library_page(officer, Filters(query="đất", page=page), page_size=3).rows
    ]
    assert pages == whole
    assert sorted(whole, key=int) == [str(number) for number in range(12)]
    assert {int(title) % 3 for title in whole[8:]} == {0}, "folded matches stand behind exact ones"


@pytest.mark.django_db
@pytest.mark.parametrize("candidates", [1, 3])
@pytest.mark.parametrize("tones", ["000000000111", "100000000000", "111111111111", "010010100110"])
def test_exact_tones_stand_first_however_far_back(organisation, officer, monkeypatch, tones, candidates):
    from passerelle.apps.library.search import ranking

    monkeypatch.setattr(ranking, "CANDIDATES", candidates)
    made = [
        make_document(organisation, text=f"{'đất' if toned == '1' else 'dat'} số {number}", claims=0).pk
        for number, toned in enumerate(reversed(tones))
    ]
    pages = [
        row.document.pk
        for page in range(1, 13)
        for row in library_page(officer, Filters(query="đất", page=page), page_size=1).rows
    ]
    newest = list(zip(reversed(made), tones, strict=True))
    assert pages == [pk for wanted in "10" for pk, toned in newest if toned == wanted]


@pytest.mark.django_db
def test_a_search_that_filters_thin_out_shows_all_it_counts(organisation, officer, monkeypatch):
    from passerelle.apps.library.search import ranking

    monkeypatch.setattr(ranking, "LOOKED_AT", 2)
    wanted = [
        make_document(
            organisation, text=f"đất số {number}", claims=0, language="vi" if number % 4 else "fr"
        ).pk
        for number in range(12)
    ][::4]
    page = library_page(officer, Filters({"language": ("fr",)}, "đất"))
    assert page.total == 3
    assert [row.document.pk for row in page.rows] == wanted[::-1]


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=40)
    | st.text(alphabet=st.sampled_from("\"'*-:()^{}+ ANDORNEAR đấta\x00\\&|!<>%_"), max_size=40)
)
@example('"')
@example("a" * 5000)
@example("\x00")
@example("'; DROP TABLE library_text; --")
@example('folded : "x" NOT')
@example("ﷺ ½ ẞ ǅ")
def test_nothing_typed_is_an_error(library, officer, typed):
    page = library_page(officer, Filters(query=typed), page_size=100)
    assert page.total == len(page.rows)


WORDS = st.sampled_from(["đất", "đạt", "dat", "hiếm", "hiem", "chip", "chips", "été", "ete", "5g"])


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=4),
    st.lists(
        st.tuples(st.booleans(), st.lists(WORDS, min_size=1, max_size=3), st.booleans()),
        min_size=1,
        max_size=3,
    ),
)
def test_every_database_finds_what_a_plain_reading_finds(organisation, officer, texts, terms):
    from passerelle.apps.library.models import Document

    made = {}
    for text in texts:
        number = Document.objects.count()
        made[str(number)] = text
        make_document(organisation, text=" ".join(text) + f" n{number}", title=str(number), claims=0)
    query = " ".join(
        ("-" if minus else "") + (f"{phrase[0]}*" if star else '"' + " ".join(phrase) + '"')
        for minus, phrase, star in terms
    )

    def holds(text, phrase, star, exact):
        text, phrase = (text, phrase) if exact else ([fold(w) for w in text], [fold(w) for w in phrase])
        if star:
            return any(word.startswith(phrase[0]) for word in text)
        return any(text[at : at + len(phrase)] == phrase for at in range(len(text)))

    expected = {
        title
        for title, text in made.items()
        if all(
            not holds(
                text,
                phrase,
                star,
                phrase[:1] != [fold(phrase[0])] if star else phrase != [fold(w) for w in phrase],
            )
            if minus
            else holds(text, phrase, star, False)
            for minus, phrase, star in terms
        )
    }
    assert {title for title in found(officer, query) if title in made} == expected


def test_words_are_folded_one_for_one():
    folded, exact = words("Đất ½ ﬁn L'Été Straße")
    assert len(folded) == len(exact)
    assert dict(zip(exact, folded, strict=True))["đất"] == "dat"


@given(st.text())
def test_folded_and_written_words_stay_together(text):
    folded, exact = words(text)
    assert len(folded) == len(exact)
    assert all(word and " " not in word and "'" not in word for word in folded + exact)


@given(
    st.text(max_size=60),
    st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=5),
    st.text(),
)
def test_highlights_lie_in_the_text_and_hold_the_word(before, word, after):
    text = f"{before} {word} {after}"
    asked = ask(word)
    spans = highlights(text, asked)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    shown = passage(text, asked)
    assert "".join(piece for piece, _ in shown.pieces) == shown.text
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.highlights)


def test_a_passage_shows_where_the_words_stand():
    text = "Mở đầu. " * 60 + "Việt Nam có trữ lượng đất hiếm lớn. " + "Kết thúc. " * 60
    shown = passage(text, ask("dat hiem"))
    assert [piece for piece, lit in shown.pieces if lit] == ["đất", "hiếm"]
    assert shown.starts_inside
    assert shown.ends_inside
    assert len(shown.text) < 400


@pytest.mark.django_db
def test_saved_searches_are_ones_own(visitor, officer):
    search = save_search(" Đất  hiếm ", "?q=dat+hiem", actor=visitor)
    assert (search.name, search.query) == ("Đất hiếm", "q=dat+hiem")
    again = save_search("Đất hiếm", "q=chip", actor=visitor)
    assert (again.pk, again.query) == (search.pk, "q=chip")
    save_search("Other", "q=x", actor=visitor)
    from passerelle.apps.accounts.permissions import Refused

    with pytest.raises(Refused):
        rename_search(search, "Mine", actor=officer)
    with pytest.raises(Refused):
        delete_search(search, actor=officer)
    with pytest.raises(InvalidSearch) as refusal:
        rename_search(search, "Other", actor=visitor)
    assert refusal.value.code == "taken"
    assert rename_search(search, "Chips", actor=visitor).name == "Chips"
    delete_search(search, actor=visitor)
    assert list(visitor.saved_searches.values_list("name", flat=True)) == ["Other"]
    for name in ("", "x" * 101):
        with pytest.raises(InvalidSearch):
            save_search(name, "q=x", actor=visitor)
