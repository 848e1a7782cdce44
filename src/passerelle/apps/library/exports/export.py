"""One door for every export: a list or a document, in a form, for a reader. It holds what that reader may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.library.exports.brief import brief_docx
from passerelle.apps.library.exports.contents import Contents
from passerelle.apps.library.exports.csv_lines import csv_lines
from passerelle.apps.library.exports.gold_lines import gold_lines
from passerelle.apps.library.exports.workbook import workbook_pieces
from passerelle.apps.library.models import Document
from passerelle.apps.library.queries.documents import document_for, listing_for
from passerelle.apps.library.queries.filters import Filters
from passerelle.core.naming.slugs import slug

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_WRITERS: dict[str, tuple[str, Callable[[Contents], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "xlsx": (XLSX, workbook_pieces),
    "jsonl": ("application/x-ndjson; charset=utf-8", gold_lines),
    "docx": (DOCX, brief_docx),
}
LIST_FORMS = {"csv": _("CSV"), "xlsx": _("Excel"), "jsonl": _("JSON Lines")}
DOCUMENT_FORMS = LIST_FORMS | {"docx": _("Word brief")}


@dataclass(frozen=True, slots=True)
class Export:
    """A file to send: `content` yields its bytes once; `marking` is the highest of what is inside."""

    filename: str
    media_type: str
    marking: str
    content: Iterator[bytes]


def export_list(user: User, filters: Filters, form: str) -> Export:
    """Return the claims of a whole list, whatever its page; `form` is one of LIST_FORMS (else KeyError)."""
    if form not in LIST_FORMS:
        raise KeyError(form)
    listing = listing_for(user, filters)
    return _export(Contents(user, listing.ids, listing.marking), form, "passerelle")


def export_document(user: User, document_id: int, form: str) -> Export:
    """Return the claims of one document; `form` is one of DOCUMENT_FORMS (else KeyError).

    Raises Document.DoesNotExist when it is absent or not to be seen.
    """
    if form not in DOCUMENT_FORMS:
        raise KeyError(form)
    document: Document = document_for(user, document_id)
    return _export(Contents(user, [document.pk], document.tlp), form, slug(str(document))[:60] or "document")


def _export(contents: Contents, form: str, name: str) -> Export:
    media_type, write = _WRITERS[form]
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}-TLP-{contents.marking.upper()}.{form}"
    return Export(
        filename, media_type, contents.marking, _in_language(get_language() or "en", write(contents))
    )


def _in_language(language: str, content: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is written in the language of now: a streamed answer is read when the request is over."""
    while True:
        with override(language):
            piece = next(content, None)
        if piece is None:
            return
        yield piece
