"""Which of the documents found stand first: exact tones, then the better fit, then the newer."""

from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import Postings
from passerelle.apps.library.search.texts import matching, relevance
from passerelle.apps.library.search.words import Asked

# Whose fit is worked out; a search that finds more goes on by date behind them. The database looks at every match
# between the oldest and the newest candidate, whether it passes the filters or not: so there is a bound on these too.
CANDIDATES, LOOKED_AT = 300, 1500


def ranked(asked: Asked, postings: Postings, found: int, matched: int, offset: int, limit: int) -> list[int]:
    """Return ids from `offset` on. `found` passes all filters, `matched` holds the words."""
    exact = _exact(asked, postings, found, max(CANDIDATES, offset + limit)) if asked.toned else found
    candidates = _near(bits.page(exact, 0, CANDIDATES), matched)
    if len(candidates) == exact.bit_count():
        others = bits.page(found & ~exact, 0, CANDIDATES - len(candidates))
        candidates += _near(others, matched)
    spoken = bits.among(exact, candidates)
    alone = len(candidates) < 2 or (len(candidates) == 2 and len(spoken) == 1)  # nothing to compare them with
    fit = {} if alone else relevance(asked, candidates)
    candidates.sort(key=lambda number: (number not in spoken, -fit.get(number, 0.0), -number))
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


def _exact(asked: Asked, postings: Postings, found: int, enough: int) -> int:
    """Return those of `found` with the exact tones: all, or of many at least the `enough` newest."""
    window = 4 * enough
    while True:
        oldest = bits.page(found, window, 1)
        exact = found & (matching(asked, postings, exact=True, since=oldest[0] if oldest else 0) or 0)
        if not oldest or exact.bit_count() >= enough:
            return exact
        window *= 8


def _near(candidates: list[int], matched: int) -> list[int]:
    """Return the newest candidates among which the database has few enough matches to look at."""
    if not candidates:
        return candidates
    top = matched & ((1 << candidates[0] + 1) - 1)
    last = bits.page(top, LOOKED_AT, 1)
    return [number for number in candidates if not last or number > last[0]]
