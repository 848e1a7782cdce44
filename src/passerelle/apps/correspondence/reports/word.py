"""A report as Word: real headings and tables, whose heads are repeated, and the marking on every page."""

from io import BytesIO

import regex
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from passerelle.apps.correspondence.reports.content import Facts, Heading, Paragraph, Part, Report, Table

_NOT_XML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_GREY = RGBColor(0x59, 0x59, 0x59)
_LOCALES = {"fr": "fr-FR", "vi": "vi-VN", "en": "en-GB"}
_PAGE, _MARGIN = (Mm(210), Mm(297)), Mm(20)


def word_file(report: Report) -> bytes:
    """Return the report as a Word file."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    _speak(normal, _LOCALES.get(report.language, report.language))
    marking = f"TLP:{report.marking.upper()}"
    for part in (section.header, section.footer):
        paragraph = part.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(marking).bold = True
    _number(section.footer.paragraphs[0])
    word.add_heading(_clean(report.title), 0)
    for part in report.parts:
        _write(word, part)
    word.core_properties.title = _clean(report.title)[:255]
    word.core_properties.author = "Passerelle"
    word.core_properties.comments = marking
    word.core_properties.language = report.language
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _write(word, part: Part) -> None:
    match part:
        case Heading(text):
            word.add_heading(_clean(text), 1)
        case Paragraph(text):
            word.add_paragraph(_clean(text))
        case Facts(rows):
            for label, text in rows:
                paragraph = word.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(1)
                paragraph.add_run(_clean(_("%(name)s: ") % {"name": label})).font.color.rgb = _GREY
                paragraph.add_run(_clean(text))
        case Table(columns, rows, widths):
            _table(word, columns, rows, widths)


def _table(
    word, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
) -> None:
    table = word.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    whole = (_PAGE[0] - 2 * _MARGIN) / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(whole * width)
    head = table.rows[0]
    _fill(head, columns, bold=True)
    properties = head._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)
    for row in rows:
        _fill(table.add_row(), row)
    word.add_paragraph()


def _fill(row, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(9)


def _number(paragraph) -> None:
    """Put the number of the page at the end of a paragraph: a field that the word processor fills in."""
    run = paragraph.add_run("   ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _speak(style, locale: str) -> None:
    """Say in which language the text is, for spelling and for those who listen."""
    properties = style.element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), locale)
    properties.append(spoken)


def _clean(text: str) -> str:
    """Take out what XML cannot hold."""
    return _NOT_XML.sub("", text)
