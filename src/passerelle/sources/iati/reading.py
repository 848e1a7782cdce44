"""From a file to activities in IATI's words, each with the whole element it was read from."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from passerelle.core.commitments.activities import (
    Activity,
    Budget,
    Element,
    Indicator,
    Measured,
    Organisation,
    Period,
    Result,
    Share,
    Transaction,
)
from passerelle.core.commitments.organisations import Report
from passerelle.sources.iati.records import Record, records
from passerelle.sources.iati.reports import report_of
from passerelle.sources.iati.tables import XML
from passerelle.sources.iati.wording import narratives, organisation, value

TRUE = ("true", "1")


def read(chunks: Iterable[bytes]) -> Iterator[tuple[Record, Activity | Report | None]]:
    """Yield each record of a file with its activity, or what an organisation reports of itself; None where the record
    has a fault or is neither.

    Attributes of the file's root are no part of them. One record is in memory at a time.
    """
    for record in records(chunks):
        element = record.element if not record.faults else None
        yield record, (activity_of(element) or report_of(element)) if element is not None else None


def activity_of(element: Element) -> Activity | None:
    """Return the activity that a valid `iati-activity` tells, None for any other element."""
    if element.name != "iati-activity":
        return None
    return Activity(
        identifier=element.first("iati-identifier").text.strip(),
        reporting=organisation(element.first("reporting-org")),
        title=narratives(element.first("title")),
        description=narratives(element.first("description")),
        participating=tuple(organisation(one) for one in element.all("participating-org")),
        status=element.first("activity-status").get("code"),
        dates=tuple((one.get("type"), one.get("iso-date")) for one in element.all("activity-date")),
        countries=_shares(element, "recipient-country"),
        regions=_shares(element, "recipient-region"),
        sectors=_shares(element, "sector"),
        budgets=tuple(_budget(one) for one in element.all("budget")),
        transactions=tuple(_transaction(one) for one in element.all("transaction")),
        related=tuple((one.get("ref").strip(), one.get("type")) for one in element.all("related-activity")),
        results=tuple(_result(one) for one in element.all("result")),
        currency=element.get("default-currency"),
        language=element.get(XML + "lang"),
        hierarchy=element.get("hierarchy").strip(),
        updated=element.get("last-updated-datetime"),
        record=element,
    )


def _party(element: Element, name: str) -> Organisation | None:
    return organisation(element.first(name)) if element.all(name) else None


def _budget(element: Element) -> Budget:
    return Budget(
        element.first("period-start").get("iso-date"), element.first("period-end").get("iso-date"),
        value(element.first("value")), element.get("type"), element.get("status"),
    )  # fmt: skip


def _transaction(element: Element) -> Transaction:
    return Transaction(
        element.first("transaction-type").get("code"), element.first("transaction-date").get("iso-date"),
        value(element.first("value")), element.get("ref"), narratives(element.first("description")),
        _party(element, "provider-org"), _party(element, "receiver-org"),
    )  # fmt: skip


def _shares(element: Element, name: str) -> tuple[Share, ...]:
    return tuple(
        Share(one.get("code"), Decimal(stated.strip()) if (stated := one.get("percentage")) else None,
              one.get("vocabulary"), narratives(one))
        for one in element.all(name)
    )  # fmt: skip


def _result(element: Element) -> Result:
    return Result(
        element.get("type"), narratives(element.first("title")),
        tuple(_indicator(one) for one in element.all("indicator")),
    )  # fmt: skip


def _indicator(element: Element) -> Indicator:
    ascending = element.get("ascending").strip()
    return Indicator(
        element.get("measure"), narratives(element.first("title")),
        tuple(_measured(one) for one in element.all("baseline")),
        tuple(_period(one) for one in element.all("period")),
        not ascending or ascending in TRUE,
    )  # fmt: skip


def _period(element: Element) -> Period:
    return Period(
        element.first("period-start").get("iso-date"), element.first("period-end").get("iso-date"),
        tuple(_measured(one) for one in element.all("target")),
        tuple(_measured(one) for one in element.all("actual")),
    )  # fmt: skip


def _measured(element: Element) -> Measured:
    given = dict(element.attributes)
    return Measured(
        given.get("value"), tuple((one.get("name"), one.get("value")) for one in element.all("dimension")),
        narratives(element.first("comment")), element.get("year"), element.get("iso-date"),
    )  # fmt: skip
