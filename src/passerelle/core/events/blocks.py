"""Which reports are worth comparing: those that share a key.

Keys are a function of the report alone, so that a report that comes later meets the same ones. Two
organisations together, or one with what the act is about, are rare enough to need no date: a page may recall
what happened long ago. One organisation alone, two countries, a name or a figure are looked at month by month;
a party day by day, whatever the type.
"""

from itertools import combinations

from passerelle.core.events.report import Report
from passerelle.core.events.spans import Days, days, months
from passerelle.core.events.tables import families, rarity, table

_MOST_PARTIES, _MOST_NAMES, _MOST_MONTHS, _SUBJECTS = 8, 8, 24, 4
_FEW = 4  # days of a date that is a day, or a meeting's days
_BEFORE, _AFTER = 35, 10  # an undated act lies at most so many days before its document, or after it


def keys(report: Report) -> frozenset[str]:
    """Return the blocks of a report: at most some hundreds, whatever it holds."""
    family = families().get(report.type, report.type)
    organisations = sorted({one.actor for one in report.parties if one.kind not in ("country", "place")})
    countries = sorted(
        {one.country or one.actor.upper() for one in report.parties if one.kind == "country" or one.country}
    )
    organisations, countries = organisations[:_MOST_PARTIES], countries[:_MOST_PARTIES]
    found = {f"{family}|{one}|{other}" for one, other in combinations(organisations, 2)}
    rare = sorted(report.words.names, key=lambda name: (-len(name), name))[:_MOST_NAMES]
    monthly = [
        *organisations,
        *(f"{one}+{other}" for one, other in combinations(countries, 2)),
        *(f"{country}/{about}" for country in countries for about in _subjects(report)),
        *(f"={name}" for name in rare),
        *(f"#{number}" for number in sorted(report.words.numbers)[:_MOST_NAMES]),
    ]
    about = [*_subjects(report), *(f"={name}" for name in rare)]
    found.update(f"{family}|{one}|{what}" for one in organisations for what in about)
    if report.quantity:
        found.update(
            f"#{report.quantity.value:g} {report.quantity.unit}|{month}" for month in _months(report)
        )
    if report.quantity and family == "figure":
        figure = f"#{report.quantity.value:g} {report.quantity.unit}"
        found.update(f"{who}|{figure}" for who in (*organisations, *countries))
    found.update(f"{family}|{what}|{month}" for month in _months(report) for what in monthly)
    if report.day and report.day.length <= _FEW:
        days = range(report.day.first, report.day.last + 1)
        found.update(f"@{who}|{day}" for day in days for who in (*organisations, *countries))
    return frozenset(found)


def _subjects(report: Report) -> list[str]:
    """Return what a report is about, by which one is found whose parties have other names: the rarest of it."""
    said = rarity()
    rare = sorted(report.words.concepts, key=lambda concept: (-said.get(concept, 0.0), concept))[:_SUBJECTS]
    return [*sorted(report.technologies)[:_SUBJECTS], *rare]


def _months(report: Report) -> list[str]:
    slack = int(table("weights")["limits"]["dispute_days"])
    if happened := report.day:
        return months(Days(happened.first - slack, happened.last + slack))[:_MOST_MONTHS]
    if told := days(report.published):
        return months(Days(told.first - _BEFORE, told.last + _AFTER))[:_MOST_MONTHS]
    return []
