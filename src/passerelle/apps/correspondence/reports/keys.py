"""The five keys of a partnership as parts of a report: each figure with what it rests on and what is missing."""

from django.utils.translation import gettext as _

from passerelle.apps.correspondence.reports.content import Heading, Paragraph, Part, Table
from passerelle.apps.correspondence.reports.parts import through_time, titled
from passerelle.apps.ledger.keys_said import Said, said
from passerelle.apps.ledger.queries.partnership import SHOWN, PartnershipPage
from passerelle.apps.library.written import written_number

_WIDTHS = (18, 22, 30, 30)


def keys_of(page: PartnershipPage) -> list[Part]:
    """Return the keys of a partnership as a table, and how it went through time."""
    names = (page.one.name, page.other.name)
    rows = tuple(_row(key, page) for key in said(page.keys, names, page.gifts.currency))
    columns = (_("Key"), _("Figure"), _("It rests on"), _("What is missing"))
    return [
        Heading(_("The five keys: %(one)s – %(other)s") % {"one": names[0], "other": names[1]}),
        Paragraph(_("Computed from the commitments between the two sides that the reader may see.")),
        Table(columns, rows, _WIDTHS),
        *through_time(page.progress),
    ]


def _row(key: Said, page: PartnershipPage) -> tuple[str, ...]:
    figure = [f"{key.value} ({key.of})" if key.of else key.value or "–", key.interval]
    figure += [_("%(name)s: ") % {"name": label} + text for label, text in key.parts]
    items = [titled(page.rows[item]) for item in key.key.items[:SHOWN] if item in page.rows]
    if left := len(key.key.items) - len(items):
        items.append(f"+ {written_number(left)}")
    return (
        f"{key.label}. {key.says}",
        "\n".join(line for line in figure if line),
        "\n".join(items) or "–",
        "\n".join(lack.text for lack in key.lacks) or "–",
    )
