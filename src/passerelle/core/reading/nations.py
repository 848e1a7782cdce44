"""The countries that a page names only inside other names, or as a nationality that acts."""

from collections.abc import Iterator, Sequence

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.text.occupied import Occupied

_ALONE = frozenset(("person", "country", "place"))


def nations(page: Page, proposals: Sequence[Proposal]) -> Iterator[tuple[str, str]]:
    """Yield (alpha-2 code, name) of countries beside those that stand on their own.

    A country may stand inside the name of a body ("Quốc hội Malaysia"); a nationality is the country itself where it
    qualifies who acts for it ("la partie italienne", "Korean companies"): then the name is empty.
    """
    taken, bodies = Occupied(len(page.text)), Occupied(len(page.text))
    for one in proposals:
        taken.take(one.start, one.end)
        if one.kind not in _ALONE:
            bodies.take(one.start, one.end)
    for hit in page.hits:
        known = hit.known[0]
        if known.country is None:
            continue
        if known.kind == "country" and not bodies.free(hit.start, hit.end):
            yield known.country, page.text[hit.start : hit.end]
        elif known.kind == "demonym" and taken.free(hit.start, hit.end) and _acts(page, hit):
            yield known.country, ""


def _acts(page: Page, hit: Hit) -> bool:
    """A nationality qualifies a side, an office or a collective, or is a people."""
    inside, lexicon, words = page.covered(hit.start, hit.end), page.lexicon, page.words
    first, after = inside[0], inside[-1] + 1
    if words[first].capital and lexicon.adjective_ends and not words[first].opens:
        return True
    before = {words[k].lower for k in range(max(0, first - 2), first) if words[k + 1].joined}
    behind = {words[k].lower for k in range(after, min(after + 2, len(words))) if words[k].joined}
    beside = before if lexicon.adjective_ends else behind
    return not beside.isdisjoint(lexicon.collectives)
