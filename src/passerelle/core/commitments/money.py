"""Money counted once.

The same money is told many times: by who pays and by who receives, by two reporters, by a programme and by its parts,
by who passes it on. Here every flow is counted at most once, and what is left out says why. What is counted for an
activity is the larger of what it tells itself and of what its parts add up to: a programme that reports its parts'
money with its own loses nothing, and neither does one that reports only a share.

IATI's guidance asks publishers to report a transaction at one level of a hierarchy and gives both sides of a transfer
the other's activity identifier; these references are what the rules below go by.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from passerelle.core.commitments.circles import circular, tree_of

KINDS = ("budget", "commitment", "disbursement", "expenditure")
REASONS = ("repeated", "told_by_payer", "passed_on", "told_by_parent", "told_by_parts")
_POOLS = {"commitment": "commitment", "disbursement": "spending", "expenditure": "spending"}
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Flow:
    """Money of an activity, as somebody reported it.

    `kind` is one of KINDS, `on` an ISO day, `currency` of ISO 4217. `activity` pays or plans; `receiver_activity` is
    paid, "" when unknown. `reported_by` tells reporters apart; `by_payer` is False when the one who was paid
    tells of it. `says_same_as`: keys of flows that somebody found to be this same money.
    """

    key: str
    kind: str
    amount: Decimal
    currency: str
    on: str
    activity: str
    provider: str = ""
    receiver: str = ""
    receiver_activity: str = ""
    reported_by: str = ""
    by_payer: bool = True
    says_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: (kind, currency) → sum, flow → how much of it, flow → one of REASONS.

    A flow of which only a part is new money stands in both. `circular` names the activities that are their own
    parents or pay each other in a circle: nothing of theirs is left out for that. `unsure` names those that tell money
    in one currency and receive it, or have parts that tell it, in another, and nothing says what one is worth in
    the other: it may be counted twice.
    """

    totals: dict[tuple[str, str], Decimal]
    kept: dict[str, Decimal]
    left_out: dict[str, str]
    circular: tuple[str, ...] = field(default=())
    unsure: tuple[str, ...] = field(default=())


def counted(
    flows: Iterable[Flow],
    parents: Mapping[str, Iterable[str]] | None = None,
    worth: Callable[[Flow], Decimal | None] | None = None,
) -> Counted:
    """Count flows once, whatever their order. `parents`: activity → those of which it is a part.

    `worth` says what a flow is worth in one currency, None where no rate is known: money told in two currencies is
    compared by it. Raises ValueError when two different flows bear one key.
    """
    left_out: dict[str, str] = {}
    unsure: set[str] = set()
    told = _first_side(_once(_unique(flows), left_out), left_out)
    units = _units(told, worth)
    kept, circles = _own_money(told, units, left_out, unsure)
    tree, loops = tree_of(parents or {})
    kept = _levels(told, kept, tree, units, left_out, unsure)
    totals: dict[tuple[str, str], Decimal] = defaultdict(lambda: _ZERO)
    for flow in told:
        if flow.key in kept:
            totals[flow.kind, flow.currency] += kept[flow.key]
    return Counted(dict(totals), kept, left_out, tuple(sorted(circles | loops)), tuple(sorted(unsure)))


def _units(flows: list[Flow], worth: Callable[[Flow], Decimal | None] | None) -> dict[str, Decimal]:
    """Return what one unit of each flow's currency is worth, for those of which that is known."""
    found = {}
    for flow in flows:
        value = worth(flow) if worth and flow.amount else None
        if value is not None:
            found[flow.key] = value / flow.amount
    return found


def _unique(flows: Iterable[Flow]) -> list[Flow]:
    by_key: dict[str, Flow] = {}
    for flow in flows:
        there = by_key.setdefault(flow.key, flow)
        if there is not flow and there != flow:
            raise ValueError(f"two flows bear the key {flow.key!r}")
    return [by_key[key] for key in sorted(by_key)]


def _once(flows: list[Flow], left_out: dict[str, str]) -> list[Flow]:
    """Leave out repeats: what somebody linked, and what several reporters tell alike.

    One reporter may tell two equal payments of one day: as many are kept as the reporter has who tells most.
    """
    kept = _linked_once(flows, left_out) if any(flow.says_same_as for flow in flows) else flows
    tellers: dict[str, set[str]] = defaultdict(set)
    for flow in kept:
        tellers[flow.activity].add(flow.reported_by)
    alike: dict[tuple[str, str, Decimal, str, str], dict[str, list[Flow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for flow in kept:
        if len(tellers[flow.activity]) == 1:
            continue
        said = (flow.kind, flow.activity, flow.amount, flow.currency, flow.on)
        alike[said][flow.reported_by].append(flow)
    for reports in alike.values():
        chosen = min(reports.values(), key=_worth)
        for report in reports.values():
            if report is not chosen:
                left_out.update((flow.key, "repeated") for flow in report)
    return [flow for flow in kept if flow.key not in left_out]


def _worth(report: list[Flow]) -> tuple[int, bool, bool, str]:
    """Order reports of the same money: the fullest first, then the payer's, then one that says who is paid."""
    return -len(report), not report[0].by_payer, not report[0].receiver_activity, report[0].key


def _linked_once(flows: list[Flow], left_out: dict[str, str]) -> list[Flow]:
    head = {flow.key: flow.key for flow in flows}

    def top(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for flow in flows:
        for other in flow.says_same_as:
            if other in head:
                one, two = sorted((top(flow.key), top(other)))
                head[two] = one
    groups: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in flows:
        groups[top(flow.key), flow.kind].append(flow)
    for group in groups.values():
        for flow in sorted(group, key=lambda one: (not one.by_payer, one.key))[1:]:
            left_out[flow.key] = "repeated"
    return [flow for flow in flows if flow.key not in left_out]


def _first_side(flows: list[Flow], left_out: dict[str, str]) -> list[Flow]:
    """Between two activities, believe the one who pays; the receiver only where the payer tells nothing."""
    if all(flow.by_payer for flow in flows):
        return flows
    told = {_link(flow) for flow in flows if flow.by_payer and flow.receiver_activity}
    for flow in flows:
        if not flow.by_payer and _link(flow) in told:
            left_out[flow.key] = "told_by_payer"
    return [flow for flow in flows if flow.key not in left_out]


def _link(flow: Flow) -> tuple[str, str, str]:
    return flow.activity, flow.receiver_activity, _POOLS.get(flow.kind, flow.kind)


def _own_money(
    flows: list[Flow], units: Mapping[str, Decimal], left_out: dict[str, str], unsure: set[str]
) -> tuple[dict[str, Decimal], set[str]]:
    """Return how much of each flow is not money received from another counted activity; and who pays in circles."""
    tellers = {flow.activity for flow in flows}
    passing = [flow for flow in flows if flow.receiver_activity in tellers and flow.kind in _POOLS]
    edges: dict[str, set[str]] = defaultdict(set)
    for flow in passing:
        edges[flow.activity].add(flow.receiver_activity)
    circles = circular(edges)
    received: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: _ZERO)
    handed: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for flow in passing:
        pool, to = _POOLS[flow.kind], flow.receiver_activity
        if not (to in circles and flow.activity in circles):
            received[to, pool, flow.currency] += flow.amount
            handed[to, pool, flow.currency].append(flow)
    takers = {to for to, _pool, _currency in received}
    theirs = [flow for flow in flows if flow.activity in takers]
    kept = {flow.key: flow.amount for flow in flows}
    for flow in sorted(theirs, key=lambda one: (one.on, one.key)):
        purse = (flow.activity, _POOLS.get(flow.kind, ""), flow.currency)
        covered = min(max(flow.amount, _ZERO), max(received.get(purse, _ZERO), _ZERO))
        if covered:
            received[purse] -= covered
            kept[flow.key] -= covered
            left_out[flow.key] = "passed_on"
            if not kept[flow.key]:
                del kept[flow.key]
    left = {purse: amount for purse, amount in received.items() if amount > 0}
    _exchanged(theirs, kept, {purse: (left[purse], handed[purse]) for purse in left}, units, left_out, unsure)
    return kept, circles


def _exchanged(
    flows: list[Flow], kept: dict[str, Decimal], left: Mapping[tuple[str, str, str], tuple[Decimal, list[Flow]]],
    units: Mapping[str, Decimal], left_out: dict[str, str], unsure: set[str],
) -> None:  # fmt: skip
    """Take what was received in one currency, and not passed on in it, from what is passed on in another."""
    purses: dict[tuple[str, str], Decimal] = defaultdict(lambda: _ZERO)
    unknown: set[tuple[str, str]] = set()
    for (to, pool, _), (amount, given) in left.items():
        if all(flow.key in units for flow in given):
            whole = sum((flow.amount for flow in given), _ZERO)
            purses[to, pool] += amount * sum((flow.amount * units[flow.key] for flow in given), _ZERO) / whole
        else:
            unknown.add((to, pool))
    for flow in sorted(flows, key=lambda one: (one.on, one.key)):
        purse = flow.activity, _POOLS.get(flow.kind, "")
        if flow.key not in kept or (purse not in purses and purse not in unknown):
            continue
        if purse in unknown or flow.key not in units:
            unsure.add(flow.activity)
        if flow.key not in units or kept[flow.key] <= 0 or purses[purse] <= 0:
            continue
        worth = kept[flow.key] * units[flow.key]
        left_out[flow.key] = "passed_on"
        if worth <= purses[purse]:
            purses[purse] -= worth
            del kept[flow.key]
        else:
            kept[flow.key] -= purses[purse] / units[flow.key]
            purses[purse] = _ZERO


def _levels(
    flows: list[Flow], kept: dict[str, Decimal], tree: Mapping[str, str], units: Mapping[str, Decimal],
    left_out: dict[str, str], unsure: set[str],
) -> dict[str, Decimal]:  # fmt: skip
    """Count an activity's own money or its parts', whichever is more, in each kind and by what it is worth.

    What no rate is known of is compared in its own currency.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for child, parent in sorted(tree.items()):
        parts[parent].append(child)
    own: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    chosen: dict[str, Decimal] = {}
    for flow in flows:
        if flow.key in kept and flow.activity not in tree and flow.activity not in parts:
            chosen[flow.key] = kept[flow.key]
        elif flow.key in kept:
            own[flow.activity, flow.kind, "" if flow.key in units else flow.currency].append(flow)
    compared = {flow.key: kept[flow.key] * units.get(flow.key, 1) for some in own.values() for flow in some}
    roots = sorted(set(parts) - set(tree))
    order = _deepest_first(roots, parts)
    told: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for kind, currency in sorted({(kind, currency) for _, kind, currency in own}):
        best: dict[str, tuple[Decimal, list[Flow]]] = {}
        for activity in order:
            mine = own.get((activity, kind, currency), [])
            theirs = [flow for part in parts.get(activity, ()) for flow in best[part][1]]
            for some, currencies in zip((mine, theirs), told[activity, kind], strict=True):
                currencies.update([currency] if some else [])
            sums = [sum((compared[flow.key] for flow in one), _ZERO) for one in (mine, theirs)]
            if mine and theirs:
                less, reason = (theirs, "told_by_parent") if sums[0] >= sums[1] else (mine, "told_by_parts")
                left_out.update((flow.key, reason) for flow in less)
            best[activity] = (
                (sums[0], mine) if mine and (not theirs or sums[0] >= sums[1]) else (sums[1], theirs)
            )
        for root in roots:
            chosen.update((flow.key, kept[flow.key]) for flow in best[root][1])
    unsure.update(
        activity
        for (activity, _), (mine_in, theirs_in) in told.items()
        if mine_in and theirs_in and len(mine_in | theirs_in) > 1
    )
    return chosen


def _deepest_first(roots: list[str], parts: Mapping[str, list[str]]) -> list[str]:
    order = list(roots)
    for activity in order:
        order.extend(parts.get(activity, ()))
    return order[::-1]
