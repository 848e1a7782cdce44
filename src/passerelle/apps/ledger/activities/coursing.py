"""From the rows of an indicator to its course: of figures that people entered, or that a file told."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from passerelle.apps.ledger.models import Indicator, Measured, MeasuredKind
from passerelle.core.commitments import activities as shapes
from passerelle.core.commitments import results as core
from passerelle.core.events.spans import days

_MOST = Decimal(10) ** 18  # a larger figure of a file is no measurement


@dataclass(frozen=True, slots=True)
class Told:
    """What a point rests on: the row that a person entered; None for what the activity's file told."""

    row: Measured | None = None


def course_of_rows(one: Indicator) -> tuple[core.Course, dict[str, Told]]:
    """Return the course of an indicator from the figures given with it (prefetched: those that stand)."""
    points: dict[str, list[core.Point]] = {kind: [] for kind in MeasuredKind.values}
    told = {}
    for row in one.measured.all():
        key = f"measured-{row.pk}"
        pairs = tuple((name, part) for name, part in row.dimensions)
        points[row.kind].append(
            core.Point(row.ends, Decimal(row.value), pairs, key, row.known_on.isoformat())
        )
        told[key] = Told(row)
    told_of = (points[kind] for kind in (MeasuredKind.BASELINE, MeasuredKind.TARGET, MeasuredKind.ACTUAL))
    return core.course(one.title, *told_of, one.ascending, one.measure), told


def course_of_file(one: Indicator) -> tuple[core.Course, dict[str, Told]]:
    """Return the course of an indicator as a file told it; what is no date or no number is left out.

    It is known since a file said so first.
    """
    key = f"activity-{one.result.activity_id}"
    known = one.result.known_on.isoformat() if one.result.known_on else ""
    return core.course_of(indicator_shape(one), key, known), {key: Told()}


def indicator_shape(one: Indicator) -> shapes.Indicator:
    """Return an indicator of a file as a shape, without what is no date."""
    return shapes.Indicator(
        one.measure,
        (shapes.Narrative(one.title),),
        tuple(_shape(part) for part in one.baselines if days(part.get("on") or part.get("year") or "")),
        tuple(
            shapes.Period(
                row.starts, row.ends, tuple(map(_shape, row.targets)), tuple(map(_shape, row.actuals))
            )
            for row in one.periods.all() if days(row.ends)
        ),
        one.ascending,
    )  # fmt: skip


def _shape(part: dict) -> shapes.Measured:
    return shapes.Measured(
        _kept(part.get("value")),
        tuple((name, of) for name, of in part.get("dimensions", ())),
        year=part.get("year", ""),
        on=part.get("on", ""),
    )


def _kept(value: str | None) -> str | None:
    try:
        return value if value is None or abs(Decimal(value)) < _MOST else None
    except InvalidOperation:
        return value
