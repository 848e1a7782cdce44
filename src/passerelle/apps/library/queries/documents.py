"""Documents as a reader may see them: the list with its facets, and one document at its permanent address."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.accounts.prepared import Among, Prepared
from passerelle.apps.library.models import Document, Source, Tlp
from passerelle.apps.library.queries.facets import Facet, facets_for
from passerelle.apps.library.queries.filters import Filters
from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import (
    DAY,
    MARKING,
    WAITING,
    Postings,
    by_number,
    read_postings,
    seen_by,
)
from passerelle.apps.library.search.ranking import ranked
from passerelle.apps.library.search.snippets import Passage, highlights, passage
from passerelle.apps.library.search.texts import matching, unwanted
from passerelle.apps.library.search.words import Asked, ask

PAGE_SIZE = 25
_NUMBERS = {"published": DAY, "waiting": WAITING}  # orders by a number that the index keeps


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; title and passage carry highlights when words were looked for.

    `source` is the source's name, empty when its own marking hides it from the reader.
    """

    document: Document
    title: Passage
    passage: Passage | None
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list. `total` is exact; `facets` are counted over the whole list."""

    rows: list[Row]
    total: int
    number: int
    pages: int
    facets: list[Facet] = field(default_factory=list)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


@dataclass(frozen=True, slots=True)
class Listing:
    """Every document of a list by its id, in order, and the highest marking among them."""

    ids: list[int]
    marking: str


def visible_documents(user: User) -> QuerySet[Document]:
    """Return the documents that the user's role and the markings let them see."""
    return rows(user, "document.read", Document.objects.all())


def document_for(user: User, document_id: int) -> Document:
    """Return one document with snapshot and source; Document.DoesNotExist when absent or not to be seen."""
    found = visible_documents(user).select_related("snapshot", "organisation", "added_by")
    document: Document = found.get(pk=document_id)
    with_sources(user, [document])
    return document


def source_of(user: User, document: Document) -> Source | None:
    """Return the source of a visible document; None when its own marking hides it from the reader."""
    return rows(user, "source.read", Source.objects.filter(pk=document.source_id)).first()


def with_sources(user: User, documents: Iterable[Document]) -> None:
    """Give each document its source, in one query; a nameless one where its own marking hides it from the reader."""
    found = list(documents)
    known = _SOURCES.objects(user, sources={document.source_id for document in found})
    sources = {source.pk: source for source in known}
    for document in found:
        hidden = Source(pk=document.source_id, organisation_id=document.organisation_id)
        document.source = sources.get(document.source_id, hidden)


def library_page(user: User, filters: Filters, *, page_size: int = PAGE_SIZE) -> Page:
    """Return the page of the list that `filters` name; a page beyond the last is the last."""
    postings = read_postings()
    asked = ask(filters.query)
    facets, found, matched = _search(user, filters, postings, asked)
    total = found.bit_count()
    pages = max(1, -(-total // page_size))
    number = min(filters.page, pages)
    ids = _ordered(
        found, filters.effective_order, asked, matched, postings, (number - 1) * page_size, page_size
    )
    return Page(rows_of(user, ids, asked), total, number, pages, facets)


def listing_for(user: User, filters: Filters) -> Listing:
    """Return the whole list in its order, whatever the page, with the highest marking in it."""
    postings = read_postings()
    asked = ask(filters.query)
    _facets, found, matched = _search(user, filters, postings, asked)
    ids = _ordered(found, filters.effective_order, asked, matched, postings, 0, found.bit_count())
    marks = {value.split(":")[1] for value, marked in postings.get(MARKING, {}).items() if marked & found}
    return Listing(ids, max(marks, key=Tlp.values.index, default=Tlp.CLEAR.value))


def _search(
    user: User, filters: Filters, postings: Postings, asked: Asked
) -> tuple[list[Facet], int, int | None]:
    """Return facets, the documents found, and those that the wanted words match (None: none wanted)."""
    base = seen_by(user, postings)
    matched = matching(asked, postings)
    if filters.query and not asked:
        matched = 0  # signs only: nothing can hold them
    if matched is not None:
        base &= matched
    if asked.unwanted:
        base &= ~unwanted(asked, postings)
    facets, found = facets_for(user, postings, base, filters.chosen)
    return facets, found, matched


def _ordered(
    found: int, order: str, asked: Asked, matched: int | None, postings: Postings, offset: int, limit: int
) -> list[int]:
    if order == "relevance" and matched is not None:
        return ranked(asked, postings, found, matched, offset, limit)
    if order in _NUMBERS:
        return by_number(found, postings.get(_NUMBERS[order], {}), offset, limit)
    return bits.page(found, offset, limit)


def rows_of(user: User, ids: list[int], asked: Asked) -> list[Row]:
    """Return the lines of these documents, in their order, with what was asked for highlighted."""
    documents = documents_by_id(user, ids)
    with_sources(user, documents.values())
    texts: dict[int, str] = dict(_TEXTS.rows(user, documents=ids)) if asked.wanted else {}
    return [
        Row(
            document,
            _highlighted(str(document), asked),
            passage(texts.get(number, ""), asked) if asked.wanted else None,
            document.source.name,
        )
        for number in ids
        if (document := documents.get(number))
    ]


def documents_by_id(user: User, ids: Iterable[int]) -> dict[int, Document]:
    """Return id → document. Asked of the database by the rule itself: nothing reaches a page by the index alone."""
    return {document.pk: document for document in _DOCUMENTS.objects(user, documents=ids)}


_DOCUMENTS = Prepared(lambda user: visible_documents(user).filter(Among("pk", "documents")).order_by())
_TEXTS = Prepared(
    lambda user: (
        visible_documents(user)
        .filter(Among("pk", "documents"))
        .order_by()
        .values_list("pk", "snapshot__text")
    )
)
_SOURCES = Prepared(
    lambda user: rows(user, "source.read", Source.objects.filter(Among("pk", "sources"))).order_by()
)


def _highlighted(title: str, asked: Asked) -> Passage:
    return Passage(title, highlights(title, asked))
