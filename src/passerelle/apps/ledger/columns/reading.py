"""Reading commitments into columns, and who takes part in them from which country."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.codes import CODES, PLACES
from passerelle.apps.ledger.columns.shapes import Columns, Ints, States
from passerelle.apps.ledger.deliveries import deliveries_of
from passerelle.apps.ledger.involved import involved
from passerelle.apps.ledger.merged import merged_actors
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.standings import portions

MANY = 20_000  # rows from which on everything is read at once
_STALE = "stale"  # no edition: who the actors are has to be looked up again
FIELDS = (
    "pk", "organisation", "tlp", "kind", "agreement", "owner", "counterpart", "deadline_last", "promised", "stage",
    "condition", "quiet_from", "silent_from", "technologies",
)  # fmt: skip


def read(number: int, directory: str) -> Columns:
    rows = list(Commitment.objects.order_by("pk").values_list(*FIELDS))
    return with_countries(columns_of(rows, number), directory)


def columns_of(rows: Sequence[tuple[Any, ...]], number: int) -> Columns:
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(FIELDS)
    named = dict(zip(FIELDS, cells, strict=True))

    def ids(name: str) -> Ints:
        return np.array([one or 0 for one in named[name]], dtype=np.int64)

    def coded(name: str) -> Ints:
        places = PLACES[name]
        return np.array([places.get(one, 0) for one in named[name]], dtype=np.int64)

    def ordinals(name: str) -> Ints:
        return np.array([one.toordinal() if one else 0 for one in named[name]], dtype=np.int64)

    technologies = np.zeros((len(rows), len(CODES["technology"])), dtype=bool)
    for at, some in enumerate(named["technologies"]):
        for one in some:
            if (place := PLACES["technology"].get(one)) is not None:
                technologies[at, place] = True
    promised = np.array([int(one[:4] + one[5:7].rjust(2, "0")) for one in named["promised"]], dtype=np.int64)
    return Columns(
        revision=number,
        edition=_STALE,
        pk=ids("pk"),
        organisation=ids("organisation"),
        tlp=coded("tlp"),
        kind=coded("kind"),
        agreement=ids("agreement"),
        owner=ids("owner"),
        said_owner=ids("owner"),
        said_counterpart=ids("counterpart"),
        owners=np.zeros(0, dtype=np.int64),
        owner_place=np.zeros(0, dtype=np.int64),
        promised=promised,
        now=States(
            np.ones(len(rows), dtype=bool),
            coded("stage"),
            coded("condition"),
            ordinals("quiet_from"),
            ordinals("silent_from"),
            ordinals("deadline_last"),
        ),
        technologies=technologies,
        involved=involved(ids("pk"), ids("owner"), ids("counterpart"), ids("agreement"), coded("tlp")),
        countries=(),
        country=np.zeros((len(rows), 0), dtype=bool),
        deliveries=deliveries_of([row[0] for row in rows] if len(rows) < MANY else None),
        history=None,
        proofs=None,
    )


def with_countries(kept: Columns, directory: str) -> Columns:
    """Return the columns with the actors as the directory knows them now: merged ones are one."""
    merged = merged_actors()
    owner = kept.said_owner
    if merged:
        owner = np.array([merged.get(pk, pk) for pk in owner.tolist()], dtype=np.int64)
    actors = np.unique(kept.involved[:, 1])
    known: dict[int, str] = {}
    wanted = {int(pk) for pk in actors} | set(merged.values())
    for ids in portions(sorted(wanted)):
        known |= dict(Actor.objects.filter(pk__in=ids).exclude(country="").values_list("pk", "country"))
    countries = tuple(sorted(set(known.values())))
    place = {country: at for at, country in enumerate(countries)}
    places = np.array(
        [place.get(known.get(merged.get(int(pk), int(pk)), ""), -1) for pk in actors], dtype=np.int64
    )
    of_pair = (
        places[np.searchsorted(actors, kept.involved[:, 1])] if len(actors) else np.zeros(0, dtype=np.int64)
    )
    rows = np.searchsorted(kept.pk, kept.involved[:, 0])
    country = np.zeros((len(kept.pk), len(countries)), dtype=bool)
    country[rows[of_pair >= 0], of_pair[of_pair >= 0]] = True
    owners, place = np.unique(owner, return_inverse=True)
    return replace(
        kept,
        edition=directory,
        owner=owner,
        owners=owners,
        owner_place=place,
        countries=countries,
        country=country,
    )
