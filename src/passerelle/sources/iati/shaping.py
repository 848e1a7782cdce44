"""From activities in IATI's words to elements: what the desk writes itself, in the order that the standard asks."""

from collections.abc import Iterable

from passerelle.core.commitments.activities import (
    Activity,
    Budget,
    Element,
    Indicator,
    Measured,
    Narrative,
    Organisation,
    Period,
    Result,
    Share,
    Transaction,
    Value,
)
from passerelle.sources.iati.tables import XML, standard

_ROOT = "iati-activities"


def element_of(activity: Activity) -> Element:
    """Return the element that tells an activity, from its shapes alone (not from its `record`)."""
    children = [
        Element("iati-identifier", text=activity.identifier),
        _organisation("reporting-org", activity.reporting),
        _narrated("title", activity.title),
        *([_narrated("description", activity.description)] if activity.description else []),
        *(_organisation("participating-org", one) for one in activity.participating),
        Element("activity-status", (("code", activity.status),)),
        *(Element("activity-date", (("type", kind), ("iso-date", on))) for kind, on in activity.dates),
        *(_share("recipient-country", one) for one in activity.countries),
        *(_share("recipient-region", one) for one in activity.regions),
        *(_share("sector", one) for one in activity.sectors),
        *(_budget(one) for one in activity.budgets),
        *(_transaction(one) for one in activity.transactions),
        *(Element("related-activity", (("ref", ref), ("type", kind))) for ref, kind in activity.related),
        *(_result(one) for one in activity.results),
    ]
    attributes = _given(
        (XML + "lang", activity.language), ("default-currency", activity.currency),
        ("last-updated-datetime", activity.updated), ("hierarchy", activity.hierarchy),
    )  # fmt: skip
    return ordered(Element("iati-activity", attributes, children=tuple(children)))


def ordered(element: Element) -> Element:
    """Return an `iati-activity` with its children in the order of the standard, those alike in the order given."""
    index = standard(_ROOT).types["iati-activity"].index
    last = len(index)

    def place(child: Element) -> int:
        return last if child.name.startswith("{") else index.get(child.name, last)

    return Element(element.name, element.attributes, element.text, tuple(sorted(element.children, key=place)))


def _given(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _narrated(name: str, texts: Iterable[Narrative], *attributes: tuple[str, str]) -> Element:
    told = tuple(Element("narrative", _given((XML + "lang", one.language)), one.text) for one in texts)
    return Element(name, _given(*attributes), children=told)


def _organisation(name: str, one: Organisation) -> Element:
    activity = {"provider-org": "provider-activity-id", "receiver-org": "receiver-activity-id"}.get(
        name, "activity-id"
    )
    return _narrated(
        name, one.names, ("role", one.role), ("ref", one.ref), ("type", one.type), (activity, one.activity)
    )


def _share(name: str, one: Share) -> Element:
    percentage = "" if one.percentage is None else f"{one.percentage:f}"
    return _narrated(
        name, one.names, ("vocabulary", one.vocabulary), ("code", one.code), ("percentage", percentage)
    )


def _value(one: Value) -> Element:
    return Element("value", _given(("currency", one.currency), ("value-date", one.on)), f"{one.amount:f}")


def _day(name: str, on: str) -> Element:
    return Element(name, (("iso-date", on),))


def _budget(one: Budget) -> Element:
    children = (_day("period-start", one.start), _day("period-end", one.end), _value(one.value))
    return Element("budget", _given(("type", one.type), ("status", one.status)), children=children)


def _transaction(one: Transaction) -> Element:
    children = [
        Element("transaction-type", (("code", one.type),)), _day("transaction-date", one.on), _value(one.value)
    ]  # fmt: skip
    if one.description:
        children.append(_narrated("description", one.description))
    if one.provider is not None:
        children.append(_organisation("provider-org", one.provider))
    if one.receiver is not None:
        children.append(_organisation("receiver-org", one.receiver))
    return Element("transaction", _given(("ref", one.ref)), children=tuple(children))


def _result(one: Result) -> Element:
    children = (_narrated("title", one.title), *(_indicator(indicator) for indicator in one.indicators))
    return Element("result", _given(("type", one.type)), children=children)


def _indicator(one: Indicator) -> Element:
    children = (
        _narrated("title", one.title),
        *(_measured("baseline", baseline) for baseline in one.baselines),
        *(_period(period) for period in one.periods),
    )
    ascending = "1" if one.ascending else "0"
    return Element("indicator", (("measure", one.measure), ("ascending", ascending)), children=children)


def _period(one: Period) -> Element:
    children = (
        _day("period-start", one.start), _day("period-end", one.end),
        *(_measured("target", target) for target in one.targets),
        *(_measured("actual", actual) for actual in one.actuals),
    )  # fmt: skip
    return Element("period", children=children)


def _measured(name: str, one: Measured) -> Element:
    value = () if one.value is None else (("value", one.value),)
    dimensions = tuple(
        Element("dimension", _given(("name", kind), ("value", of))) for kind, of in one.dimensions
    )
    comment = (_narrated("comment", one.comment),) if one.comment else ()
    attributes = (*_given(("year", one.year), ("iso-date", one.on)), *value)
    return Element(name, attributes, children=(*dimensions, *comment))
