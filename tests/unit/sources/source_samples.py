"""Small valid documents of each kind, made here so that no binary file is kept."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
FRENCH = (
    "Paris, le 12 juin 2025\n"
    "Le ministère de l'Économie a signé un accord de coopération\n"
    "avec l'institut de Hanoï sur les semi-conducteurs."
)
VIETNAMESE = (
    "Hà Nội, ngày 12 tháng 6 năm 2025\n"
    "Bộ Khoa học và Công nghệ ký thỏa thuận hợp tác\n"
    "với một viện nghiên cứu của Pháp về trí tuệ nhân tạo."
)
ENGLISH = (
    "Hanoi, June 12, 2025\n"
    "The Ministry of Science signed an agreement\n"
    "with a French institute on artificial intelligence."
)
PAGE = """<!DOCTYPE html>
<html lang="fr"><head><title>Un accord signé</title>
<meta property="og:site_name" content="Le Journal">
<meta name="author" content="Claire Martin">
<meta property="article:published_time" content="2025-06-12T08:00:00+07:00"></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Un accord signé</h1>
<p>Le ministère a signé un accord avec l'institut de Hanoï sur les semi-conducteurs, à Paris.</p>
<p>Le second paragraphe dit que la coopération durera cinq ans et portera sur la recherche.</p>
<script>alert("jamais lu")</script></article></body></html>"""
FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Le fil</title>
<item><title>Un &amp; deux</title><link>/a/1</link><guid isPermaLink="false">n-1</guid>
<pubDate>Thu, 12 Jun 2025 06:30:00 +0700</pubDate>
<description>&lt;p&gt;Bref&lt;/p&gt;&lt;script&gt;non&lt;/script&gt;</description></item>
<item><title>Sans lien</title></item></channel></rss>"""


def pdf(*pages: str, info: str = "", extra: str = "") -> bytes:
    """A PDF of pages of text in Helvetica; `info` and `extra` go into its information and trailer."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 40 780 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(objects)
    trailer = f"trailer\n<< /Size {size + 1} /Root 1 0 R /Info {size} 0 R {extra} >>"
    return bytes(out + f"{trailer}\nstartxref\n{table}\n%%EOF\n".encode())


def locked_pdf() -> bytes:
    lock = "<" + "ab" * 32 + ">"
    return pdf(
        "secret",
        extra=f"/ID [{lock} {lock}] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O {lock} /U {lock} >>",
    )


def word(*paragraphs: str, title: str = "", table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                grid.cell(row, column).text = cell
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """A ZIP file; `__` in a name stands for a slash and `_` for a point."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def drawing(text: str) -> Image.Image:
    image = Image.new("L", (1150, 230), 255)
    font = ImageFont.truetype(str(FONT), 28)
    ImageDraw.Draw(image).multiline_text((30, 30), text, font=font, fill=0, spacing=14)
    return image


def picture(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()
