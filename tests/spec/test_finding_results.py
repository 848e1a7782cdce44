"""One question finds documents, claims and actors: toneless finds toned, one language finds the others."""

import pytest
from django.http import QueryDict
from dossiers import make_document
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.events.models import Event, Telling
from passerelle.apps.finding.queries.filters import SearchFilters
from passerelle.apps.finding.queries.find import find
from passerelle.apps.finding.queries.suggest import suggest
from passerelle.apps.finding.widening import widen
from passerelle.apps.library.actions.searches import save_search
from passerelle.apps.library.index import index_claims
from passerelle.apps.library.models import Document

TEXTS = {
    "vi": ("Bộ Khoa học và Công nghệ ký thỏa thuận về đất hiếm với Úc.", "vi"),
    "fr": ("Le ministère des Sciences et des Technologies étudie les terres rares.", "fr"),
    "en": ("Australia exports rare earths to Japan.", "en"),
    "toneless": ("Bai viet khong dau ve dat hiem.", "vi"),
    "other": ("Le parlement débat du budget de la culture.", "fr"),
}


@pytest.fixture
def most(db):
    return make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("ministère des Sciences et des Technologies", "fr", "label"),
        ("MOST", "", "acronym"),
        kind="government",
    )


@pytest.fixture
def library(organisation):
    return {
        name: make_document(organisation, text=text, title=name, language=language, claims=1)
        for name, (text, language) in TEXTS.items()
    }


def asked(query="", **given):
    address = QueryDict(mutable=True)
    address["q"] = query
    for name, value in given.items():
        address[name] = value
    return SearchFilters.from_query(address)


def titles(user, query, **given):
    found = find(user, asked(query, **given), "en")
    return [row.document.title for row in found.documents.rows]


def test_any_of_the_three_languages_finds_the_others_and_the_very_words_stand_first(officer, library):
    assert titles(officer, "terres rares")[0] == "fr"
    assert set(titles(officer, "terres rares")) == {"fr", "vi", "en"}
    assert titles(officer, "rare earths")[0] == "en"
    assert titles(officer, "đất hiếm")[:2] == ["vi", "toneless"]
    assert set(titles(officer, "đất hiếm")) == {"vi", "toneless", "fr", "en"}


def test_toneless_finds_toned(officer, library):
    assert set(titles(officer, "dat hiem")) == {"vi", "toneless", "fr", "en"}


def test_an_actor_is_found_by_its_names_in_other_languages(officer, library, most):
    assert set(titles(officer, "Ministry of Science and Technology")) == {"vi", "fr"}
    found = find(officer, asked("ministry of science"), "fr")
    assert [(row.actor.key, row.name) for row in found.actors.rows] == [
        ("vn-most", "ministère des Sciences et des Technologies")
    ]


def test_parts_are_widened_each_by_itself(officer, library, most):
    assert set(titles(officer, "Ministry of Science and Technology rare earths")) == {"vi", "fr"}


def test_literally_and_between_quotation_marks_only_the_very_words_are_looked_for(officer, library):
    assert titles(officer, "terres rares", literal="1") == ["fr"]
    assert titles(officer, '"terres rares"') == ["fr"]
    assert titles(officer, "« terres rares »") == ["fr"]
    assert find(officer, asked("terres rares", literal="1"), "en").also == ()
    assert "rare earths" in find(officer, asked("terres rares"), "en").also


def test_what_is_unwanted_is_unwanted_in_every_language(officer, library):
    assert set(titles(officer, "terres rares -Japan")) == {"fr", "vi"}


def test_claims_are_shown_by_the_sentence_with_what_was_asked_for_marked(officer, library):
    found = find(officer, asked("rare earths"), "en").claims
    assert found.rows[0].claim.document.title == "en"
    assert {row.claim.document.title for row in found.rows} == {"vi", "fr", "en"}
    marked = {piece for row in found.rows for piece, hit in row.sentence.pieces if hit}
    assert marked == {"rare", "earths", "đất hiếm", "terres rares"}
    assert found.total == 3
    assert not found.more


def test_a_claim_that_was_rejected_is_not_found(officer, library):
    from passerelle.apps.library.actions.review import reject_claim

    reject_claim(library["en"].claims.get(), actor=officer, reason="No.")
    found = find(officer, asked("rare earths"), "en").claims
    assert {row.claim.document.title for row in found.rows} == {"vi", "fr"}


def test_an_event_is_found_by_the_claims_that_tell_it(officer, visitor, library):
    event, secret = Event.objects.create(), Event.objects.create()
    for name in ("en", "vi"):
        Telling.objects.create(claim=library[name].claims.get(), event=event, story=1)
    Telling.objects.create(claim=library["fr"].claims.get(), event=secret, story=2)
    found = find(officer, asked("rare earths"), "en").events
    assert [(row.event, row.documents) for row in found.rows] == [(event.pk, 2), (secret.pk, 1)]
    assert found.rows[0].row.claim.document == library["en"]
    Document.objects.filter(pk=library["fr"].pk).update(tlp="red")
    index_claims(Document.objects.get(pk=library["fr"].pk))
    Document.objects.filter(pk=library["en"].pk).update(tlp="clear")
    index_claims(Document.objects.get(pk=library["en"].pk))
    seen = find(visitor, asked("rare earths"), "en").events
    assert event.pk in {row.event for row in seen.rows}
    assert secret.pk not in {row.event for row in seen.rows}


def test_filters_narrow_every_kind_of_result(officer, library, most):
    make_mention(library["vi"], "vn-most", most)
    found = find(officer, asked("rare earths", actor="vn-most"), "en")
    assert [row.document.title for row in found.documents.rows] == ["vi"]
    assert [row.claim.document.title for row in found.claims.rows] == ["vi"]
    assert found.actor == most
    assert find(officer, asked("rare earths", type="investment"), "en").claims.total == 0
    assert find(officer, asked("rare earths", type="agreement"), "en").claims.total == 3
    assert [row.actor for row in find(officer, asked("khoa hoc", type="agreement"), "en").actors.rows] == [
        most
    ]
    assert find(officer, asked("khoa hoc", type="investment"), "en").actors.total == 0
    assert find(officer, asked("rare earths", actor="nobody"), "en").documents.total == 0


def test_one_kind_alone_comes_in_pages_that_hold_everything_once(officer, organisation):
    for number in range(60):
        make_document(organisation, text=f"Câu số {number} về đất hiếm.", title=str(number))
    seen = []
    for page in ("1", "2", "3"):
        seen += [
            row.document.title
            for row in find(officer, asked("dat hiem", show="documents", page=page), "en").documents.rows
        ]
    assert sorted(seen, key=int) == [str(number) for number in range(60)]
    claims = find(officer, asked("dat hiem", show="claims", page="3"), "en").claims
    assert (claims.total, len(claims.rows)) == (60, 10)


def test_an_acronym_is_a_name_in_capitals_or_alone(most):
    assert "Ministry of Science and Technology" in widen("MOST agreement").also
    assert "Ministry of Science and Technology" in widen("most").also
    assert widen("most agreement").also == ()


def test_a_name_typed_with_other_tones_is_another_name(most):
    assert widen("Bố Khoa học và Công nghệ").also == ()
    assert "Ministry of Science and Technology" in widen("Bo Khoa hoc va Cong nghe").also


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "-", "*", "a" * 10_000, "‮מילה", "🙂", "đ", "\x00", "-" * 500, '"" ""', "а́" * 50]
)
def test_nothing_typed_is_an_error(officer, library, most, typed):
    find(officer, asked(typed), "vi")
    suggest(officer, typed, "vi")


def test_exact_tones_stand_first_among_actors(officer, db):
    make_actor("one", "Viện Bán dẫn")
    make_actor("two", "Viện Bạn dân")
    keys = [row.actor.key for row in find(officer, asked("bạn dân"), "vi").actors.rows]
    assert keys == ["two", "one"]


def test_a_candidate_is_found_by_how_documents_spell_it(officer, library):
    candidate = make_candidate()
    make_mention(library["en"], "novel-minerals", candidate, "Novel Minerals")
    found = find(officer, asked("novel min"), "en").actors
    assert [(row.actor, row.name) for row in found.rows] == [(candidate, "Novel Minerals")]


def test_typing_suggests_actors_technologies_and_saved_searches(officer, second_officer, most):
    save_search("Đất hiếm của tôi", "q=dat+hiem", actor=officer)
    suggested = suggest(officer, "dat hi", "fr")
    assert "terres rares" in [name for name, _group in suggested.technologies]
    assert [one.name for one in suggested.saved] == ["Đất hiếm của tôi"]
    assert suggest(second_officer, "dat hi", "fr").saved == []
    assert [row.actor for row in suggest(officer, "minist", "en").actors] == [most]
    assert not suggest(officer, "m", "en")


@pytest.mark.django_db
def test_what_was_found_before_is_looked_for_anew_after_a_change(officer, library, organisation):
    before = titles(officer, "rare earths")
    assert before
    assert titles(officer, "rare earths") == before
    make_document(organisation, text="More rare earths.", title="new", language="en", claims=0)
    assert set(titles(officer, "rare earths")) == {*before, "new"}
