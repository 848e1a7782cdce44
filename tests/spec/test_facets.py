"""Facets narrow the list, count exactly what choosing them gives, and follow every write."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation
from dossiers import make_document, make_source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.apps.library.index import index_claims, periods
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.desk import desk_for
from passerelle.apps.library.queries.documents import library_page, listing_for
from passerelle.apps.library.queries.facets import FACETS
from passerelle.apps.library.queries.filters import ORDERS, Filters
from passerelle.apps.library.search import bits

SHAPES = [
    {
        "claims": [{"type": "agreement", "technologies": ["chips"]}],
        "language": "fr",
        "published": "2025-05-13",
    },
    {
        "claims": [{"type": "target", "status": "set"}, {"type": "policy", "status": "adopted"}],
        "published": "2024",
    },
    {"claims": 0, "language": "en", "published": ""},
    {
        "claims": [
            {"type": "agreement", "status": "ended", "parties": ["fr"], "technologies": ["ai", "chips"]}
        ]
    },
    {"claims": 0, "state": "not_read", "language": "de", "published": "2025-11"},
]


@pytest.fixture
def library(organisation):
    return [
        make_document(organisation, text=f"Văn bản {number}.", title=str(number), **shape)
        for number, shape in enumerate(SHAPES)
    ]


def titles(user, **given):
    return {row.document.title for row in library_page(user, Filters(**given), page_size=100).rows}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"language": ("fr",)}, {"0"}),
        ({"language": ("fr", "en")}, {"0", "2"}),
        ({"type": ("agreement",)}, {"0", "3"}),
        ({"type": ("agreement",), "technology": ("ai",)}, {"3"}),
        ({"type": ("agreement", "policy")}, {"0", "1", "3"}),
        ({"status": ("ended", "set")}, {"1", "3"}),
        ({"review": ("waiting",)}, {"0", "1", "3"}),
        ({"review": ("none",)}, {"2"}),
        ({"review": ("not_read",)}, {"4"}),
        ({"period": ("2025",)}, {"0", "3", "4"}),
        ({"period": ("2025-Q2",)}, {"0", "3"}),
        ({"period": ("2025-Q4", "2024")}, {"1", "4"}),
        ({"period": ("none",)}, {"2"}),
        ({"country": ("US",)}, {"0", "1"}),
        ({"country": ("FR",), "language": ("en",)}, set()),
        ({"source": ("999999",)}, set()),
    ],
)
def test_chosen_values_add_up_within_a_facet_and_narrow_across_facets(library, officer, chosen, expected):
    assert titles(officer, chosen=chosen) == expected


@pytest.mark.django_db
def test_a_count_is_what_the_list_holds_once_the_value_is_chosen(library, officer):
    for start in (Filters(), Filters(chosen={"type": ("agreement",)}), Filters(query="văn")):
        page = library_page(officer, start)
        assert [facet.name for facet in page.facets] == list(FACETS)
        for facet in page.facets:
            for value in facet.values:
                if not value.selected:
                    alone = Filters({**start.chosen, facet.name: (value.value,)}, start.query)
                    assert library_page(officer, alone).total == value.count, (facet.name, value.value)


@pytest.mark.django_db
def test_values_are_named_in_the_reader_s_language(library, officer):
    def named(language):
        with translation.override(language):
            page = library_page(officer, Filters(chosen={"period": ("2025", "none")}))
            return {facet.name: {v.value: str(v.label) for v in facet.values} for facet in page.facets}

    french, vietnamese = named("fr"), named("vi")
    assert french["language"]["fr"] == "français"
    assert vietnamese["language"]["fr"] == "Tiếng Pháp"
    assert french["type"]["agreement"] == "Accord"
    assert vietnamese["status"]["signed"] == "đã ký"
    assert french["period"]["2025-Q2"] == "T2 2025"
    assert vietnamese["period"]["2025-Q2"] == "Quý 2/2025"
    assert french["review"]["none"] == "Sans affirmation"


@pytest.mark.django_db
def test_facets_follow_a_marking_and_a_claim(library, officer, second_officer):
    document = library[0]
    assert library_page(second_officer, Filters()).total == 5
    Document.objects.filter(pk=document.pk).update(tlp="red")
    document.refresh_from_db()
    Claim.objects.filter(document=document).update(type="policy", status="adopted", technologies=[])
    index_claims(document)
    assert library_page(second_officer, Filters()).total == 4
    assert titles(officer, chosen={"type": ("agreement",)}) == {"3"}
    assert "0" in titles(officer, chosen={"type": ("policy",)})
    assert titles(officer, chosen={"technology": ("chips",)}) == {"3"}


@pytest.mark.django_db
@pytest.mark.parametrize("order", [*ORDERS, ""])
def test_pages_of_every_order_neither_repeat_nor_lose(organisation, officer, order):
    for number in range(11):
        day = f"202{number % 4}-0{1 + number % 3}" if number % 5 else ""
        make_document(organisation, text=f"Văn bản {number}", claims=number % 3, published=day)
    whole = listing_for(officer, Filters(order=order, query="văn")).ids
    assert sorted(whole) == sorted(Document.objects.values_list("pk", flat=True))
    pages = [
        row.document.pk
        for page in range(1, 5)
        for row in library_page(officer, Filters(order=order, query="văn", page=page), page_size=3).rows
    ]
    assert pages == whole
    if order == "published":
        days = [Document.objects.get(pk=pk).published_on for pk in whole]
        dated = [day for day in days if day]
        assert days == sorted(dated, reverse=True) + [None] * 3
    if order == "waiting":
        counts = [Document.objects.get(pk=pk).waiting_count for pk in whole]
        assert counts == sorted(counts, reverse=True)
    if order == "added":
        assert whole == sorted(whole, reverse=True)


@pytest.mark.django_db
def test_a_page_beyond_the_last_is_the_last(library, officer):
    page = library_page(officer, Filters(page=99), page_size=2)
    assert (page.number, page.pages, page.total, page.next, page.previous) == (3, 3, 5, None, 2)
    assert len(page.rows) == 1


@pytest.mark.django_db
def test_a_hidden_source_is_nameless_and_no_facet(organisation, officer, second_officer):
    hidden = make_source(organisation, "Confidential contact", tlp="red")
    make_document(organisation, tlp="clear", source=hidden)
    for user, name in ((officer, "Confidential contact"), (second_officer, "")):
        page = library_page(user, Filters())
        assert [row.source for row in page.rows] == [name]
        assert [row.document.source.name for row in page.rows] == [name]
        facet = next(facet for facet in page.facets if facet.name == "source")
        assert [value.label for value in facet.values] == ([name] if name else [])
        assert library_page(user, Filters({"source": (str(hidden.pk),)})).total == len(facet.values)


VALUES = {
    "language": ["fr", "vi", "de"],
    "type": ["agreement", "policy"],
    "technology": ["ai", "chips"],
    "status": ["signed", "in_force"],
    "review": ["waiting", "none", "not_read"],
    "source": ["1", "12"],
    "period": ["2025", "2025-Q3", "none"],
    "country": ["VN", "FR"],
}
CHOSEN = st.fixed_dictionaries(
    {}, optional={name: st.sets(st.sampled_from(values), min_size=1) for name, values in VALUES.items()}
)


@given(CHOSEN, st.text(max_size=50), st.sampled_from(["", *ORDERS]), st.integers(1, 9_999_999))
def test_filters_make_an_address_and_read_it_back(chosen, query, order, page):
    filters = Filters(
        {name: tuple(sorted(values)) for name, values in chosen.items()},
        " ".join(query.replace("\x00", " ").split()),
        order,
        page,
    )
    assert Filters.from_query(QueryDict(filters.to_query())) == filters
    for name, values in VALUES.items():
        assert filters.toggled(name, values[0]).toggled(name, values[0]).chosen == filters.chosen


@given(st.dictionaries(st.sampled_from([*FACETS, "q", "order", "page", "x"]), st.lists(st.text(max_size=30))))
def test_nonsense_in_an_address_is_complained_of_and_passed_over(given):
    address = QueryDict(mutable=True)
    for name, values in given.items():
        address.setlist(name, values)
    filters = Filters.from_query(address)
    assert Filters.from_query(QueryDict(filters.to_query())).complaints == ()
    for name in FACETS:
        complained = {complaint.value for complaint in filters.complaints if complaint.field == name}
        for value in given.get(name, []):
            assert value in filters.chosen.get(name, ()) or value[:80] in complained or value == ""


def test_what_is_wrong_with_an_address_is_said():
    filters = Filters.from_query(
        QueryDict("type=gossip&period=2025-Q5&country=XX&order=best&page=0&language=fr")
    )
    assert {complaint.field for complaint in filters.complaints} == {
        "type",
        "period",
        "country",
        "order",
        "page",
    }
    assert all(str(complaint.message) for complaint in filters.complaints)
    assert (filters.chosen, filters.page, filters.order) == ({"language": ("fr",)}, 1, "")


@given(st.sets(st.integers(0, 30_000)), st.integers(0, 200), st.integers(1, 60))
def test_sets_of_documents_are_read_in_pages(ids, offset, limit):
    found = bits.from_ids(ids)
    newest = sorted(ids, reverse=True)
    assert bits.page(found, 0, len(newest) + 1) == newest
    assert bits.among(found, range(100)) == {number for number in newest if number < 100}
    assert bits.page(found, offset, limit) == newest[offset : offset + limit]
    assert found.bit_count() == len(ids)
    assert all(bits.contains(found, number) == (number in ids) for number in range(100))


def test_a_year_alone_is_no_quarter():
    day = timezone.now().date().replace(month=1, day=1)
    assert periods(day, str(day.year)) == {str(day.year)}
    assert periods(None, "") == {"none"}


@pytest.mark.django_db
def test_the_desk_counts_what_is_new_since_the_last_visit(organisation, officer, second_officer, visitor):
    old = make_document(organisation, text="Cũ.", claims=2)
    Document.objects.filter(pk=old.pk).update(added_at=timezone.now() - timedelta(days=2))
    new = make_document(organisation, text="Mới.", claims=3, tlp="red")
    source = make_source(organisation)
    source.failures = 2
    source.save()
    desk = desk_for(officer, timezone.now() - timedelta(days=1))
    assert desk.new_documents == [new]
    assert {claim.document_id for claim in desk.new_claims} == {new.pk}
    assert [claim.document_id for claim in desk.waiting] == [new.pk] * 3 + [old.pk] * 2
    counts = desk.counts
    assert (counts.documents, counts.new_documents, counts.claims, counts.new_claims, counts.waiting) == (
        2,
        1,
        5,
        3,
        5,
    )
    assert desk.sources_in_trouble == [source]
    other = desk_for(second_officer, None)
    assert other.new_documents == [old]
    assert (other.counts.documents, other.counts.claims, other.counts.new_claims) == (1, 2, 2)
    assert other.sources_in_trouble == []
    assert desk_for(visitor, timezone.now()).counts.new_documents == 0


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_choice_finds_what_the_rows_say(library, officer, data):
    chosen = data.draw(CHOSEN)
    filters = Filters({name: tuple(sorted(values)) for name, values in chosen.items()})
    expected = set()
    for document in library:
        claims = list(document.claims.all())
        has = {
            "language": {document.language},
            "type": {claim.type for claim in claims},
            "technology": {code for claim in claims for code in claim.technologies},
            "status": {claim.status for claim in claims},
            "review": {claim.state for claim in claims}
            | ({"not_read"} if document.state == "not_read" else set() if claims else {"none"}),
            "source": {str(document.source_id)},
            "period": periods(document.published_on, document.published),
            "country": {
                {"vn-most": "VN", "intel": "US", "fr": "FR"}[party]
                for claim in claims
                for party in claim.parties
            },
        }
        if all(has[name] & set(values) for name, values in chosen.items()):
            expected.add(document.title)
    assert titles(officer, chosen=filters.chosen) == expected
