"""Reading activities into memory: what each is, who takes part, what is measured of it and its money."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from passerelle.apps.ledger.activities.purses import FAR, Purse, purses_of
from passerelle.apps.ledger.models import (
    Activity,
    Indicator,
    Measured,
    ParticipatingOrganisation,
    Period,
)
from passerelle.apps.ledger.models.activity import key_of
from passerelle.apps.ledger.standings import portions

_FIELDS = (
    "pk", "version", "updated_at", "organisation", "tlp", "reporter", "identifier", "parent", "parents", "source",
    "currency", "countries", "technologies", "commitment",
)  # fmt: skip


class Span(NamedTuple):
    """An indicator, and the days (ordinals) between which the desk knew something of it."""

    pk: int
    since: int
    until: int

    def stands(self, day: int) -> bool:
        """Say whether the desk knew something of it on a day; 0: whether it stands."""
        return self.since <= day < self.until if day else self.until == FAR


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One activity. `state`: its version, and when it was written; `record`: the same for whichever organisation took
    it in; `actors` take part, `payers` pay or are paid; `indicators`: those of which something was said."""

    pk: int
    state: tuple[int, datetime]
    organisation: int
    tlp: str
    identifier: str
    record: tuple[str, ...]
    called: str
    parent: int
    parents: tuple[str, ...]
    countries: tuple[str, ...]
    technologies: tuple[str, ...]
    commitment: int
    actors: frozenset[int]
    payers: frozenset[int]
    indicators: tuple[Span, ...]
    purse: Purse


def entries_of(wanted: Sequence[int]) -> dict[int, Entry]:
    """Return activities by their ids, those that are there."""
    found = {}
    for ids in portions(wanted):
        rows = [_row(one) for one in Activity.objects.filter(pk__in=ids).order_by("pk").values_list(*_FIELDS)]
        actors = _pairs(ParticipatingOrganisation.objects.filter(activity__in=ids), "activity", "actor")
        indicators = _indicators(ids)
        purses = purses_of((one["pk"], one["called"], not one["source"], one["currency"]) for one in rows)
        for one in rows:
            pk, identifier = one["pk"], one["identifier"]
            payers = frozenset(
                side for row in purses[pk].paid for side in (row.provider, row.receiver) if side
            )
            found[pk] = Entry(
                pk, (one["version"], one["updated_at"]), one["organisation"], one["tlp"], identifier,
                (one["reporter"], identifier) if identifier else (str(pk),), one["called"], one["parent"] or 0,
                tuple(one["parents"]), tuple(one["countries"]), tuple(one["technologies"]),
                one["commitment"] or 0,
                frozenset(actors[pk]), payers, tuple(indicators[pk]), purses[pk],
            )  # fmt: skip
    return found


def _row(cells: tuple[Any, ...]) -> dict[str, Any]:
    row = dict(zip(_FIELDS, cells, strict=True))
    return row | {"called": key_of(row["identifier"]) or f"#{row['pk']}"}


def _indicators(activities: Sequence[int]) -> dict[int, list[Span]]:
    """Return activity → its indicators of which anything was told, though it were withdrawn since."""
    found: dict[int, list[Span]] = defaultdict(list)
    rows = Indicator.objects.filter(result__activity__in=activities).annotate(
        first=Subquery(
            Measured.objects.filter(indicator=OuterRef("pk")).order_by("known_on").values("known_on")[:1]
        ),
        told=Exists(Period.objects.filter(indicator=OuterRef("pk"))),
    )
    fields = ("result__activity", "pk", "first", "told", "result__known_on", "result__withdrawn_on")
    for activity, pk, first, told, known, until in rows.order_by("result", "pk").values_list(*fields):
        since = [day.toordinal() for day in (known, None if told else first) if day]
        if told or first:
            found[activity].append(Span(pk, max(since, default=0), until.toordinal() if until else FAR))
    return found


def _pairs(rows: Any, activity: str, *others: str) -> dict[int, list[int]]:
    """Return activity → ids of what its rows name."""
    found: dict[int, list[int]] = defaultdict(list)
    named: Iterable[tuple[int, ...]] = rows.values_list(activity, *others)
    for pk, *some in named:
        found[pk] += [one for one in some if one]
    return found
