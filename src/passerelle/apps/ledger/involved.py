"""Who takes part in each commitment, as pairs of a commitment and an actor."""

import numpy as np
from numpy.typing import NDArray

from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.models import Agreement, AgreementParty

Ints = NDArray[np.int64]

_MANY = 20_000  # commitments from which on the parties of all agreements are read


def involved(pks: Ints, owner: Ints, counterpart: Ints, under: Ints, tlp: Ints) -> Ints:
    """Return (commitment's id, actor) for everybody who takes part, through the agreement too.

    `tlp` are places of the commitments' markings in CODES.
    """
    agreement = _open(under, tlp)
    pairs = [np.column_stack([pks, owner]), np.column_stack([pks, counterpart])]
    parties = AgreementParty.objects.order_by()
    if len(pks) < _MANY:
        parties = parties.filter(agreement__in=np.unique(agreement[agreement > 0]).tolist()[:_MANY])
    party = np.array(list(parties.values_list("agreement", "actor")), dtype=np.int64).reshape(-1, 2)
    if len(party):
        party = party[np.argsort(party[:, 0], kind="stable")]
        first = np.searchsorted(party[:, 0], agreement, side="left")
        last = np.searchsorted(party[:, 0], agreement, side="right")
        counts = np.where(agreement > 0, last - first, 0)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        actors = party[np.repeat(first, counts) + offsets, 1]
        pairs.append(np.column_stack([np.repeat(pks, counts), actors]))
    found = np.concatenate(pairs)
    return found[found[:, 1] > 0]


def _open(agreement: Ints, tlp: Ints) -> Ints:
    """Return the agreements without those marked more strictly than the commitment under them: who may see the one
    would learn from its countries who is party to the other.
    """
    known = dict(
        Agreement.objects.filter(commitments__isnull=False).order_by().values_list("pk", "tlp").distinct()
    )
    strictness = {pk: CODES["tlp"].index(marking) for pk, marking in known.items()}
    marked = np.array([strictness.get(pk, 0) for pk in agreement.tolist()], dtype=np.int64)
    return np.where(marked <= tlp, agreement, 0)
