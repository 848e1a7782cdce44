"""Which of the documents found stand first: exact tones, then the better fit, then the newer."""

from passerelle.apps.library.search import bits
from passerelle.apps.library.search.texts import matching, relevance
from passerelle.apps.library.search.words import Asked

CANDIDATES = 500  # whose fit is worked out; a search that finds more goes on by date behind them


def ranked(asked: Asked, found: int, offset: int, limit: int) -> list[int]:
    """Return ids from `offset` on. `found` passes all filters."""
    exact = found & (matching(asked, exact=True) or 0) if asked.toned else found
    candidates = bits.page(exact, 0, CANDIDATES)
    candidates += bits.page(found & ~exact, 0, CANDIDATES - len(candidates))
    if len(candidates) <= 1:
        return candidates[offset : offset + limit]
    fit = relevance(asked, candidates)
    candidates.sort(key=lambda number: (not bits.contains(exact, number), -fit.get(number, 0.0), -number))
    ids = candidates[offset : offset + limit]
    if len(ids) < limit:
        rest = found & ~bits.from_ids(candidates)
        skipped = max(0, offset - len(candidates))
        later = bits.page(rest & exact, skipped, limit - len(ids))
        ids += later
        if len(ids) < limit:
            skipped = max(0, skipped - (rest & exact).bit_count())
            ids += bits.page(rest & ~exact, skipped, limit - len(ids))
    return ids
