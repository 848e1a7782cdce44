"""Which commitments have evidence, and which have independent evidence that anybody can read, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Min, Q, QuerySet
from numpy.typing import NDArray

from passerelle.apps.ledger.models import Evidence
from passerelle.apps.ledger.standings import portions
from passerelle.apps.library.models import Document, Tlp

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]
_FAR = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Proofs:
    """Rows of commitment, day of knowing, day of withdrawal (far off for what stands): `some` has the earliest of each
    and all that was withdrawn, `independent` what an address or a document shows, which is its fourth column, 0 for
    an address.
    """

    some: Ints
    independent: Ints

    def renewed(self, commitments: list[int]) -> "Proofs":
        """Return the rows with those of some commitments as they are now."""
        fresh = proofs_of(commitments)
        return Proofs(
            *(
                np.concatenate([old[~np.isin(old[:, 0], commitments)], new])
                for old, new in ((self.some, fresh.some), (self.independent, fresh.independent))
            )
        )

    def on(self, commitments: Ints, day: date) -> tuple[Truths, Truths]:
        """Say of each commitment whether the desk had evidence on a day, and some that anybody can read today.

        Documents are looked up now: they may be marked otherwise at any time.
        """
        any_ = np.isin(commitments, self.some[_live(self.some, day), 0])
        shown = self.independent[_live(self.independent, day) & np.isin(self.independent[:, 0], commitments)]
        papers = np.unique(shown[:, 3])
        open_ = [0]
        for ids in portions(papers[papers > 0].tolist()):
            clear = Document.objects.filter(pk__in=ids, tlp=Tlp.CLEAR)
            open_ += clear.order_by().values_list("pk", flat=True)
        return any_, np.isin(commitments, shown[np.isin(shown[:, 3], open_), 0])


def proofs_of(commitments: list[int] | None) -> Proofs:
    """Return the rows of some commitments or all."""
    every = Evidence.objects.order_by()
    pieces = (
        [every]
        if commitments is None
        else [every.filter(commitment__in=ids) for ids in portions(commitments)]
    )
    some: list[tuple[int, ...]] = []
    independent: list[tuple[int, ...]] = []
    for piece in pieces:
        some += _some(piece)
        independent += _independent(piece)
    return Proofs(_rows(some, 3), _rows(independent, 4))


def _some(found: QuerySet[Evidence]) -> list[tuple[int, ...]]:
    standing = (
        found.filter(withdrawn_on__isnull=True).values_list("commitment").annotate(first=Min("known_on"))
    )
    withdrawn = found.filter(withdrawn_on__isnull=False).values_list("commitment", "known_on", "withdrawn_on")
    return [
        *((pk, first.toordinal(), _FAR) for pk, first in standing),
        *((pk, known.toordinal(), until.toordinal()) for pk, known, until in withdrawn),
    ]


def _independent(found: QuerySet[Evidence]) -> list[tuple[int, ...]]:
    shown = found.filter(~Q(address="") | Q(document__isnull=False), independent=True)
    rows = shown.values_list("commitment", "known_on", "withdrawn_on", "address", "document")
    return [
        (pk, known.toordinal(), until.toordinal() if until else _FAR, 0 if address else document)
        for pk, known, until, address, document in rows.iterator(chunk_size=5000)
    ]


def _rows(rows: Sequence[tuple[int, ...]], wide: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, wide)


def _live(rows: Ints, day: date) -> Truths:
    at = day.toordinal()
    found: Truths = (rows[:, 1] <= at) & (rows[:, 2] > at)
    return found
