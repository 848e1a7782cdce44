"""What narrows and orders the list, as addresses carry it: `?type=agreement&period=2025&q=dat+hiem`."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import regex
from babel import Locale
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library import labels
from passerelle.apps.library.index import NONE
from passerelle.apps.library.models import DocumentState, ReviewState
from passerelle.apps.library.queries.facets import FACETS

ORDERS: tuple[str, ...] = tuple(labels.ORDERS)
_MOST = 30  # values of one facet
_LONGEST = 300  # characters of a query
_FORMS = {
    "language": regex.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?"),
    "source": regex.compile(r"[1-9]\d{0,17}"),
    "period": regex.compile(rf"\d{{4}}(?:-Q[1-4])?|{NONE}"),
    "country": regex.compile(r"[A-Z]{2}"),
}
_LISTS = {
    "type": set(labels.TYPES),
    "technology": set(labels.TECHNOLOGIES),
    "status": set(labels.STATUSES),
    "review": {*ReviewState.values, DocumentState.NOT_READ.value, NONE},
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One part of an address that means nothing here and was passed over."""

    field: str
    value: str
    message: str | Promise


@dataclass(frozen=True, slots=True)
class Filters:
    """The chosen values of each facet, the words looked for, the order and the page.

    `order` empty means the natural one: best match first when words are looked for, else newest first.
    """

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    query: str = ""
    order: str = ""
    page: int = 1
    complaints: tuple[Complaint, ...] = ()

    @classmethod
    def from_query(cls, given: QueryDict) -> "Filters":
        """Read an address. Nonsense is ignored and complained of; other parameters are not looked at."""
        complaints: list[Complaint] = []
        chosen: dict[str, tuple[str, ...]] = {}
        for name in FACETS:
            values = [value for value in dict.fromkeys(given.getlist(name)) if value]
            good = [value for value in values if _possible(name, value)]
            complaints += [
                Complaint(name, value[:80], _("This value was ignored: there is none like it."))
                for value in values
                if value not in good
            ]
            if good[_MOST:]:
                complaints.append(Complaint(name, "", _("Only the first values were used.")))
            if good:
                chosen[name] = tuple(sorted(good[:_MOST]))
        query = " ".join(given.get("q", "").replace("\x00", " ").split())
        if len(query) > _LONGEST:
            query = query[:_LONGEST]
            complaints.append(Complaint("q", "", _("Only the beginning of the search was used.")))
        order = given.get("order", "")
        if order and order not in ORDERS:
            complaints.append(Complaint("order", order[:80], _("There is no such order.")))
            order = ""
        page = given.get("page", "1")
        if not regex.fullmatch(r"[1-9]\d{0,6}", page, regex.ASCII):
            complaints.append(Complaint("page", page[:80], _("There is no such page.")))
            page = "1"
        return cls(chosen, query, order, int(page), tuple(complaints))

    def to_query(self, **other: str) -> str:
        """Return the query string of an address; `from_query` reads the same filters back."""
        pairs = [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        pairs += [("q", self.query)] if self.query else []
        pairs += [("order", self.order)] if self.order else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return urlencode(pairs + list(other.items()))

    def toggled(self, facet: str, value: str) -> "Filters":
        """Return these filters with one value chosen or, when it was, not any more; on the first page."""
        values = set(self.chosen.get(facet, ())) ^ {value}
        chosen = {**self.chosen, facet: tuple(sorted(values))}
        return replace(
            self, chosen={name: kept for name, kept in chosen.items() if kept}, page=1, complaints=()
        )

    def on_page(self, page: int) -> "Filters":
        return replace(self, page=page, complaints=())

    def ordered(self, order: str) -> "Filters":
        return replace(self, order=order, page=1, complaints=())

    @property
    def effective_order(self) -> str:
        if self.order == "relevance" and not self.query:
            return "added"
        return self.order or ("relevance" if self.query else "added")

    def __bool__(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.query or any(self.chosen.values()))


def _possible(facet: str, value: str) -> bool:
    if facet in _LISTS:
        return value in _LISTS[facet]
    if not _FORMS[facet].fullmatch(value):
        return False
    return facet != "country" or value in Locale("en").territories
