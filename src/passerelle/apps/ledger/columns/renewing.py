"""Putting the commitments that changed since into columns that are kept."""

from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter
from typing import Any

import numpy as np

from passerelle.apps.ledger.columns.reading import FIELDS, MANY, columns_of, read, with_countries
from passerelle.apps.ledger.columns.shapes import Columns, Ints, States, Truths
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.proofs import proofs_of
from passerelle.apps.ledger.standings import history_of

_PLAIN = (
    "pk", "organisation", "tlp", "kind", "agreement", "owner", "said_owner", "said_counterpart",
    "promised", "technologies",
)  # fmt: skip


def renewed(kept: Columns, number: int) -> Columns:
    """Return the columns with the rows that changed since."""
    changed = Commitment.objects.filter(revision__gt=kept.revision)
    # Ordered here: asked to order them, SQLite walks through all rows by their id.
    rows = sorted(changed.order_by().values_list(*FIELDS), key=itemgetter(0))
    if len(rows) > MANY:
        fresh = read(number, kept.edition)
        return replace(
            fresh,
            history=history_of(None) if kept.history is not None else None,
            proofs=proofs_of(None) if kept.proofs is not None else None,
        )
    part = with_countries(columns_of(rows, number), kept.edition)
    both = _merging(kept.pk, part.pk)
    states = States(
        *(both(getattr(kept.now, one), getattr(part.now, one)) for one in States.__dataclass_fields__)
    )
    countries = tuple(sorted({*kept.countries, *part.countries}))
    changed_ids, history = part.pk.tolist(), kept.history
    if history is not None:
        history = _rows_with(history, history_of(changed_ids), part.pk)
    plain = {name: both(getattr(kept, name), getattr(part, name)) for name in _PLAIN}
    owners, place = np.unique(plain["owner"], return_inverse=True)
    return replace(
        kept,
        revision=number,
        now=states,
        owners=owners,
        owner_place=place,
        involved=_rows_with(kept.involved, part.involved, part.pk),
        countries=countries,
        country=both(_spread(kept, countries), _spread(part, countries)),
        deliveries=_rows_with(kept.deliveries, part.deliveries, part.pk),
        history=history,
        proofs=kept.proofs.renewed(changed_ids) if kept.proofs is not None else None,
        **plain,
    )


def _rows_with(kept: Ints, fresh: Ints, changed: Ints) -> Ints:
    """Return rows that begin with a commitment's id, those of the changed ones replaced."""
    return np.concatenate([kept[~np.isin(kept[:, 0], changed)], fresh])


def _merging(kept: Ints, fresh: Ints) -> Callable[[Any, Any], Any]:
    """Return what puts the values of fresh ids among those of kept ones, both in order: in their place, or added."""
    places = np.searchsorted(kept, fresh)
    if len(kept) and np.array_equal(kept[np.minimum(places, len(kept) - 1)], fresh):

        def replaced(old: Any, new: Any) -> Any:
            whole = old.copy()
            whole[places] = new
            return whole

        return replaced
    stay = ~np.isin(kept, fresh)
    order = np.argsort(np.concatenate([kept[stay], fresh]), kind="stable")
    return lambda old, new: np.concatenate([old[stay], new])[order]


def _spread(found: Columns, countries: tuple[str, ...]) -> Truths:
    """Return the columns of countries as those of more countries."""
    if countries == found.countries:
        return found.country
    wide = np.zeros((len(found.pk), len(countries)), dtype=bool)
    wide[:, [countries.index(one) for one in found.countries]] = found.country
    return wide
