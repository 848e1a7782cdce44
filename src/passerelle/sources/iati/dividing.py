"""A record of an activity with the shares of its countries that a person said beside it."""

from dataclasses import replace

from passerelle.core.commitments.activities import Element
from passerelle.core.commitments.country_shares import Shares

_COUNTRY = "recipient-country"


def divided(record: Element, shares: Shares) -> Element:
    """Return a record whose countries have these shares, each as its percentage; nothing else is changed."""
    return replace(record, children=tuple(_with(child, shares) for child in record.children))


def _with(child: Element, shares: Shares) -> Element:
    share = shares.get(child.get("code")) if child.name == _COUNTRY else None
    if share is None or child.get("percentage"):
        return child
    return replace(child, attributes=(*child.attributes, ("percentage", f"{share:f}")))
