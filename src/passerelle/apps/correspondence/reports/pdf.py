"""A report as PDF: text that can be searched and copied, headings as bookmarks, the marking on every page.

Letters that the typeface lacks (Chinese, Thai …) are written in Latin letters: a box would say nothing.
"""

import unicodedata
from importlib.resources import as_file, files

from anyascii import anyascii
from django.utils import timezone
from django.utils.translation import gettext as _
from fpdf import FPDF, XPos, YPos
from fpdf.fonts import FontFace

from passerelle.apps.correspondence.reports.content import Facts, Heading, Paragraph, Part, Report, Table

_MARGIN, _LINE = 18, 5  # millimetres
_CELL = 700  # letters of a cell
_GREY, _SHADE = (89, 89, 89), (234, 238, 243)


class _Pages(FPDF):
    """A4 pages with the marking above and below."""

    def __init__(self, report: Report) -> None:
        super().__init__(format="A4")
        self.report = report
        for style, name in (("", "Regular"), ("B", "Bold")):
            with as_file(files("font_roboto") / "files" / f"Roboto-{name}.ttf") as path:
                self.add_font("Roboto", style, path)
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN + 4)
        self.set_title(self.drawable(report.title))
        self.set_subject(f"TLP:{report.marking.upper()}")
        self.set_lang(report.language)
        self.set_producer("Passerelle")
        self.set_creation_date(timezone.now())

    def header(self) -> None:
        self._mark(8)

    def footer(self) -> None:
        self._mark(-14)
        self.set_y(-14)
        page = _("Page %(number)s") % {"number": self.page_no()}
        self.cell(0, _LINE, page, align="L")

    def _mark(self, at: int) -> None:
        self.set_y(at)
        self.set_font("Roboto", "B", 9)
        self.set_text_color(0)
        self.cell(0, _LINE, f"TLP:{self.report.marking.upper()}", align="R")
        if at > 0:
            self.set_y(_MARGIN)

    def drawable(self, text: str) -> str:
        """Return a text in letters that the typeface has."""
        known = self.fonts["roboto"].cmap
        composed = unicodedata.normalize("NFC", text)
        return "".join(
            one if ord(one) in known else " " if one.isspace() else anyascii(one) for one in composed
        )


def pdf_file(report: Report) -> bytes:
    """Return the report as a PDF file."""
    pages = _Pages(report)
    try:
        pages.add_page()
        pages.set_font("Roboto", "B", 17)
        _lines(pages, 8, report.title)
        pages.ln(3)
        for part in report.parts:
            _write(pages, part)
        return bytes(pages.output())
    finally:
        for font in pages.fonts.values():
            font.ttfont.close()


def _write(pages: _Pages, part: Part) -> None:
    pages.set_font("Roboto", "", 10)
    match part:
        case Heading(text):
            pages.ln(4)
            if pages.will_page_break(4 * _LINE):
                pages.add_page()  # a heading does not end a page
            pages.start_section(pages.drawable(text))
            pages.set_font("Roboto", "B", 12.5)
            _lines(pages, 7, text)
        case Paragraph(text):
            _lines(pages, _LINE, text)
            pages.ln(1)
        case Facts(rows):
            for label, text in rows:
                pages.set_text_color(*_GREY)
                pages.write(_LINE, pages.drawable(_("%(name)s: ") % {"name": label}))
                pages.set_text_color(0)
                pages.write(_LINE, pages.drawable(text))
                pages.ln(_LINE)
        case Table(columns, rows, widths):
            _table(pages, columns, rows, widths)


def _lines(pages: _Pages, height: float, text: str) -> None:
    pages.multi_cell(0, height, pages.drawable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _table(
    pages: _Pages, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
) -> None:
    pages.set_font("Roboto", "", 8.5)
    pages.set_draw_color(190)
    with pages.table(
        col_widths=widths,
        text_align="LEFT",
        line_height=4.2,
        padding=1,
        headings_style=FontFace(emphasis="BOLD", fill_color=_SHADE),
    ) as table:
        for line in (columns, *rows):
            row = table.row()
            for text in line:
                drawn = "\n".join(map(pages.drawable, text.splitlines()))
                # Letters of other scripts grow when they are written in Latin ones; a row fits a page.
                row.cell(drawn if len(drawn) <= _CELL else drawn[:_CELL].rstrip() + "…")
    pages.ln(2)
