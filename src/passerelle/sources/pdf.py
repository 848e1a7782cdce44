"""PDF: the text layer of each page, or the picture of a page that has none."""

from importlib.metadata import version
from io import BytesIO
from typing import Any

import regex

from passerelle.sources.limits import Limits
from passerelle.sources.lines import unwrap
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts

_TAIL = 4096
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_LETTERS = regex.compile(r"\w")
_FEWEST_LETTERS = 3
# PDFium writes U+0002 or U+FFFE where a word was hyphenated at the end of a line.
_CUT_WORD = regex.compile(r"[\x02\ufffe]\s*")
_DOTS_AN_INCH = 300
_LONGEST_SIDE = 5000
_CREATED = regex.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})")


def read_pdf(item: Item, limits: Limits) -> Parts:
    """Return the pages of a PDF. Raises Refusal where it is locked, cut short or too long."""
    import pypdfium2

    if b"%%EOF" not in item.data[-_TAIL:]:
        raise Refusal("truncated", item.name, kind="pdf")
    try:
        document = pypdfium2.PdfDocument(item.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise Refusal("encrypted", item.name, kind="pdf") from error
        raise
    try:
        if len(document) > limits.pdf_pages:
            raise Refusal("too_many_pages", item.name, pages=len(document), limit=limits.pdf_pages)
        said = document.get_metadata_dict()
        return Parts(
            pages=_pages(item, document, limits),
            media_type="application/pdf",
            extractor=f"pdf pypdfium2 {version('pypdfium2')}",
            title=said.get("Title", ""),
            author=said.get("Author", ""),
            created=_date(said.get("CreationDate", "")),
        )
    finally:
        document.close()


def _pages(item: Item, document: Any, limits: Limits) -> tuple[str | bytes, ...]:
    pages: list[str | bytes] = []
    pictures = 0
    for number in range(len(document)):
        page = document[number]
        text = _text(page)
        if len(_LETTERS.findall(text)) >= _FEWEST_LETTERS or not _has_picture(page):
            pages.append(text)
        else:
            pictures += 1
            if pictures > limits.ocr_pages:
                raise Refusal("too_many_scans", item.name, limit=limits.ocr_pages)
            pages.append(_picture(page))
        page.close()
    return tuple(pages)


def _text(page: Any) -> str:
    layer = page.get_textpage()
    try:
        text = layer.get_text_range().replace("\r\n", "\n").replace("\r", "\n")
    finally:
        layer.close()
    return unwrap(_CUT_WORD.sub("", text))


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    drawn = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    return next(iter(page.get_objects(filter=drawn, max_depth=4)), None) is not None


def _picture(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(_DOTS_AN_INCH / 72, _LONGEST_SIDE / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        out = BytesIO()
        bitmap.to_pil().convert("L").save(out, "PNG", dpi=(_DOTS_AN_INCH, _DOTS_AN_INCH))
    finally:
        bitmap.close()
    return out.getvalue()


def _date(stamp: str) -> str | None:
    found = _CREATED.match(stamp)
    return "-".join(found.groups()) if found else None
