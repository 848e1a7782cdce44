"""The flows of an activity of IATI: what counts as money planned, committed and spent, and who tells of it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from passerelle.core.commitments.activities import FLOW_KINDS, Activity, Organisation
from passerelle.core.commitments.money import Flow
from passerelle.core.events.spans import days

_PAYS = {"outgoing-commitment": "commitment", "disbursement": "disbursement", "expenditure": "expenditure"}
_RECEIVES = {"incoming-commitment": "commitment", "incoming-funds": "disbursement"}
_REVISED = "2"


def flows_of(activity: Activity, reported_by: str = "") -> list[Flow]:
    """Return the flows that an activity tells, for `money.counted`.

    `reported_by` tells reporters apart; without it, the reporting organisation. Money received counts as what the
    activity that paid it disbursed, and not at all when that activity is not named. A revised budget replaces those
    it overlaps. Loans' repayments, interest, equity and guarantees are not spent and are left out.
    """
    who = reported_by or activity.reporting.ref
    standing = stand([(one.type, one.start, one.end) for one in activity.budgets])
    flows = [
        planned(_key(activity, f"budget|{place}", who), one.value.amount, one.value.currency or activity.currency,
                one.value.on or one.start, activity.identifier, who)
        for place, one in enumerate(activity.budgets) if standing[place]
    ]  # fmt: skip
    for place, one in enumerate(activity.transactions):
        key, currency = _key(activity, f"transaction|{place}", who), one.value.currency or activity.currency
        provider, receiver = one.provider, one.receiver
        found = moved(
            key, one.type, one.value.amount, currency, one.on, activity.identifier, who,
            paying=provider.activity if provider else "", paid=receiver.activity if receiver else "",
        )  # fmt: skip
        if found:
            flows.append(replace(found, provider=_name(provider), receiver=_name(receiver)))
    return flows


def planned(key: str, amount: Decimal, currency: str, on: str, activity: str, who: str) -> Flow:
    """Return the flow that a budget of an activity is, as told by `who`."""
    return Flow(key, "budget", amount, currency, on, activity, reported_by=who)


def moved(
    key: str, type: str, amount: Decimal, currency: str, on: str, activity: str, who: str, *, paying: str = "",
    paid: str = "",
) -> Flow | None:  # fmt: skip
    """Return the flow that a transaction of an activity is, as told by `who`; None for what counts as no money.

    `type` is a key of FLOW_KINDS; `paying` and `paid` are the activities that it names, "" for none.
    """
    kind = FLOW_KINDS.get(type, "")
    if kind in _PAYS:
        return Flow(key, _PAYS[kind], amount, currency, on, activity, receiver_activity=paid, reported_by=who)
    if kind in _RECEIVES and paying:
        return Flow(
            key, _RECEIVES[kind], amount, currency, on, paying, receiver_activity=activity, reported_by=who,
            by_payer=False,
        )  # fmt: skip
    return None


def stand(budgets: Sequence[tuple[str, str, str]]) -> list[bool]:
    """Say which budgets stand: type, first and last day of each. A revised one replaces those it overlaps."""
    revised = [(start, end) for type_, start, end in budgets if type_ == _REVISED]
    return [
        type_ == _REVISED or not any(_meet(one, (start, end)) for one in revised)
        for type_, start, end in budgets
    ]


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two periods may share a day: a year means all of its days, and no end the beginning's."""
    begins, ends = ([days(period[at]) for period in (one, other)] for at in (0, 1))
    if begins[0] is None or begins[1] is None:
        return False
    lasts = [(end or begin).last for end, begin in zip(ends, begins, strict=True) if begin]
    return begins[0].first <= lasts[1] and begins[1].first <= lasts[0]


def _key(activity: Activity, place: str, who: str) -> str:
    return f"{who}|{activity.identifier}|{place}"


def _name(one: Organisation | None) -> str:
    if one is None:
        return ""
    return one.ref or next((name.text for name in one.names), "")
