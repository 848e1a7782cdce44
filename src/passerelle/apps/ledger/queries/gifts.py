"""What each side of a partnership gave the other, counted once and in one currency."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.activities.purses import Row
from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.columns import Columns, Entry, Ints, States, Truths
from passerelle.apps.ledger.models import Commitment, Transaction
from passerelle.apps.ledger.queries.partners import actors_of
from passerelle.apps.ledger.queries.seen import seen
from passerelle.apps.ledger.queries.totals import rates_of, reckoned
from passerelle.apps.ledger.sides import Side
from passerelle.apps.ledger.standings import portions
from passerelle.core.commitments.days import iso
from passerelle.core.commitments.keys import Gift
from passerelle.core.commitments.rates import Rate, Rates

_DONE = CODES["stage"].index("delivered")
_MOVED = ("disbursement", "expenditure")


@dataclass(frozen=True, slots=True)
class Gifts:
    """What was given, the currency (ISO 4217) of the amounts, "" for none, and the rates they were converted by.

    A gift by a commitment bears its id, one by a transaction stands in `paid` by its key, with the transaction's id;
    `transactions` are those that were asked for (`with_transactions`). `markings` are those of their activities.
    """

    given: tuple[Gift, ...]
    currency: str
    rates: tuple[Rate, ...]
    paid: dict[str, int]
    markings: tuple[str, ...]
    transactions: dict[str, Transaction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stated:
    key: str
    side: str
    amount: Decimal
    currency: str
    on: str


def gifts(
    user: User, sides: tuple[Side, Side], found: Columns, states: States, delivered: tuple[Ints, Ints], places: Ints,
    owed_by: tuple[Truths, Truths], day: date, as_of: date | None = None,
) -> Gifts:  # fmt: skip
    """Return what was given: money that moved from one side to the other, and the budgets of the commitments at these
    places that were delivered. The money of an activity that stands for a commitment replaces its budget.

    Up to the day, as the desk knew it on the day `as_of`, by default as it knows it. Amounts are told in the currency
    that most of them are stated in, by the rates that the reader's organisation gave.
    """
    owed = {
        int(found.pk[at]): "a" if owed_by[0][at] else "b"
        for at in places[owed_by[0][places] | owed_by[1][places]].tolist()
    }
    moved, paid, told, markings = _moved(user, sides, owed, day, as_of)
    stated = moved + _budgets(found, states, delivered, places, owed, told)
    often = Counter(one.currency for one in stated)
    currency = min(often, key=lambda code: (-often[code], code), default="")
    known = rates_of(user) if len(often) > 1 else Rates(())
    used: set[Rate] = set()
    given = []
    for one in stated:
        converted = known.convert(one.amount, one.currency, one.on, currency)
        used.update(converted.rates if converted else ())
        given.append(Gift(one.key, one.side, converted.amount if converted else None))
    ordered = tuple(sorted(used, key=lambda rate: (rate.currency, rate.base, rate.on)))
    return Gifts(tuple(given), currency, ordered, paid, tuple(sorted(markings)))


def with_transactions(given: Gifts, items: Iterable[str]) -> Gifts:
    """Return gifts with the transactions behind some of them."""
    wanted = {given.paid[item]: item for item in items if item in given.paid}
    found: dict[int, Transaction] = {}
    for ids in portions(list(wanted)):
        rows = Transaction.objects.filter(pk__in=ids).select_related("activity__organisation")
        found |= {row.pk: row for row in rows.defer("activity__record")}
    return replace(given, transactions={wanted[pk]: row for pk, row in found.items()})


def _moved(
    user: User, sides: tuple[Side, Side], owed: dict[int, str], day: date, as_of: date | None
) -> tuple[list[_Stated], dict[str, int], set[int], set[str]]:
    """Return the money that moved between the sides, its transactions, the commitments that it is the money of, and
    how its activities are marked."""
    one, other = (set(actors_of(*both).values_list("pk", flat=True)) for both in (sides, sides[::-1]))
    shown, known = seen(user).entries, as_of.toordinal() if as_of else 0
    activities = [
        pk
        for pk, entry in shown.items()
        if entry.commitment in owed or (entry.payers and _moves(entry, one, other, known))
    ]
    if not activities:
        return [], {}, set(), set()
    counted = reckoned(user, activities, until=day.isoformat(), as_of=as_of)
    kept = {key: amount for family in counted.families for key, amount in family.kept.items()}
    found, paid, told, markings = [], {}, set(), set()
    for flow, row in counted.flows():
        if flow.kind not in _MOVED or flow.key not in kept:
            continue
        entry = shown[row.activity_id]
        if side := _from(row, one, other) or owed.get(entry.commitment, ""):
            key = f"t{row.pk}"
            found.append(_Stated(key, side, kept[flow.key], flow.currency, row.value_date or flow.on))
            paid[key] = row.pk
            markings.add(entry.tlp)
            if entry.commitment in owed:
                told.add(entry.commitment)
    return found, paid, told, markings


def _moves(entry: Entry, one: set[int], other: set[int], known: int) -> bool:
    """Say whether money of an activity moved between the sides, as known on a day."""
    if entry.payers.isdisjoint(one) or entry.payers.isdisjoint(other):
        return False
    return any(row.stands(known) and _from(row, one, other) for row in entry.purse.paid)


def _from(row: Row, one: set[int], other: set[int]) -> str:
    """Return the side that paid the other, "" when the transaction does not say."""
    if row.provider in one and row.receiver in other:
        return "a"
    return "b" if row.provider in other and row.receiver in one else ""


def _budgets(
    found: Columns, states: States, delivered: tuple[Ints, Ints], places: Ints, owed: dict[int, str], told: set[int],
) -> list[_Stated]:  # fmt: skip
    done = places[states.stage[places] >= _DONE].tolist()
    given = {pk: at for at in done if (pk := int(found.pk[at])) in owed and pk not in told}
    rows = Commitment.objects.filter(pk__in=list(given), budget_amount__isnull=False).order_by("pk")
    stated = []
    for pk, amount, currency in rows.values_list("pk", "budget_amount", "budget_currency"):
        first, last = (int(one[given[pk]]) for one in delivered)
        stated.append(_Stated(str(pk), owed[pk], amount, currency, iso(first) if first == last != 0 else ""))
    return stated
