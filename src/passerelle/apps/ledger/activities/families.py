"""Money counted once, family by family: activities that no payment and no part ties together are counted apart.

What was counted of a family is remembered as long as all that it rests on is the same: so a board of thousands counts
only what changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from passerelle.apps.ledger.activities.purses import Row, Told
from passerelle.core.commitments.money import Flow, counted
from passerelle.core.commitments.rates import Rates, Sum

_FAMILIES = 20_000  # that are remembered

Edges = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What was counted of a family: (kind, currency) → sum as stated, kind → sum in one currency, flow → how much of
    it; `left`: flow, its row, why it is not counted, and how much of it is. `circular` and `unsure` as `counted` has
    them."""

    stated: dict[tuple[str, str], Decimal]
    sums: dict[str, Sum]
    kept: dict[str, Decimal]
    left: tuple[tuple[str, Row, str, Decimal | None], ...]
    circular: tuple[str, ...]
    unsure: tuple[str, ...]


def stated_most(told: Iterable[Told]) -> dict[str, int]:
    """Return how often each currency is stated."""
    found: Counter[str] = Counter()
    for one in told:
        for code, times in one.often:
            found[code] += times
    return dict(found)


def families(
    told: Sequence[tuple[str, Told]],
    parents: dict[str, tuple[str, ...]],
    to: str,
    rates: Rates,
    several: bool,
) -> list[Family]:
    """Count activities (what each is called, and what it tells) once. `parents`: which is a part of which, up to the
    top; `several`: more than one currency is stated, so that money is compared by its worth in the currency `to`."""
    head: dict[str, str] = {}

    def top(name: str) -> str:
        above = head.setdefault(name, name)
        while above != name:
            head[name] = head[above]
            name, above = above, head[above]
        return name

    for child, above in parents.items():
        for one in above:
            head[top(one)] = top(child)
    for called, one in told:
        for name in one.names:
            head[top(name)] = top(called)
    groups: dict[str, list[Told]] = defaultdict(list)
    for called, one in told:
        groups[top(called)].append(one)
    edges: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for edge in parents.items():
        edges[top(edge[0])].append(edge)
    return [
        _counted(tuple(group), tuple(edges.get(name, ())), to, rates, several)
        for name, group in groups.items()
    ]


@lru_cache(maxsize=_FAMILIES)
def _counted(told: tuple[Told, ...], parents: Edges, to: str, rates: Rates, several: bool) -> Family:
    flows = [flow for one in told for flow in one.flows]
    rows = {key: row for one in told for key, row in one.rows.items()}

    def worth(flow: Flow) -> Decimal | None:
        found = rates.convert(flow.amount, flow.currency, rows[flow.key].value_date or flow.on, to)
        return found.amount if found else None

    found = counted(flows, dict(parents), worth if several else None)
    kept: dict[str, list[tuple[Decimal, str, str]]] = defaultdict(list)
    for flow in flows:
        if flow.key in found.kept:
            day = rows[flow.key].value_date or flow.on
            kept[flow.kind].append((found.kept[flow.key], flow.currency, day))
    left = tuple(
        (key, rows[key], reason, found.kept.get(key)) for key, reason in sorted(found.left_out.items())
    )
    sums = {kind: rates.total(some, to) for kind, some in kept.items()}
    return Family(found.totals, sums, found.kept, left, found.circular, found.unsure)
