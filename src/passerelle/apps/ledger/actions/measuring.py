"""Results of an activity that an organisation records itself: indicators, and what was aimed at and measured."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.activities import not_ours
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.actions.sourcing import sourced
from passerelle.apps.ledger.actions.values import day_of, needed_day, one_of, text_of
from passerelle.apps.ledger.activities.wording import MEASURES, RESULTS
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.models import Activity, Indicator, Measured, MeasuredKind, Result
from passerelle.core.commitments.days import surely_before

# What is counted or measured; the other measures of the list are no numbers.
NUMBERS = ("1", "2")
_MOST = Decimal(10) ** 18


@action("indicator.add", permission="ledger.write")
def add_indicator(
    activity: Activity,
    *,
    title: str,
    actor: User,
    result: str = "1",
    result_title: str = "",
    measure: str = "1",
    ascending: bool = True,
    seen: int | None = None,
) -> Indicator:
    """Say what is measured of a result: output, outcome or impact. Raises Conflict, InvalidEntry, Refused."""
    activity = _ours(activity, actor, seen)
    named = text_of(500, needed=True)("title", title)
    of = text_of(500)("result_title", result_title) or named
    kind = one_of(lambda: RESULTS, needed=True)("result", result)
    if Indicator.objects.filter(result__activity=activity, title=named).exists():
        raise InvalidEntry("title", "already", _("This indicator is there already."))
    under, _new = Result.objects.get_or_create(activity=activity, type=kind, title=of)
    row = Indicator.objects.create(
        result=under, title=named, ascending=bool(ascending),
        measure=one_of(lambda: {code: MEASURES[code] for code in NUMBERS}, needed=True)("measure", measure),
    )  # fmt: skip
    _noted(activity, actor, {}, {"indicator": named})
    about(activity, organisation=activity.organisation, indicator=row.pk)
    return row


@action("indicator.remove", permission="ledger.write")
def remove_indicator(indicator: Indicator, *, actor: User, seen: int | None = None) -> Activity:
    """Take an indicator away of which nothing was ever said. Raises Conflict, InvalidEntry, Refused."""
    activity = _ours(indicator.result.activity, actor, seen)
    if indicator.measured.exists():
        raise InvalidEntry("title", "needed", _("Figures were entered for it: they stay in the history."))
    under = indicator.result
    Indicator.objects.filter(pk=indicator.pk).delete()
    if not under.indicators.exists():
        Result.objects.filter(pk=under.pk).delete()
    _noted(activity, actor, {}, {"indicator_removed": indicator.title})
    about(activity, organisation=activity.organisation, indicator=indicator.pk)
    return activity


@action("measured.add", permission="ledger.write")
def add_measured(
    indicator: Indicator,
    *,
    kind: str,
    ends: str,
    value: Any,
    actor: User,
    starts: str = "",
    dimensions: Iterable[tuple[str, str]] = (),
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
    **source: Any,
) -> Measured:
    """Give an indicator its baseline, a target or an actual, with where it stands (`source` is that of `sourced`).

    `ends` is the day that it is of, `starts` where its period begins. Raises Conflict, InvalidEntry, MarkingQuestion,
    Refused.
    """
    activity = _ours(indicator.result.activity, actor, seen)
    day = today or timezone.localdate()
    kind = one_of(lambda: MeasuredKind.values, needed=True)("kind", kind)
    first, last = day_of("starts", starts), needed_day("ends", ends)
    if first and surely_before(last, first):
        raise InvalidEntry("ends", "before_beginning", _("The period ends before it begins."))
    known = known_on or day
    if kind != MeasuredKind.TARGET and surely_before(known.isoformat(), last):
        raise InvalidEntry("ends", "in_the_future", _("What lies in the future was not measured yet."))
    row = Measured(
        indicator=indicator, kind=kind, starts=first, ends=last, value=_number(value),
        dimensions=_dimensions(dimensions), known_on=known, added_by=actor,
        **sourced(activity, actor, needed=True, **source),
    )  # fmt: skip
    _once(row)
    row.save()
    _noted(activity, actor, {}, {kind: f"{row.value} ({row.ends})"})
    about(activity, organisation=activity.organisation, indicator=indicator.pk, measured=row.pk, kind=kind)
    return row


@action("measured.withdraw", permission="ledger.write")
def withdraw_measured(
    measured: Measured, *, actor: User, seen: int | None = None, today: date | None = None
) -> Measured:
    """Say that a figure is none after all; it was until today. Raises Conflict, InvalidEntry, Refused."""
    activity = _ours(measured.indicator.result.activity, actor, seen)
    measured = Measured.objects.select_for_update(of=("self",)).get(pk=measured.pk)
    if measured.withdrawn_on is not None:
        raise Conflict(measured.withdrawn_by, None, decided=True)
    measured.withdrawn_by, measured.withdrawn_on = actor, today or timezone.localdate()
    measured.save(update_fields=["withdrawn_by", "withdrawn_on"])
    _noted(activity, actor, {}, {"measured_withdrawn": f"{measured.value} ({measured.ends})"})
    about(activity, organisation=activity.organisation, measured=measured.pk)
    return measured


def _number(given: Any) -> str:
    try:
        number = Decimal("".join(str(given or "").split()))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidEntry("value", "not_a_number", _("Write a number in figures: 50000 or 0.53."))
    if abs(number) >= _MOST or -int(number.as_tuple().exponent) > 18:
        raise InvalidEntry("value", "too_much", _("This number is too large to be true."))
    return f"{number:f}"


def _dimensions(given: Iterable[tuple[str, str]]) -> list[list[str]]:
    pairs = [
        [text_of(100, needed=True)("dimensions", name), text_of(100, needed=True)("dimensions", part)]
        for name, part in given
    ]
    if len({name for name, _part in pairs}) < len(pairs):
        raise InvalidEntry("dimensions", "twice", _("Name each dimension once."))
    return sorted(pairs)


def _once(row: Measured) -> None:
    """Refuse what is there: the same figure, or another baseline or target for the same day."""
    there = Measured.objects.filter(
        indicator=row.indicator, kind=row.kind, ends=row.ends, withdrawn_on__isnull=True
    )
    if row.kind == MeasuredKind.BASELINE:
        there = Measured.objects.filter(indicator=row.indicator, kind=row.kind, withdrawn_on__isnull=True)
    alike = [one for one in there if one.dimensions == row.dimensions]
    if row.kind == MeasuredKind.ACTUAL:
        alike = [one for one in alike if one.value == row.value and one.document == row.document]
        alike = [one for one in alike if one.address == row.address]
    if alike:
        raise InvalidEntry("value", "already", _("It is there already: withdraw it first to give another."))


def _ours(activity: Activity, actor: User, seen: int | None) -> Activity:
    activity = held(activity, actor, seen)
    if not activity.ours:
        raise not_ours("value")
    return activity


def _noted(activity: Activity, actor: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    note_edit(activity, actor, before, after)
    activity.save(update_fields=["version", "tlp", "updated_at"])
