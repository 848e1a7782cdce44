"""How commitments stood since which day, as columns: what a list as of any day is counted from."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from passerelle.apps.ledger.codes import PLACES
from passerelle.apps.ledger.models import Standing


def history_of(commitments: list[int] | None) -> NDArray[np.int64]:
    """Return the rows of `Columns.history`, of some commitments or all."""
    found = Standing.objects.order_by("commitment", "known_from")
    fields = (
        "commitment",
        "known_from",
        "known_until",
        "stage",
        "condition",
        "quiet_from",
        "silent_from",
        "deadline_last",
    )
    pieces = (
        [found]
        if commitments is None
        else [found.filter(commitment__in=ids) for ids in portions(commitments)]
    )
    stage, condition = PLACES["stage"], PLACES["condition"]
    far = date.max.toordinal()
    rows = [
        (
            pk,
            since.toordinal(),
            until.toordinal() if until else far,
            stage.get(at, 0),
            condition.get(how, 0),
            quiet.toordinal() if quiet else 0,
            silent.toordinal() if silent else 0,
            deadline.toordinal() if deadline else 0,
        )
        for piece in pieces
        for pk, since, until, at, how, quiet, silent, deadline in piece.values_list(*fields).iterator(
            chunk_size=5000
        )
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 8)


def portions(ids: Sequence[int], most: int = 5000) -> Iterable[Sequence[int]]:
    """Return ids a portion at a time: a database takes only so many at once."""
    return (ids[at : at + most] for at in range(0, len(ids), most))
