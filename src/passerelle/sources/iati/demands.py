"""What each kind of rule demands of an element, after the standard's specification of rulesets.

One thing differs from the official validator on purpose: every date is held against a rule, not only the first.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import regex
from lxml import etree

from passerelle.sources.iati.tables import codes

Rule = Mapping[str, Any]
# What a rule finds wrong: the thing it is about (an element, attribute or text), and what to say of it.
Finding = tuple[Any, dict[str, str]]
_AGENCY = regex.compile(r"[^-]*-[^-]*")
_DAYS_OF_A_YEAR = 365
_NEARLY = Decimal("0.00005")  # sums are compared to four places


class Case:
    """One rule upon one element: what its paths found there, and what else it names."""

    def __init__(self, node: Any, rule: Rule, value: str, found: list[Any], today: date) -> None:
        self.node, self.rule, self.value, self.found, self.today = node, rule, value, found, today

    def ask(self, key: str) -> Any:
        """Return what the XPath under a key of the rule finds; a truth value becomes an empty or full list."""
        return ask(self.rule[key])(self.node, v=self.value)

    def dates(self, key: str) -> list[tuple[Any, date]]:
        if self.rule[key] == "NOW":
            return [(None, self.today)]
        return [(one, day) for one in self.ask(key) if (day := _day(str(one))) is not None]


def _no_more_than_one(case: Case) -> Iterator[Finding]:
    for one in case.found[1:]:
        yield one, {"value": case.value}


def _at_least_one(case: Case) -> Iterator[Finding]:
    if not case.found:
        yield case.node, {}


def _only_one_of(case: Case) -> Iterator[Finding]:
    excluded = [one for path in case.rule["excluded"] for one in ask(path)(case.node)]
    for one in case.found if excluded else case.found[1:]:
        yield one, {}


def _one_or_all(case: Case) -> Iterator[Finding]:
    if case.ask("one"):
        return
    among, needed = _ALL[case.rule["all"]]
    for one in ask(among)(case.node):
        if not ask(needed)(one):
            yield one, {}


_ALL = {
    "lang": ("descendant::narrative", "@xml:lang"),
    "sector": ("transaction", "sector"),
    "currency": ("descendant::value | descendant::forecast | descendant::loan-status", "@currency"),
}


def _dependent(case: Case) -> Iterator[Finding]:
    there = [bool(ask(path)(case.node)) for path in case.rule["paths"]]
    if any(there) and not all(there):
        yield case.node, {}


def _if_then(case: Case) -> Iterator[Finding]:
    if case.ask("if") and not case.ask("then"):
        yield (case.found or [case.node])[0], {"value": str(case.found[0]) if _is_text(case.found) else ""}


def _sum(case: Case) -> Iterator[Finding]:
    if case.found:
        yield from _strict_sum(case)


def _strict_sum(case: Case) -> Iterator[Finding]:
    whole = sum((_number(one) or Decimal(0) for one in case.found), Decimal(0))
    if abs(whole - Decimal(str(case.rule["sum"]))) >= _NEARLY:
        yield (case.found or [case.node])[0], {"sum": f"{whole.normalize():f}", "value": case.value}


def _date_order(case: Case) -> Iterator[Finding]:
    for about, less in case.dates("less"):
        for _, more in case.dates("more"):
            if less > more:
                yield about, {"less": less.isoformat(), "more": more.isoformat()}


def _date_now(case: Case) -> Iterator[Finding]:
    for about, day in case.dates("date"):
        if day > case.today:
            yield about, {"less": day.isoformat(), "more": case.today.isoformat()}


def _time_limit(case: Case) -> Iterator[Finding]:
    for _, start in case.dates("start"):
        for about, end in case.dates("end"):
            if (end - start).days > _DAYS_OF_A_YEAR:
                yield about, {"less": start.isoformat(), "more": end.isoformat()}


def _between_dates(case: Case) -> Iterator[Finding]:
    starts, ends = case.dates("start"), case.dates("end")
    for about, day in case.dates("date"):
        if any(day < start for _, start in starts) or any(day > end for _, end in ends):
            yield about, {"value": day.isoformat()}


def _matches(wanted: bool) -> Callable[[Case], Iterator[Finding]]:
    def kind(case: Case) -> Iterator[Finding]:
        for one in case.found:
            text = _text(one)
            if text and bool(regex.search(case.rule["regex"], text)) is not wanted:
                yield one, {"value": text}

    return kind


def _starts_with(case: Case) -> Iterator[Finding]:
    prefixes = case.rule.get("prefix") or [case.rule["start"]]
    for one in case.found:
        text = _text(one)
        if prefixes == ["ORG-ID-PREFIX"]:
            agency = _AGENCY.match(text)
            good = agency is not None and agency[0] in codes()["OrganisationRegistrationAgency"][1]
        else:
            begins = [_text(found) for path in prefixes for found in ask(path)(case.node)]
            good = any(text.startswith(begin + case.rule.get("separator", "")) for begin in begins)
        if not good:
            yield one, {"value": text}


def _unique(case: Case) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in case.found:
        if _text(one) in seen:
            yield one, {"value": _text(one)}
        seen.add(_text(one))


def _range(case: Case) -> Iterator[Finding]:
    least, most = (Decimal(str(case.rule[key])) if key in case.rule else None for key in ("min", "max"))
    for one in case.found:
        number = _number(one)
        if number is None or (least is not None and number < least) or (most is not None and number > most):
            yield one, {"value": _text(one)}


def _no_spaces(case: Case) -> Iterator[Finding]:
    for one in case.found:
        if _text(one) != _text(one).strip():
            yield one, {"value": _text(one)}


KINDS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "no_more_than_one": _no_more_than_one, "atleast_one": _at_least_one, "only_one_of": _only_one_of,
    "one_or_all": _one_or_all, "dependent": _dependent, "if_then": _if_then, "sum": _sum,
    "strict_sum": _strict_sum, "date_order": _date_order, "date_now": _date_now, "time_limit": _time_limit,
    "between_dates": _between_dates, "regex_matches": _matches(True), "regex_no_matches": _matches(False),
    "startswith": _starts_with, "unique": _unique, "range": _range, "no_spaces": _no_spaces,
}  # fmt: skip


@cache
def ask(path: str) -> Callable[..., Any]:
    """Return an XPath; `'$1'`, the value of a loop, becomes a variable."""
    return etree.XPath(path.replace("'$1'", "$v"))


def _text(found: Any) -> str:
    return "".join(str(piece) for piece in found.itertext()) if etree.iselement(found) else str(found)


def _is_text(found: list[Any]) -> bool:
    return bool(found) and not etree.iselement(found[0])


def _number(found: Any) -> Decimal | None:
    try:
        number = Decimal(_text(found).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
