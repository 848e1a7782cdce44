"""A Word brief of one document: what it states, sentence by sentence, with its source, marked on each page."""

from collections.abc import Iterator
from io import BytesIO

import regex
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from docx import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from passerelle.apps.library import labels
from passerelle.apps.library.exports.contents import Contents, Entry
from passerelle.apps.library.models import Claim, Reliability, Tlp
from passerelle.apps.library.queries.facets import label_of
from passerelle.apps.library.sureness import sureness
from passerelle.apps.library.sureness import word as sureness_word
from passerelle.apps.library.written import written_date, written_quantity

_NOT_XML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_GREY = RGBColor(0x59, 0x59, 0x59)
_CLAIMS = gettext_lazy("What the document states")
_DOCUMENT = gettext_lazy("The document")


def brief_docx(contents: Contents) -> Iterator[bytes]:
    """Yield the brief of the documents in `contents` (one, from the document's page)."""
    word = Word()
    word.styles["Normal"].font.name = "Calibri"
    word.styles["Normal"].font.size = Pt(10.5)
    marking = str(Tlp(contents.marking).label)
    for part in (word.sections[0].header, word.sections[0].footer):
        paragraph = part.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(marking).bold = True
    for entry in contents.entries():
        _write(word, entry)
    word.core_properties.author = _clean(str(contents.user))
    word.core_properties.comments = marking
    word.core_properties.title = marking
    buffer = BytesIO()
    word.save(buffer)
    yield buffer.getvalue()


def _write(word, entry: Entry) -> None:
    document = entry.document
    word.add_heading(_clean(str(document)), 0)
    _heading(word, _DOCUMENT, 1)
    published = written_date(document.published) or _("Undated")
    for name, value in (
        (_("Marking"), document.get_tlp_display()),
        (_("Publisher"), document.publisher),
        (_("Author"), document.author),
        (_("Published"), published),
        (_("Language"), str(label_of("language", document.language))),
        (_("Source"), entry.source),
        (_("Reliability"), str(Reliability(document.reliability).label)),
        (_("Address"), document.url),
        (_("Made on"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
    ):
        if value:
            _line(word, name, value)
    _heading(word, _CLAIMS, 1)
    standing = entry.standing
    if not standing:
        word.add_paragraph(_("No claim of this document stands."))
    for kind, name in labels.TYPES.items():
        of_kind = [claim for claim in standing if claim.type == kind]
        if of_kind:
            _heading(word, name, 2)
        for claim in of_kind:
            _claim(word, entry, claim)


def _claim(word, entry: Entry, claim: Claim) -> None:
    text = entry.document.snapshot.text
    paragraph = word.add_paragraph(style="Intense Quote")
    for start, end, bold in (
        (claim.sentence_start, claim.start, False),
        (claim.start, claim.end, True),
        (claim.end, claim.sentence_end, False),
    ):
        paragraph.add_run(_clean(text[start:end])).bold = bold
    fate = (
        f"{claim.get_state_display()} ({claim.decided_by})" if claim.decided_by else claim.get_state_display()
    )
    sure = sureness(claim)
    for attribute, value in (
        ("status", str(labels.STATUSES.get(claim.status, claim.status))),
        ("parties", ", ".join(entry.names(claim.parties))),
        ("people", ", ".join(entry.names(claim.people))),
        ("technologies", ", ".join(str(labels.TECHNOLOGIES.get(code, code)) for code in claim.technologies)),
        ("date", written_date(claim.date)),
        ("place", str(label_of("country", claim.place)) if claim.place else ""),
        ("quantity", written_quantity(claim)),
        ("instrument", str(labels.INSTRUMENTS.get(claim.instrument, claim.instrument))),
        ("speaker", ", ".join(entry.names([claim.speaker])) if claim.speaker else ""),
    ):
        if value:
            _line(word, labels.ATTRIBUTES[attribute], value, sure.get(attribute))
    for name, value in (
        (_("Source"), " · ".join(part for part in (entry.document.publisher, entry.source) if part)),
        (_("Reliability"), str(Reliability(entry.document.reliability).label)),
        (_("Review"), fate),
        (_("Reader"), claim.reading.reference if claim.reading else _("Added by hand")),
    ):
        if value:
            _line(word, name, value)


def _heading(word, name: str | Promise, level: int) -> None:
    """A heading in the reader's language, and smaller in the other two: the brief travels."""
    heading = word.add_heading(_clean(str(name)), level)
    others = []
    for language, _named in settings.LANGUAGES:
        if language != (get_language() or "en").split("-")[0]:
            with override(language):
                others.append(str(name))
    run = heading.add_run("  " + " · ".join(_clean(other) for other in others))
    run.font.size, run.font.color.rgb, run.bold = Pt(9), _GREY, False


def _line(word, name: str | Promise, value: str, sure: float | None = None) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(_("%(name)s: ") % {"name": name})
    run.font.color.rgb = _GREY
    paragraph.add_run(_clean(value))
    if sure is not None:
        figure = _("%(number)d%%") % {"number": round(sure * 100)}
        run = paragraph.add_run(f"  {figure} {sureness_word(sure)}")
        run.font.size, run.font.color.rgb = Pt(9), _GREY


def _clean(text: str) -> str:
    """Take out what XML cannot hold."""
    return _NOT_XML.sub("", text)
