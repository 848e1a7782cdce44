"""Agreements as the desk knew them on an earlier day: which there were, and what was promised under them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.columns import Columns, States, Truths, columns
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.ledger.queries.counting import dues, hushes, visible_mask
from passerelle.apps.ledger.queries.ledger import LedgerRow, rows_at, visible_agreements, visible_commitments


def agreements_known(user: User, as_of: date | None) -> QuerySet[Agreement]:
    """Return the agreements that a user may see and that the desk knew on a day, by default all.

    One is known from the day on which it was recorded, or a commitment under it that the user may see was known.
    """
    found = visible_agreements(user)
    if as_of is None:
        return found
    under = visible_commitments(user).filter(agreement=OuterRef("pk"), standings__known_from__lte=as_of)
    # A moment, not the date of each row: SQLite would ask Python for every one.
    after = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    return found.filter(Q(created_at__lt=after) | Exists(under))


def commitments_then(
    user: User, agreement: Agreement, language: str, as_of: date, *, most: int
) -> tuple[list[LedgerRow], int]:
    """Return the commitments under an agreement as they stood on a day, as many as are asked for, and how many more
    there were; those that the desk did not know then are left out.
    """
    found, states, mask = _known(user, as_of)
    places = np.flatnonzero(mask & (found.agreement == agreement.pk))
    sound = (hushes(states, as_of), dues(states, as_of))
    listed = rows_at(user, found, states, sound, places[:most].tolist(), language, as_of)
    return listed, max(0, len(places) - most)


def commitments_counted_then(user: User, agreements: Iterable[int], as_of: date) -> dict[int, int]:
    """Return agreement → how many of its commitments the desk knew on a day, of those that the user may see."""
    found, _states, mask = _known(user, as_of)
    under = found.agreement[mask & np.isin(found.agreement, list(agreements))]
    ids, counts = np.unique(under, return_counts=True)
    return dict(zip(ids.tolist(), counts.tolist(), strict=True))


def _known(user: User, as_of: date) -> tuple[Columns, States, Truths]:
    found = columns(history=True)
    states = found.states(as_of, date.max)
    return found, states, visible_mask(user, found) & states.known
