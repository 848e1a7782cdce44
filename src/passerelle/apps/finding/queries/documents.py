"""Documents: those with the very words first, by fit; then those with other names for them; then near in meaning."""

from dataclasses import dataclass

from passerelle.apps.finding.meaning import nearest
from passerelle.apps.finding.queries.scope import Scope
from passerelle.apps.library.queries.documents import Row, rows_of
from passerelle.apps.library.search.postings import DAY, by_number
from passerelle.apps.library.search.ranking import ranked

NEAR = 8  # documents shown for their meaning alone


@dataclass(frozen=True, slots=True)
class DocumentsFound:
    """One page. `total` is exact, `literal` of them hold the very words; `near` are others of the same meaning."""

    rows: list[Row]
    total: int
    literal: int
    near: list[Row]


def documents_found(scope: Scope, ids: list[int], *, meaning: bool) -> DocumentsFound:
    """Return these of the documents found, with `meaning` others that are near."""
    near = []
    if meaning and scope.widened.asked.wanted and not scope.filters.literal:
        others = scope.narrowed & ~scope.found
        near = [number for number, _ in nearest(scope.filters.query, others, NEAR)]
    rows = rows_of(scope.user, [*ids, *near], scope.widened.highlighted)
    shown = {row.document.pk for row in rows} & set(near)
    return DocumentsFound(
        [row for row in rows if row.document.pk not in shown],
        scope.found.bit_count(),
        scope.literal.bit_count(),
        [row for row in rows if row.document.pk in shown],
    )


def in_order(scope: Scope, offset: int, limit: int) -> list[int]:
    """Return ids from `offset` on: very words by fit, then other names, latest publication first."""
    latest = scope.postings.get(DAY, {})
    if scope.matched is None:
        return by_number(scope.found, latest, offset, limit)
    literal = scope.literal
    ids = ranked(scope.widened.asked, scope.postings, literal, scope.matched, offset, limit)
    if len(ids) < limit:
        skipped = max(0, offset - literal.bit_count())
        ids += by_number(scope.found & ~literal, latest, skipped, limit - len(ids))
    return ids
