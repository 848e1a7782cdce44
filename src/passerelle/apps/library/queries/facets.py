"""Facets: the ways to narrow the list, each value with its exact count for this reader and this search."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.library import labels
from passerelle.apps.library.index import NONE
from passerelle.apps.library.models import DocumentState, ReviewState, Source
from passerelle.apps.library.search.postings import Postings

FACETS: tuple[str, ...] = (
    "language",
    "type",
    "technology",
    "status",
    "review",
    "source",
    "period",
    "country",
)
_MANY = 12  # values of an open-ended facet that are shown; selected ones always are

_REVIEW = {
    **dict(ReviewState.choices),
    DocumentState.NOT_READ: pgettext("document", "Not read"),
    NONE: pgettext("document", "No claims"),
}
_CLOSED: dict[str, tuple[str, ...]] = {
    "type": tuple(labels.TYPES),
    "technology": tuple(labels.TECHNOLOGIES),
    "status": tuple(labels.STATUSES),
    "review": tuple(_REVIEW),
}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: what it is called, how many documents the list would hold with it, whether it is chosen."""

    value: str
    label: str | Promise
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with the values that occur. `more` counts the values left out of a long one."""

    name: str
    label: str | Promise
    values: tuple[FacetValue, ...]
    more: int = 0


def facets_for(
    user: User,
    postings: Postings,
    base: int,
    chosen: Mapping[str, tuple[str, ...]],
    shown: tuple[str, ...] = FACETS,
) -> tuple[list[Facet], int]:
    """Return the facets that are shown and the set of documents that pass all that is chosen.

    `base` is what the reader may see and the text search left. Values of one facet add up, facets narrow: so
    each facet is counted over what all the others leave, and choosing a value gives exactly the count beside
    it.
    """
    sources = _sources(user) if "source" in shown or chosen.get("source") else {}
    chosen = {
        # a source that the reader may not know of is one that does not exist
        name: tuple(value for value in values if name != "source" or value in sources) or ("",)
        for name, values in chosen.items()
        if values
    }
    picked = {name: _any_of(postings.get(name, {}), values) for name, values in chosen.items()}
    result = base
    for bits in picked.values():
        result &= bits
    facets = []
    for name in shown:
        others = base
        for other, bits in picked.items():
            if other != name:
                others &= bits
        facets.append(_facet(name, postings.get(name, {}), others, chosen.get(name, ()), sources))
    return facets, result


def label_of(facet: str, value: str, sources: Mapping[str, str] | None = None) -> str | Promise:
    """Return what a value of a facet is called in the active language."""
    if facet == "language":
        return _locale().languages.get(value, value)
    if facet == "country":
        return _locale().territories.get(value, value)
    if facet == "period":
        if value == NONE:
            return _("Undated")
        year, _dash, quarter = value.partition("-Q")
        return _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": year} if quarter else value
    if facet == "source":
        return (sources or {}).get(value, value)
    named: Mapping[str, str | Promise] = {
        "type": labels.TYPES, "technology": labels.TECHNOLOGIES, "status": labels.STATUSES, "review": _REVIEW,
    }[facet]  # fmt: skip
    return named.get(value, value)


def _facet(
    name: str, lists: Mapping[str, int], others: int, chosen: tuple[str, ...], sources: dict[str, str]
) -> Facet:
    counted = {value: (bits & others).bit_count() for value, bits in lists.items()}
    shown = [value for value, count in counted.items() if count or value in chosen]
    shown += [value for value in chosen if value and value not in counted]
    if name == "source":
        shown = [value for value in shown if value in sources]
    more = 0
    if name == "period":
        years = {value[:4] for value in chosen}
        shown = sorted(
            (value for value in shown if "-Q" not in value or value[:4] in years),
            key=lambda value: ("" if value == NONE else value[:4], "-Q" not in value, value),
            reverse=True,
        )
    elif name in _CLOSED:
        shown.sort(key=_CLOSED[name].index)
    else:
        shown.sort(key=lambda value: (value not in chosen, -counted.get(value, 0), value))
        more = max(0, len(shown) - _MANY)
        shown = [value for at, value in enumerate(shown) if at < _MANY or value in chosen]
    values = tuple(
        FacetValue(value, label_of(name, value, sources), counted.get(value, 0), value in chosen)
        for value in shown
    )
    return Facet(name, labels.FACETS[name], values, more)


def _any_of(lists: Mapping[str, int], values: tuple[str, ...]) -> int:
    bits = 0
    for value in values:
        bits |= lists.get(value, 0)
    return bits


def _sources(user: User) -> dict[str, str]:
    """Sources that the reader may know of: a document may be open to them and its source not."""
    return {
        str(pk): name
        for pk, name in rows(user, "source.read", Source.objects.all()).values_list("pk", "name")
    }


def _locale() -> Locale:
    return _named((get_language() or "en").split("-")[0])


_named = cache(Locale.parse)
