"""The commitments of the ledger as columns in memory: a list of a hundred thousand is counted in milliseconds.

A process keeps them and reads only what was changed since (`Revision`). They are never changed in place: a page that
is being made keeps what it began with.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.codes import CODES, PLACES
from passerelle.apps.ledger.involved import involved
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.revisions import revision, unsettled
from passerelle.apps.ledger.standings import history_of, portions

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

_PLAIN = (
    "pk", "organisation", "tlp", "kind", "agreement", "owner", "said_owner", "deadline", "promised", "technologies",
)  # fmt: skip
_MANY = 20_000  # changed rows from which on everything is read anew


@dataclass(frozen=True, slots=True)
class States:
    """How each commitment of the columns stood: places in CODES, days as ordinals (0 for none).

    `known` are those that the desk knew of.
    """

    known: Truths
    stage: Ints
    condition: Ints
    quiet: Ints
    silent: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """All commitments, in the order of their ids. `involved` are pairs: place of a commitment, id of an actor."""

    revision: int
    edition: str
    pk: Ints
    organisation: Ints
    tlp: Ints
    kind: Ints
    agreement: Ints
    owner: Ints  # who it is by now, when actors were merged
    owners: Ints  # every owner once; `owner_place` is where in it
    owner_place: Ints
    said_owner: Ints
    deadline: Ints
    promised: Ints
    now: States
    technologies: Truths  # one column a technology
    involved: Ints
    countries: tuple[str, ...]
    country: Truths  # one column a country
    history: Ints | None  # commitment, from, until, stage, condition, quiet, silent; None: not asked for yet

    def states(self, day: date, today: date) -> "States":
        """Return how the commitments stood, as far as was known on a day."""
        if day >= today:
            return self.now
        if self.history is None:
            raise ValueError("Ask for the columns with their history.")
        at = day.toordinal()
        rows = self.history[(self.history[:, 1] <= at) & (self.history[:, 2] > at)]
        places = np.searchsorted(self.pk, rows[:, 0])
        known = np.zeros(len(self.pk), dtype=bool)
        known[places] = True
        found = []
        for column in range(3, 7):
            values = np.zeros(len(self.pk), dtype=np.int64)
            values[places] = rows[:, column]
            found.append(values)
        return States(known, *found)


_STALE = "stale"  # no edition: who the actors are has to be looked up again
_kept: Columns | None = None


def columns(*, history: bool = False) -> Columns:
    """Return the columns as they are now; with `history` those of every day."""
    global _kept
    number, directory = revision(), edition()
    kept = _kept
    if kept is None or kept.revision > number:
        kept = _read(number, directory)
    elif kept.revision < number:
        kept = _renewed(kept, number)
    if kept.edition != directory:
        kept = _with_countries(kept, directory)
    if history and kept.history is None:
        kept = replace(kept, history=history_of(None))
    if not unsettled():
        _kept = kept
    return kept


def forget() -> None:
    """Drop what is kept: another database is asked from now on."""
    global _kept
    _kept = None


_FIELDS = (
    "pk", "organisation", "tlp", "kind", "agreement", "owner", "counterpart", "deadline_last", "promised", "stage",
    "condition", "quiet_from", "silent_from", "technologies",
)  # fmt: skip


def _read(number: int, directory: str) -> Columns:
    rows = list(Commitment.objects.order_by("pk").values_list(*_FIELDS))
    return _with_countries(_columns(rows, number), directory)


def _columns(rows: Sequence[tuple[Any, ...]], number: int) -> Columns:
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(_FIELDS)
    named = dict(zip(_FIELDS, cells, strict=True))

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
        owners=np.zeros(0, dtype=np.int64),
        owner_place=np.zeros(0, dtype=np.int64),
        deadline=ordinals("deadline_last"),
        promised=promised,
        now=States(
            np.ones(len(rows), dtype=bool),
            coded("stage"),
            coded("condition"),
            ordinals("quiet_from"),
            ordinals("silent_from"),
        ),
        technologies=technologies,
        involved=involved(ids("pk"), ids("owner"), ids("counterpart"), ids("agreement"), coded("tlp")),
        countries=(),
        country=np.zeros((len(rows), 0), dtype=bool),
        history=None,
    )


def _renewed(kept: Columns, number: int) -> Columns:
    """Return the columns with the rows that changed since."""
    changed = Commitment.objects.filter(revision__gt=kept.revision)
    # Ordered here: asked to order them, SQLite walks through all rows by their id.
    rows = sorted(changed.order_by().values_list(*_FIELDS), key=itemgetter(0))
    if len(rows) > _MANY:
        fresh = _read(number, kept.edition)
        return replace(fresh, history=history_of(None) if kept.history is not None else None)
    part = _with_countries(_columns(rows, number), kept.edition)
    both = _merging(kept.pk, part.pk)
    states = States(
        *(both(getattr(kept.now, one), getattr(part.now, one)) for one in States.__dataclass_fields__)
    )
    countries = tuple(sorted({*kept.countries, *part.countries}))
    stays = ~np.isin(kept.involved[:, 0], part.pk)
    history = kept.history
    if history is not None:
        history = np.concatenate([history[~np.isin(history[:, 0], part.pk)], history_of(part.pk.tolist())])
    plain = {name: both(getattr(kept, name), getattr(part, name)) for name in _PLAIN}
    owners, place = np.unique(plain["owner"], return_inverse=True)
    return replace(
        kept,
        revision=number,
        now=states,
        owners=owners,
        owner_place=place,
        involved=np.concatenate([kept.involved[stays], part.involved]),
        countries=countries,
        country=both(_spread(kept, countries), _spread(part, countries)),
        history=history,
        **plain,
    )


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


def _with_countries(kept: Columns, directory: str) -> Columns:
    """Return the columns with the actors as the directory knows them now: merged ones are one."""
    merged = dict(Actor.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    owner = kept.said_owner
    if merged:
        final = {pk: _end(pk, merged) for pk in merged}
        owner = np.array([final.get(pk, pk) for pk in owner.tolist()], dtype=np.int64)
    actors = np.unique(kept.involved[:, 1])
    known: dict[int, str] = {}
    wanted = {int(pk) for pk in actors} | set(merged.values())
    for ids in portions(sorted(wanted)):
        known |= dict(Actor.objects.filter(pk__in=ids).exclude(country="").values_list("pk", "country"))
    countries = tuple(sorted(set(known.values())))
    place = {country: at for at, country in enumerate(countries)}
    places = np.array([place.get(known.get(_end(int(pk), merged), ""), -1) for pk in actors], dtype=np.int64)
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


def _end(pk: int, merged: dict[int, int]) -> int:
    met: set[int] = set()
    while pk in merged and pk not in met:
        met.add(pk)
        pk = merged[pk]
    return pk
