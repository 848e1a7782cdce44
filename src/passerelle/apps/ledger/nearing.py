"""Which commitments a claim may be about: those that share an actor or a country with it, the nearest first."""

from collections.abc import Collection

import numpy as np

from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.columns import Columns

_ACTOR, _COUNTRY, _TECHNOLOGY = 4, 2, 1  # how much one in common brings a commitment near
_MOST = 120  # commitments that one claim is compared with


def near(
    found: Columns,
    organisation: int,
    *,
    actors: Collection[int],
    countries: Collection[str],
    technologies: Collection[str],
) -> list[int]:
    """Return the ids of an organisation's commitments that a claim with these actors may be about."""
    points = np.zeros(len(found.pk), dtype=np.int64)
    if actors:
        shared = found.involved[np.isin(found.involved[:, 1], list(actors)), 0]
        np.add.at(points, np.searchsorted(found.pk, np.unique(shared)), _ACTOR)
    places = [at for at, country in enumerate(found.countries) if country in countries]
    if places:
        points += _COUNTRY * found.country[:, places].sum(axis=1)
    columns = [at for at, one in enumerate(CODES["technology"]) if one in technologies]
    alike = _TECHNOLOGY * found.technologies[:, columns].sum(axis=1) if columns else np.zeros_like(points)
    # Nobody named: what is about the same technology may be meant.
    reached = points > 0 if (actors or countries) else alike > 0
    mask = reached & (found.organisation == organisation)
    places_near = np.flatnonzero(mask)
    order = np.argsort(-(points + alike)[places_near] * (len(found.pk) + 1) - places_near, kind="stable")
    return [int(found.pk[at]) for at in places_near[order][:_MOST]]
