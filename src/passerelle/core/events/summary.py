"""What reports of one event say together: agreed and disputed attributes side by side, and what a new report
changes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from passerelle.core.events.agreement import alike, amounts_agree, comparable
from passerelle.core.events.origins import Origin, independent
from passerelle.core.events.report import Report
from passerelle.core.events.spans import days, gap
from passerelle.core.events.tables import stages
from passerelle.core.reading.model import Quantity

SINGLE = ("type", "status", "date", "place", "quantity", "instrument")
SEVERAL = ("parties", "people", "technologies")
MOST = 2 / 3  # of the origins that speak of an attribute


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute, who says so (keys of reports) and on how many independent origins it rests.

    `value` is text, or a `Quantity`. `wordings` are the other ways in which the same is said: a date less
    precise, an amount rounded or converted.
    """

    value: Any
    reports: tuple[str, ...]
    origins: int
    wordings: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """The values of one attribute, the best supported first.

    `state`: agreed (nobody says otherwise), mostly (two thirds of the origins say the first), disputed; of
    parties, people and technologies: agreed (all name them) or partly.
    """

    name: str
    state: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """An event as its reports tell it.

    `first_seen` and `last_seen` are the first and last publication (ISO 8601).
    """

    attributes: tuple[Attribute, ...]
    first_seen: str | None
    last_seen: str | None
    documents: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    reports: tuple[str, ...]

    def of(self, name: str) -> Attribute | None:
        """Return an attribute, or None when no report gives it."""
        return next((one for one in self.attributes if one.name == name), None)

    @property
    def disputed(self) -> tuple[str, ...]:
        """Names of the attributes about which reports contradict each other."""
        return tuple(one.name for one in self.attributes if one.state in ("mostly", "disputed"))


def summarise(reports: Sequence[Report], origins: Iterable[Origin] = ()) -> Summary:
    """Summarise the reports of one event; `origins` tell where their documents come from.

    Any order gives the same.
    """
    told = sorted(reports, key=lambda report: (report.published or "9999", report.key))
    known = {one.document: one for one in origins}
    documents = sorted({report.document for report in told})
    grouped = independent([known.get(name, Origin(name, name)) for name in documents])
    origin_of = {name: number for number, members in enumerate(grouped) for name in members}
    seen = sorted(report.published for report in told if report.published)
    attributes = [found for name in SINGLE if (found := _single(name, told, origin_of))]
    attributes += [found for name in SEVERAL if (found := _several(name, told, origin_of))]
    return Summary(
        tuple(attributes),
        seen[0] if seen else None,
        seen[-1] if seen else None,
        tuple(documents),
        tuple(grouped),
        tuple(report.key for report in told),
    )


def _single(name: str, reports: Sequence[Report], origin_of: Mapping[str, int]) -> Attribute | None:
    """Gather what may be one value; what contradicts it stands beside it."""
    said = [(getattr(report, name), report) for report in reports if getattr(report, name) not in (None, "")]
    if not said:
        return None
    agree = _AGREE.get(name, _equal)
    heaps: list[list[tuple[Any, Report]]] = []
    for value, report in sorted(said, key=lambda pair: (_vague(pair[0]), str(pair[0]), pair[1].key)):
        fitting = [heap for heap in heaps if all(agree(value, other, report) for other, _ in heap)]
        if fitting:
            max(fitting, key=len).append((value, report))
        else:
            heaps.append([(value, report)])
    values = sorted(
        (_value(heap, origin_of) for heap in heaps),
        key=lambda one: (-one.origins, -len(one.reports), str(one.value)),
    )
    return Attribute(name, _state(values, [report for _, report in said], origin_of), tuple(values))


def _several(name: str, reports: Sequence[Report], origin_of: Mapping[str, int]) -> Attribute | None:
    """List whom or what the reports name, the most named first.

    That one is not named everywhere is no contradiction.
    """
    naming: dict[str, list[Report]] = defaultdict(list)
    speaking = [report for report in reports if getattr(report, name)]
    for report in speaking:
        named: Iterable[str] = getattr(report, name)
        if name == "parties":
            named = [party.actor for party in report.parties]
        for one in named:
            naming[one].append(report)
    if not naming:
        return None
    values = [
        Value(one, tuple(report.key for report in who), _origins(who, origin_of))
        for one, who in naming.items()
    ]
    values.sort(key=lambda one: (-one.origins, -len(one.reports), one.value))
    if name == "parties" and any(not _in_common(one, other) for one in speaking for other in speaking):
        return Attribute(name, "disputed", tuple(values))
    everywhere = all(len(one.reports) == len(speaking) for one in values)
    return Attribute(name, "agreed" if everywhere else "partly", tuple(values))


def _value(heap: Sequence[tuple[Any, Report]], origin_of: Mapping[str, int]) -> Value:
    shown = heap[0][0]
    others = tuple(sorted({value for value, _ in heap if value != shown}, key=str))
    who = [report for _, report in heap]
    return Value(shown, tuple(sorted(report.key for report in who)), _origins(who, origin_of), others)


def _state(values: Sequence[Value], speaking: Sequence[Report], origin_of: Mapping[str, int]) -> str:
    if len(values) == 1:
        return "agreed"
    return "mostly" if values[0].origins >= MOST * _origins(speaking, origin_of) else "disputed"


def _origins(reports: Iterable[Report], origin_of: Mapping[str, int]) -> int:
    return len({origin_of[report.document] for report in reports})


def _in_common(one: Report, other: Report) -> bool:
    return one is other or any(alike(left, right) for left in one.parties for right in other.parties)


def _vague(value: Any) -> int:
    """Order what is said most precisely first."""
    span = days(value) if isinstance(value, str) else None
    return span.length if span else 0


def _equal(one: Any, other: Any, _: Report) -> bool:
    return bool(one == other)


def _same_days(one: str, other: str, _: Report) -> bool:
    first, second = days(one), days(other)
    return one == other or bool(first and second and gap(first, second) == 0)


def _same_quantity(one: Quantity, other: Quantity, _: Report) -> bool:
    return not comparable(one, other) or amounts_agree(one, other)


def _same_status(one: str, other: str, report: Report) -> bool:
    known = stages()
    return one == other or known.get((report.type, one), one) == known.get((report.type, other), other)


_AGREE: dict[str, Callable[[Any, Any, Report], bool]] = {
    "date": _same_days,
    "quantity": _same_quantity,
    "status": _same_status,
}
