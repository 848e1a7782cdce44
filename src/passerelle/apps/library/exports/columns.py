"""The columns of tables: one line a claim, its document beside it; a document without claims has a line of its own."""

from collections.abc import Callable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library import labels
from passerelle.apps.library.exports.contents import Contents, Entry
from passerelle.apps.library.models import Claim, Tlp
from passerelle.apps.library.queries.facets import label_of
from passerelle.apps.library.sureness import sureness
from passerelle.apps.library.units import unit_name
from passerelle.apps.library.written import written_reason
from passerelle.core.reading.model import ATTRIBUTES

Cell = str | float | None

_OF_DOCUMENT: tuple[tuple[str | Promise, Callable[[Entry], Cell]], ...] = (
    (_("Document no."), lambda entry: entry.document.pk),
    (_("Title"), lambda entry: str(entry.document)),
    (_("Address"), lambda entry: entry.document.url),
    (_("Publisher"), lambda entry: entry.document.publisher),
    (_("Published"), lambda entry: entry.document.published),
    (_("Language"), lambda entry: str(label_of("language", entry.document.language))),
    (_("Source"), lambda entry: entry.source),
    (_("Reliability"), lambda entry: entry.document.reliability),
    (_("Marking"), lambda entry: entry.document.get_tlp_display()),
)
_OF_CLAIM: tuple[tuple[str | Promise, Callable[[Entry, Claim], Cell]], ...] = (
    (_("Claim no."), lambda entry, claim: claim.pk),
    (_("Review"), lambda entry, claim: claim.get_state_display()),
    (_("Type"), lambda entry, claim: str(labels.TYPES.get(claim.type, claim.type))),
    (_("Status"), lambda entry, claim: str(labels.STATUSES.get(claim.status, claim.status))),
    (_("Parties"), lambda entry, claim: ", ".join(entry.names(claim.parties))),
    (_("People"), lambda entry, claim: ", ".join(entry.names(claim.people))),
    (
        _("Technologies"),
        lambda entry, claim: ", ".join(
            str(labels.TECHNOLOGIES.get(code, code)) for code in claim.technologies
        ),
    ),
    (_("Date"), lambda entry, claim: claim.date),
    (_("Country where it happens"), lambda entry, claim: claim.place),
    (_("Value"), lambda entry, claim: claim.quantity_value),
    (_("Unit"), lambda entry, claim: unit_name(claim.quantity_unit, claim.quantity_value)),
    (_("To be reached by"), lambda entry, claim: claim.quantity_by),
    (_("Of what"), lambda entry, claim: claim.quantity_of),
    (_("Instrument"), lambda entry, claim: str(labels.INSTRUMENTS.get(claim.instrument, claim.instrument))),
    (_("Said by"), lambda entry, claim: ", ".join(entry.names([claim.speaker])) if claim.speaker else ""),
    (
        _("Sentence"),
        lambda entry, claim: entry.document.snapshot.text[claim.sentence_start : claim.sentence_end],
    ),
    (_("Passage"), lambda entry, claim: claim.quote),
    (_("Decided by"), lambda entry, claim: str(claim.decided_by) if claim.decided_by else ""),
    (_("Reason"), lambda entry, claim: written_reason(claim.reason)),
    (_("Reader"), lambda entry, claim: claim.reading.reference if claim.reading else ""),
)
# How sure the reader was of each attribute, 0 to 1; empty where a person set the values.
_SURENESS = tuple((name, labels.ATTRIBUTES[name]) for name in ATTRIBUTES)


def headings() -> list[str]:
    """Return the names of the columns in the active language."""
    named = [name for name, _cell in _OF_DOCUMENT] + [name for name, _cell in _OF_CLAIM]
    sure = [_("How sure: %(attribute)s") % {"attribute": label} for _name, label in _SURENESS]
    return [str(name) for name in (*named, *sure, _("Marking of this file"))]


def table_rows(contents: Contents) -> Iterator[list[Cell]]:
    """Yield the rows under the headings; the last cell of each is the highest marking of the file."""
    marking = str(Tlp(contents.marking).label)
    for entry in contents.entries():
        beside = [cell(entry) for _name, cell in _OF_DOCUMENT]
        for claim in entry.claims:
            sure = sureness(claim)
            cells = (cell(entry, claim) for _name, cell in _OF_CLAIM)
            yield [*beside, *cells, *(sure.get(name) for name, _label in _SURENESS), marking]
        if not entry.claims:
            yield [*beside, *[""] * (len(_OF_CLAIM) + len(_SURENESS)), marking]
