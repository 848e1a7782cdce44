"""From records of organisations to what they report of themselves."""

from passerelle.core.commitments.activities import Element, Organisation, Share
from passerelle.core.commitments.organisations import SUMS, Line, Report, Sum
from passerelle.sources.iati.tables import XML
from passerelle.sources.iati.wording import narratives, organisation, value


def report_of(element: Element) -> Report | None:
    """Return what a valid `iati-organisation` reports, None for any other element."""
    if element.name != "iati-organisation":
        return None
    return Report(
        identifier=element.first("organisation-identifier").text.strip(),
        names=narratives(element.first("name")),
        reporting=organisation(element.first("reporting-org")),
        sums=tuple(_sum(one) for one in element.children if one.name in SUMS),
        currency=element.get("default-currency"),
        language=element.get(XML + "lang"),
        updated=element.get("last-updated-datetime"),
        record=element,
    )


def _sum(element: Element) -> Sum:
    return Sum(
        element.name, element.first("period-start").get("iso-date"), element.first("period-end").get("iso-date"),
        value(element.first("value")), element.get("status"), _towards(element),
        tuple(
            Line(one.get("ref"), value(one.first("value")), narratives(one))
            for one in element.all(SUMS[element.name])
        ),
    )  # fmt: skip


def _towards(element: Element) -> Organisation | Share | None:
    for one in element.all("recipient-org"):
        return organisation(one)
    for one in (*element.all("recipient-region"), *element.all("recipient-country")):
        return Share(one.get("code"), None, one.get("vocabulary"), narratives(one))
    return None
