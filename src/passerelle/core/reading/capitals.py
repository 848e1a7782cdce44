"""Capitals that stand for their states: "Paris et Berlin ont signé", "Washington refused"."""

from collections.abc import Iterator

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.page import Page, Proposal

_FREE, _MEMBER = "free", "member of an enumeration of states"
_SURE = 0.96  # more than the place that the table of names proposes


def states_meant(page: Page) -> list[Proposal]:
    """Return the capitals that act, as their countries: they open a clause or are joined, and a verb follows."""
    found = []
    for hit in page.hits:
        known = hit.known[0]
        if known.kind != "place" or known.country is None or not _acts(page, hit):
            continue
        if known.actor in page.lexicon.capitals:
            found.append(Proposal(hit.start, hit.end, "country", known.country, known.country.lower(), _SURE))
        elif union := page.lexicon.seats.get(known.actor):
            found.append(Proposal(hit.start, hit.end, "association", None, union, _SURE))
    return found


def _acts(page: Page, hit: Hit) -> bool:
    inside = page.covered(hit.start, hit.end)
    free = _stands_free(page, inside[0])
    return free == _MEMBER or (free == _FREE and _leads_on(page, inside[-1] + 1))


def _stands_free(page: Page, i: int) -> str:
    """Tell whether no preposition of place leads up to word `i`, past the other members of an enumeration."""
    for k in _back(page, i):
        word = page.words[k]
        if word.lower in page.lexicon.conjunctions and word.gap.strip(" \u00a0") == ",":
            return _FREE
        if word.lower in page.lexicon.conjunctions or page.kind(k) in ("place", "country"):
            continue
        if word.lower in page.lexicon.between:
            return _MEMBER if k < i - 1 else _FREE
        return ""
    return _FREE


def _back(page: Page, i: int) -> Iterator[int]:
    for k in range(i - 1, max(-1, i - 6), -1):
        gap = page.words[k + 1].gap.strip(" \u00a0")
        if page.words[k + 1].opens or gap not in ("", ","):
            return
        yield k


def _leads_on(page: Page, j: int) -> bool:
    """A small word follows, no comma or dash: a dateline is no actor. An enumeration leads to its last member."""
    words = page.words
    if j >= len(words) or words[j].gap not in (" ", "\u00a0", "'s ") or words[j].opens:
        return False
    if words[j].lower in page.lexicon.conjunctions:
        other = page.hit(j + 1)
        return other is not None and other.known[0].kind in ("place", "country")
    return not words[j].capital and words[j].lower not in page.lexicon.connectors - page.lexicon.conjunctions
