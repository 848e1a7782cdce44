"""Which reports are worth comparing: those that share a key.

Keys are a function of the report alone, so that a report that comes later meets the same ones. Two
organisations together are rare enough to need no date; one organisation, two countries, a name or a figure
are looked at month by month.
"""

from itertools import combinations

from passerelle.core.events.report import Report
from passerelle.core.events.spans import Days, days, months
from passerelle.core.events.tables import families, table

_MOST_PARTIES, _MOST_NAMES, _MOST_MONTHS = 8, 8, 24
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
        *(f"{countries[0]}/{group}" for group in sorted(report.technologies) if len(countries) == 1),
        *(f"={name}" for name in rare),
        *(f"#{number}" for number in sorted(report.words.numbers)[:_MOST_NAMES]),
    ]
    if report.quantity:
        monthly.append(f"#{report.quantity.value:g}")
    found.update(f"{family}|{what}|{month}" for month in _months(report) for what in monthly)
    return frozenset(found)


def _months(report: Report) -> list[str]:
    slack = int(table("weights")["limits"]["dispute_days"])
    if happened := days(report.date):
        return months(Days(happened.first - slack, happened.last + slack))[:_MOST_MONTHS]
    if told := days(report.published):
        return months(Days(told.first - _BEFORE, told.last + _AFTER))[:_MOST_MONTHS]
    return []
