"""What stands in records of every kind: texts, organisations and amounts."""

from decimal import Decimal

from passerelle.core.commitments.activities import Element, Narrative, Organisation, Value
from passerelle.sources.iati.tables import XML


def narratives(element: Element) -> tuple[Narrative, ...]:
    """Return the texts of an element, each in its language."""
    return tuple(Narrative(one.text, one.get(XML + "lang")) for one in element.all("narrative"))


def organisation(element: Element) -> Organisation:
    """Return the organisation that an element names; of its own activity too."""
    activity = next(
        (value for key, value in element.attributes if key.endswith("activity-id") and "{" not in key), ""
    )
    return Organisation(
        element.get("ref").strip(),
        element.get("type"),
        narratives(element),
        activity.strip(),
        element.get("role"),
    )


def value(element: Element) -> Value:
    """Return an amount with its currency and day."""
    return Value(Decimal(element.text.strip()), element.get("currency"), element.get("value-date"))
