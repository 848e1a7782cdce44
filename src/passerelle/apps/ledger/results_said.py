"""An indicator and the money of a board in words, for screens and reports."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.activities.coursing import Told
from passerelle.apps.ledger.amounts import part_of, rounded_money, written_money, written_value
from passerelle.apps.ledger.models import MeasuredKind
from passerelle.apps.ledger.models.sourced import Sourced
from passerelle.apps.ledger.queries.boards import Tracked
from passerelle.apps.ledger.queries.totals import Totals
from passerelle.apps.library.written import written_date, written_number
from passerelle.core.commitments import forecasting
from passerelle.core.commitments import results as core
from passerelle.core.commitments.days import span

_STATES = {
    "reached": (gettext_lazy("reached"), "good"),
    "missed": (gettext_lazy("missed"), "bad"),
    "open": (gettext_lazy("still open"), ""),
    "unknown": (gettext_lazy("nobody measured it"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table behind a drawing, with the rows it rests on."""

    when: str
    kind: str | Promise
    value: str
    part: str
    sources: list[Told]


def facts_said(one: Tracked, day: date) -> list[tuple[str, str]]:
    course, reached = one.course, one.reached
    found = []
    if course.baseline:
        found.append((_("Baseline"), _at(one, course.baseline.value, course.baseline.on)))
    elif course.began_apart:
        found.append((_("Baseline"), _side_by_side(one, course.began_apart)))
    if one.path is not None:
        where = _("Should be on %(day)s") % {"day": written_date(day.isoformat())}
        found.append((where, written_value(one.path, one.indicator, round_off=True)))
    parts = core.apart(course, day.isoformat())
    last = _at(one, reached.value, reached.on) if reached else _("Nothing is measured yet.")
    found.append((_("Actual"), _side_by_side(one, parts) if parts else last))
    found.append((_("Forecast"), _forecast(one)))
    return found


def targets_said(one: Tracked) -> list[dict[str, Any]]:
    found = []
    for kept in one.kept:
        label, tone = _STATES[kept.state]
        said = _("%(value)s by %(day)s") % {
            "value": written_value(kept.target.value, one.indicator), "day": written_date(kept.target.on),
        }  # fmt: skip
        found.append({"said": said, "label": label, "tone": tone})
    if one.course.aimed_apart:
        found.append({"said": _side_by_side(one, one.course.aimed_apart), "label": "", "tone": ""})
    return found


def verdict_said(one: Tracked) -> tuple[str, str]:
    """Say how the last measurement stands to the path on its own day."""
    if one.reached is None:
        return "", ""
    baseline = one.course.baseline
    if baseline and span(one.reached.on).last <= span(baseline.on).last:
        return "warn", _("not measured since the baseline")
    due = core.path(one.course, one.reached.on)
    if due is None:
        return "", ""
    ahead = one.reached.value >= due if one.course.ascending else one.reached.value <= due
    return ("good", _("on the path or ahead")) if ahead else ("warn", _("behind the path"))


def figures_said(one: Tracked) -> list[Row]:
    course = one.course
    points = [(course.baseline, MeasuredKind.BASELINE)] if course.baseline else []
    points += [(point, MeasuredKind.BASELINE) for point in course.began_apart]
    points += [(point, MeasuredKind.TARGET) for point in (*course.targets, *course.aimed_apart)]
    points += [(point, MeasuredKind.ACTUAL) for point in course.actuals]
    rows = []
    for point, kind in sorted(points, key=lambda pair: (span(pair[0].on).last, str(pair[1]))):
        told = [one.told[point.source]] if point.source in one.told else []
        value = written_value(point.value, one.indicator)
        rows.append(Row(written_date(point.on), kind.label, value, part_of(point.dimensions), told))
    return rows


def source_said(row: Sourced, documents: frozenset[int]) -> str:
    """Write where a figure stands, as far as the reader may see it: `documents` are those that they may."""
    if row.document_id and row.document_id not in documents:
        return _("a document that you may not see")
    said = row.claim.quote if row.claim else str(row.document) if row.document_id else row.address
    if row.said:
        said = f"{row.said} ({said})" if said else row.said
    return said


def money_said(money: Totals) -> dict[str, Any]:
    """Return the sums of a board: as stated, converted, by which rates, without rate, and what was left out."""
    kinds = [
        {
            "label": wording.MONEY[one.kind],
            "stated": [written_money(amount, code) for code, amount in one.stated.items()],
            "converted": rounded_money(one.converted, money.currency),
            "without": [written_money(amount, code) for code, amount in one.without_rate.items()],
        }
        for one in money.kinds
    ]
    rates = [
        {
            "said": _("1 %(currency)s = %(value)s %(base)s") % {
                "currency": one.currency, "value": written_number(one.value), "base": one.base,
            },
            "on": written_date(one.on),
            "source": one.source,
        }
        for one in money.rates
    ]  # fmt: skip
    left = [
        {
            "row": one.row,
            "said": written_money(Decimal(one.row.amount), one.row.currency),
            "on": written_date(getattr(one.row, "starts", "") or one.row.on),
            "why": wording.LEFT_OUT[one.reason],
            "kept": written_money(one.kept, one.row.currency) if one.kept is not None else "",
        }
        for one in money.left_out
    ]
    return {
        "currency": money.currency, "currencies": money.currencies, "kinds": kinds, "rates": rates, "left": left,
        "left_more": money.left_out_count - len(left), "circular": money.circular,
        "unsure": money.unsure,
    }  # fmt: skip


def _at(one: Tracked, value: Any, on: str) -> str:
    return _("%(value)s (%(day)s)") % {
        "value": written_value(value, one.indicator), "day": written_date(on),
    }  # fmt: skip


def _side_by_side(one: Tracked, parts: tuple[core.Point, ...]) -> str:
    """Write parts that make no whole, each for itself."""
    told = [
        f"{part_of(point.dimensions)} – {_at(one, point.value, point.on)}"
        for point in sorted(parts, key=lambda point: span(point.on).last)
    ]
    return _("%(parts)s. These parts do not add up to a whole.") % {"parts": "; ".join(told)}


def _forecast(one: Tracked) -> str:
    ahead = one.forecast
    if isinstance(ahead, forecasting.TooFar):
        return _("What was measured reaches back too little to look so far ahead: at most to %(day)s.") % {
            "day": written_date(ahead.until)
        }
    if isinstance(ahead, forecasting.TooLarge):
        return _("There are figures too large to forecast from.")
    if isinstance(ahead, forecasting.TooFew):
        return _("Too few measurements: %(there)d, and %(needed)d are needed.") % {
            "there": ahead.points, "needed": forecasting.FEWEST,
        }  # fmt: skip
    return _("%(middle)s (%(day)s), between %(low)s and %(high)s with %(sure)d%% confidence") % {
        "middle": written_value(ahead.middle, one.indicator, round_off=True),
        "low": written_value(ahead.low, one.indicator, round_off=True),
        "high": written_value(ahead.high, one.indicator, round_off=True),
        "day": written_date(ahead.on),
        "sure": forecasting.CONFIDENCE,
    }
