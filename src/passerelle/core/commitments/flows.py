"""The flows of an activity of IATI: what counts as money planned, committed and spent, and who tells of it."""

from passerelle.core.commitments.activities import FLOW_KINDS, Activity, Budget, Organisation, Transaction
from passerelle.core.commitments.money import Flow

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
    flows = [
        _planned(activity, one, place, who)
        for place, one in enumerate(activity.budgets)
        if _stands(one, activity)
    ]
    for place, one in enumerate(activity.transactions):
        kind = FLOW_KINDS.get(one.type, "")
        if kind in _PAYS:
            flows.append(_paid(activity, one, place, who))
        elif kind in _RECEIVES and one.provider and one.provider.activity:
            flows.append(_received(activity, one, place, who))
    return flows


def _stands(budget: Budget, activity: Activity) -> bool:
    return budget.type == _REVISED or not any(
        one.type == _REVISED and one.start <= budget.end and budget.start <= one.end
        for one in activity.budgets
    )


def _planned(activity: Activity, one: Budget, place: int, who: str) -> Flow:
    return Flow(
        f"{who}|{activity.identifier}|budget|{place}", "budget", one.value.amount,
        one.value.currency or activity.currency, one.value.on or one.start, activity.identifier, reported_by=who,
    )  # fmt: skip


def _paid(activity: Activity, one: Transaction, place: int, who: str) -> Flow:
    return Flow(
        _key(activity, place, who), _PAYS[FLOW_KINDS[one.type]], one.value.amount,
        one.value.currency or activity.currency, one.on, activity.identifier,
        _name(one.provider), _name(one.receiver), one.receiver.activity if one.receiver else "", who,
    )  # fmt: skip


def _received(activity: Activity, one: Transaction, place: int, who: str) -> Flow:
    paying = one.provider.activity if one.provider else ""
    return Flow(
        _key(activity, place, who), _RECEIVES[FLOW_KINDS[one.type]], one.value.amount,
        one.value.currency or activity.currency, one.on, paying,
        _name(one.provider), _name(one.receiver), activity.identifier, who, by_payer=False,
    )  # fmt: skip


def _key(activity: Activity, place: int, who: str) -> str:
    return f"{who}|{activity.identifier}|transaction|{place}"


def _name(one: Organisation | None) -> str:
    if one is None:
        return ""
    return one.ref or next((name.text for name in one.names), "")
