"""The commitments of the ledger as columns in memory, so that a list of a hundred thousand is counted in milliseconds.

A process keeps them and reads only what was changed since (`Revision`). They are never changed in place: a page that
is being made keeps what it began with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models import AgreementParty, Commitment, Standing
from passerelle.apps.ledger.revisions import revision
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

CODES: dict[str, tuple[str, ...]] = {
    "tlp": tuple(Tlp.values),
    "kind": ("", *kinds()),
    "stage": ("", *STAGES),
    "condition": ("", *CONDITIONS),
    "technology": tuple(TECHNOLOGIES),
}
_PLACES = {facet: {value: place for place, value in enumerate(values)} for facet, values in CODES.items()}
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
        kept = replace(kept, history=_history(None))
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
        places = _PLACES[name]
        return np.array([places.get(one, 0) for one in named[name]], dtype=np.int64)

    def ordinals(name: str) -> Ints:
        return np.array([one.toordinal() if one else 0 for one in named[name]], dtype=np.int64)

    technologies = np.zeros((len(rows), len(CODES["technology"])), dtype=bool)
    for at, some in enumerate(named["technologies"]):
        for one in some:
            if (place := _PLACES["technology"].get(one)) is not None:
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
        involved=_involved(ids("pk"), ids("owner"), ids("counterpart"), ids("agreement")),
        countries=(),
        country=np.zeros((len(rows), 0), dtype=bool),
        history=None,
    )


def _involved(pks: Ints, owner: Ints, counterpart: Ints, agreement: Ints) -> Ints:
    """Return (commitment's id, actor) for everybody who takes part, through the agreement too."""
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


def _renewed(kept: Columns, number: int) -> Columns:
    """Return the columns with the rows that changed since."""
    changed = Commitment.objects.filter(revision__gt=kept.revision)
    rows = list(changed.order_by("pk").values_list(*_FIELDS))
    if len(rows) > _MANY:
        fresh = _read(number, kept.edition)
        return replace(fresh, history=_history(None) if kept.history is not None else None)
    part = _columns(rows, number)
    stay = ~np.isin(kept.pk, part.pk)
    order = np.argsort(np.concatenate([kept.pk[stay], part.pk]), kind="stable")

    def both(old: Any, new: Any) -> Any:
        return np.concatenate([old[stay], new])[order]

    plain = (
        "pk",
        "organisation",
        "tlp",
        "kind",
        "agreement",
        "owner",
        "said_owner",
        "deadline",
        "promised",
        "technologies",
    )
    states = States(
        *(both(getattr(kept.now, one), getattr(part.now, one)) for one in States.__dataclass_fields__)
    )
    stays = ~np.isin(kept.involved[:, 0], part.pk)
    history = kept.history
    if history is not None:
        history = np.concatenate([history[~np.isin(history[:, 0], part.pk)], _history(part.pk.tolist())])
    return replace(
        kept,
        revision=number,
        edition=_STALE,
        now=states,
        involved=np.concatenate([kept.involved[stays], part.involved]),
        history=history,
        **{name: both(getattr(kept, name), getattr(part, name)) for name in plain},
    )


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
    for some in _some(sorted(wanted)):
        known |= dict(Actor.objects.filter(pk__in=some).exclude(country="").values_list("pk", "country"))
    countries = tuple(sorted(set(known.values())))
    place = {country: at for at, country in enumerate(countries)}
    places = np.array([place.get(known.get(_end(int(pk), merged), ""), -1) for pk in actors], dtype=np.int64)
    of_pair = (
        places[np.searchsorted(actors, kept.involved[:, 1])] if len(actors) else np.zeros(0, dtype=np.int64)
    )
    rows = np.searchsorted(kept.pk, kept.involved[:, 0])
    country = np.zeros((len(kept.pk), len(countries)), dtype=bool)
    country[rows[of_pair >= 0], of_pair[of_pair >= 0]] = True
    return replace(kept, edition=directory, owner=owner, countries=countries, country=country)


def _end(pk: int, merged: dict[int, int]) -> int:
    met: set[int] = set()
    while pk in merged and pk not in met:
        met.add(pk)
        pk = merged[pk]
    return pk


def _history(commitments: list[int] | None) -> Ints:
    """Return the rows of `Columns.history`, of some commitments or all."""
    found = Standing.objects.order_by("commitment", "known_from")
    fields = ("commitment", "known_from", "known_until", "stage", "condition", "quiet_from", "silent_from")
    pieces = (
        [found] if commitments is None else [found.filter(commitment__in=some) for some in _some(commitments)]
    )
    stage, condition = _PLACES["stage"], _PLACES["condition"]
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
        )
        for piece in pieces
        for pk, since, until, at, how, quiet, silent in piece.values_list(*fields).iterator(chunk_size=5000)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 7)


def _some(ids: Sequence[int], most: int = 5000) -> Iterable[Sequence[int]]:
    return (ids[at : at + most] for at in range(0, len(ids), most))
