"""Rates of exchange that an organisation gives, one by one or as a table; nothing is ever fetched."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import regex
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.figures import plain_figures
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import currency_of, needed_day, text_of
from passerelle.apps.ledger.models import Rate
from passerelle.apps.ledger.revisions import lock

_MOST = Decimal(10) ** 12
_PLACES = 18
_NAMED = 20  # rates that contradict a table and are named; all are counted
_SLASHED = regex.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")

Given = Mapping[str, Any]  # currency, base, on, value, source
Key = tuple[str, str, date]


@action("rate.give", permission="ledger.write")
def give_rate(*, actor: User, today: date | None = None, **given: Any) -> Rate:
    """Say what one unit of a currency was worth in another on a day, and who says so. Raises InvalidEntry, Refused."""
    lock()
    row = rate_of(given, actor, today)
    if (there := rates_there([row], actor)) and not contradictions([row], there):
        raise InvalidEntry("value", "already", _("This rate is there already."))
    if there:
        raise another_rate(there[key_of(row)])
    row.save()
    about(row, organisation=actor.organisation)
    return row


@action("rate.take", permission="ledger.write")
def take_rates(given: Iterable[Given], *, actor: User, today: date | None = None) -> tuple[int, int]:
    """Take a table of rates, whole or not at all; return how many are new and how many were there already.

    Raises InvalidEntry for the first row that cannot be one, or for all that another rate contradicts; Refused.
    """
    lock()
    found = [rate_of(one, actor, today) for one in given]
    there = rates_there(found, actor)
    if against := contradictions(found, there):
        raise _others([known for _row, known in against])
    fresh: dict[Key, Rate] = {}
    for row in found:
        if key_of(row) not in there:
            fresh.setdefault(key_of(row), row)
    Rate.objects.bulk_create(fresh.values(), batch_size=500)
    about(None, organisation=actor.organisation, added=len(fresh), known=len(found) - len(fresh))
    return len(fresh), len(found) - len(fresh)


@action("rate.remove", permission="ledger.write")
def remove_rate(rate: Rate, *, actor: User) -> None:
    """Take a rate away. Raises Refused."""
    require_rows(actor, "ledger.write", [rate])
    lock()
    about(rate, organisation=actor.organisation, value=rate.value, source=rate.source)
    Rate.objects.filter(pk=rate.pk).delete()


def rate_of(given: Given, actor: User, today: date | None = None) -> Rate:
    """Return the rate that some values say, not kept yet. Raises InvalidEntry."""
    currency, base = (currency_of(name, given.get(name)) for name in ("currency", "base"))
    for name, code in (("currency", currency), ("base", base)):
        if not code:
            raise InvalidEntry(
                name, "required", _("Write the three letters of a currency, such as EUR or VND.")
            )
    if currency == base:
        raise InvalidEntry("base", "same", _("These are one and the same currency."))
    day = needed_day("on", _day_written(given.get("on")))
    if len(day) < 10:
        raise InvalidEntry("on", "not_a_day", _("Write the very day: 2025-05-13."))
    if day > (today or timezone.localdate()).isoformat():
        raise InvalidEntry("on", "in_the_future", _("What lies in the future has not happened yet."))
    return Rate(
        organisation=actor.organisation, currency=currency, base=base, on=date.fromisoformat(day),
        value=_worth(given.get("value")), source=text_of(500, needed=True)("source", given.get("source")),
        added_by=actor,
    )  # fmt: skip


def _worth(given: Any) -> str:
    try:
        value = Decimal(plain_figures("value", given))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise InvalidEntry("value", "not_a_number", _("Write the rate in figures: 26500 or 0.92."))
    if value <= 0:
        raise InvalidEntry("value", "not_positive", _("A rate is more than nothing."))
    if value >= _MOST or -int(value.as_tuple().exponent) > _PLACES:
        raise InvalidEntry("value", "too_much", _("This rate cannot be true."))
    return f"{value.normalize():f}"


def _day_written(given: Any) -> Any:
    """Return a day of a table as ISO 8601 where it is written dd/mm/yyyy; raise InvalidEntry when unsure."""
    found = _SLASHED.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        return given
    first, second, year = (int(part) for part in found.groups())
    if first <= 12 and second <= 12 and first != second:
        said = _("This may mean %(one)s or %(other)s: write the day so.")
        one, other = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
        raise InvalidEntry("on", "ambiguous", said % {"one": one, "other": other})
    return f"{year}-{second:02}-{first:02}"


def key_of(row: Rate) -> Key:
    """Return that of which there is one rate: currency, base and day."""
    return row.currency, row.base, row.on


def rates_there(found: list[Rate], actor: User) -> dict[Key, Rate]:
    """Return the rates of the person's organisation that are of the same currencies and days as some."""
    days = {row.on for row in found}
    if not days:
        return {}
    rows = Rate.objects.filter(organisation=actor.organisation_id, on__gte=min(days), on__lte=max(days))
    wanted = {key_of(row) for row in found}
    return {key_of(row): row for row in rows if key_of(row) in wanted}


def contradictions(found: Iterable[Rate], there: Mapping[Key, Rate]) -> list[tuple[Rate, Rate]]:
    """Return which of some rates are not what another of the same day is: one that is there, or one before it."""
    met = dict(there)
    return [(row, known) for row in found if (known := met.setdefault(key_of(row), row)).value != row.value]


def another_rate(known: Rate) -> InvalidEntry:
    """Return why a rate cannot stand beside one of the same day."""
    said = _("Another rate of this day is there: %(rate)s, says %(source)s. Remove it first.")
    return InvalidEntry("value", "another", said % {"rate": known, "source": known.source})


def _others(known: list[Rate]) -> InvalidEntry:
    if len(known) == 1:
        return another_rate(known[0])
    named = "; ".join(f"{row} ({row.on.isoformat()}, {row.source})" for row in known[:_NAMED])
    if len(known) > _NAMED:
        named += " …"
    said = ngettext_lazy(
        "%(number)d other rate of these days is there: %(those)s. Remove it first.",
        "%(number)d other rates of these days are there: %(those)s. Remove them first.",
        "number",
    )
    return InvalidEntry("value", "another", said % {"number": len(known), "those": named})
