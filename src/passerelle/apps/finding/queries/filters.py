"""What is asked and what narrows the answer, as addresses carry it: `?q=dat+hiem&type=agreement&actor=vn-most`."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import regex
from django.http import QueryDict

from passerelle.apps.library.queries.filters import Filters

SHOWN = ("documents", "claims", "events", "actors")
FACETS = ("type", "technology", "country", "period", "language")


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """The library's filters, and besides: one actor (its key), which kind of result alone, whether literally."""

    library: Filters = field(default_factory=Filters)
    actor: str = ""
    show: str = ""
    literal: bool = False

    @classmethod
    def from_query(cls, given: QueryDict, elsewhere: Collection[str] = ()) -> "SearchFilters":
        """Read an address. What means nothing is passed over; the library's filters complain of theirs.

        `elsewhere` are kinds of results that others find beside ours.
        """
        library = Filters.from_query(given)
        chosen = {name: values for name, values in library.chosen.items() if name in FACETS}
        actor, show = given.get("actor", ""), given.get("show", "")
        return cls(
            replace(library, chosen=chosen, order=""),
            actor if regex.fullmatch(r"[\w-]{1,120}", actor, regex.ASCII) else "",
            show if show in SHOWN or show in elsewhere else "",
            given.get("literal") == "1",
        )

    @property
    def query(self) -> str:
        return self.library.query

    @property
    def page(self) -> int:
        return self.library.page

    def to_query(self) -> str:
        """Return the query string of an address; `from_query` reads the same filters back."""
        own = [("actor", self.actor), ("show", self.show), ("literal", "1" if self.literal else "")]
        return "&".join(filter(None, (self.library.to_query(), urlencode([one for one in own if one[1]]))))

    def toggled(self, facet: str, value: str) -> "SearchFilters":
        return replace(self, library=self.library.toggled(facet, value))

    def on_page(self, page: int) -> "SearchFilters":
        return replace(self, library=self.library.on_page(page))

    def showing(self, show: str) -> "SearchFilters":
        return replace(self.on_page(1), show=show)

    def about(self, actor: str) -> "SearchFilters":
        return replace(self.on_page(1), actor=actor)

    def asking(self, query: str) -> "SearchFilters":
        return replace(self, library=replace(self.library.on_page(1), query=query))

    def literally(self, literal: bool) -> "SearchFilters":
        return replace(self.on_page(1), literal=literal)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words narrows the answer."""
        return bool(self.actor or any(self.library.chosen.values()))

    def __bool__(self) -> bool:
        return bool(self.query or self.narrowed)
