"""HTML, PDF, Word and XML: what is taken from a good one, and why a bad one is refused."""

import docx
import pytest
from source_samples import FEED, PAGE, archive, pdf, word

from passerelle.sources import Item, Limits, Refusal, extract

LIMITS = Limits()


def read(name, data, limits=LIMITS, **given):
    return extract(Item(name, data, None, given), limits=limits)


def refused(name, data, limits=LIMITS):
    with pytest.raises(Refusal) as caught:
        read(name, data, limits)
    return caught.value


def test_a_page_gives_its_article_and_what_it_says_of_itself():
    page = read("a.html", PAGE.encode())
    assert "signé un accord avec l'institut" in page.text
    assert "jamais lu" not in page.text
    assert "Accueil" not in page.text
    assert (page.title, page.publisher, page.author) == ("Un accord signé", "Le Journal", "Claire Martin")
    assert (page.published, page.published_how) == ("2025-06-12", "metadata")
    assert page.media_type == "text/html"


def test_what_was_given_wins_over_what_the_page_says():
    page = read(
        "a.html", PAGE.encode(), title="T", publisher="P", published="2024", url="https://x.org/2023/01/02/a"
    )
    assert (page.title, page.publisher, page.published, page.published_how) == ("T", "P", "2024", "given")
    assert page.url == "https://x.org/2023/01/02/a"


def test_a_page_declares_its_encoding():
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    assert "ministère" in read("a.html", page).text


def test_a_page_that_declares_latin_1_is_read_as_browsers_do():
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("Hanoï", "Hanoï – l’été")
    assert "Hanoï – l’été" in read("a.html", page.encode("cp1252")).text


def test_a_letter_cut_in_half_does_not_cost_the_page():
    page = PAGE.replace("<head>", '<head><meta charset="utf-8">').replace("cinq ans", "cinq ans, " * 100)
    whole = page.encode()
    flawed = whole.replace("coopération".encode(), b"coop\xc3ration", 1)
    assert "coop\ufffdration" in read("a.html", flawed).text
    assert refused("a.html", b"<html><meta charset='utf-8'>" + b"\xc3 a" * 500).code == "unknown_encoding"


@pytest.mark.parametrize(
    "where", ["<p>Le 12 juin 2024, le ministre a signé un texte.</p>", "<p>© 2023 Le Journal</p>"]
)
def test_a_date_in_the_middle_of_a_page_is_not_its_publication(where):
    page = PAGE.replace('<meta property="article:published_time" content="2025-06-12T08:00:00+07:00">', "")
    assert read("a.html", page.replace("<script>", where + "<script>").encode()).published is None


def test_the_text_around_a_dropped_script_stays():
    assert read("a.html", b"<html><body>before <script>x</script>after").text.split() == ["before", "after"]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_a_page_nested_too_deep_is_refused(tag):
    assert refused("a.html", f"<html><body>{f'<{tag}>' * 50_000}deep".encode()).code == "too_deep"


def test_a_page_of_too_many_elements_or_of_none_is_refused():
    assert refused("a.html", b"<html><body>" + b"<p>x</p>" * 200, Limits(html_elements=100)).code == (
        "too_many_elements"
    )
    assert refused("a.html", b"<html><head></head><body></body></html>").code == "no_text"
    assert refused("a.html", PAGE.encode(), Limits(html_bytes=100)).code == "too_large"


def test_a_pdf_gives_its_text_page_by_page_and_its_metadata():
    info = "/Title (Accord) /Author (C. Martin) /CreationDate (D:20250612093000+07'00')"
    data = pdf(
        "Le premier accord a été signé par le ministère des\nFinances à Paris.", "La seconde page.", info=info
    )
    document = read("a.pdf", data)
    assert document.text == (
        "Le premier accord a été signé par le ministère des Finances à Paris.\n\nLa seconde page."
    )
    assert (document.title, document.author) == ("Accord", "C. Martin")
    assert (document.published, document.published_how) == ("2025-06-12", "metadata")


def test_the_date_in_a_pdf_is_believed_before_the_day_its_file_was_made():
    document = read("a.pdf", pdf("Paris, le 3 mars 2024\nTexte.", info="/CreationDate (D:20250612)"))
    assert (document.published, document.published_how) == ("2024-03-03", "text")


def test_a_cut_long_or_broken_pdf_is_refused():
    whole = pdf("words")
    assert refused("a.pdf", whole[: len(whole) // 2]).code == "truncated"
    assert refused("a.pdf", pdf("a", "b", "c"), Limits(pdf_pages=2)).code == "too_many_pages"
    assert refused("a.pdf", b"%PDF-1.4\nnothing\n%%EOF").code == "unreadable"


def test_a_word_document_gives_paragraphs_and_tables_in_order():
    data = word(
        "Hà Nội, ngày 12/6/2025", "Một thỏa thuận.", title="Tiêu đề", table=(("Đối tác", "Nước"), ("A", "B"))
    )
    document = read("a.docx", data)
    assert document.text == "Hà Nội, ngày 12/6/2025\nMột thỏa thuận.\nĐối tác | Nước\nA | B"
    assert (document.title, document.author, document.published) == ("Tiêu đề", "", "2025-06-12")


def test_a_merged_cell_is_read_once(tmp_path):
    made = docx.Document()
    grid = made.add_table(1, 3)
    grid.cell(0, 0).merge(grid.cell(0, 2)).text = "once"
    made.save(tmp_path / "a.docx")
    assert read("a.docx", (tmp_path / "a.docx").read_bytes()).text == "once"


def test_a_bomb_in_a_word_document_is_refused_before_it_is_unpacked():
    swollen = archive(word__document_xml=b"<a>" + b" " * 30_000_000)
    assert len(swollen) < 50_000
    assert refused("a.docx", swollen).code == "zip_bomb"
    many = archive(word__document_xml=b"<a/>", **{f"p{n}": b"" for n in range(30)})
    assert refused("a.docx", many, Limits(zip_entries=20)).code == "zip_bomb"
    assert refused("a.docx", word("x"), Limits(zip_bytes=1000)).code == "zip_bomb"


def test_a_cut_or_hollow_word_document_is_refused():
    assert refused("a.docx", word("words")[:-3000]).code == "truncated"
    assert refused("a.docx", archive(word__document_xml=b"<a/>")).code == "unreadable"


def test_an_entity_in_a_word_document_is_refused():
    part = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    assert refused("a.docx", archive(word__document_xml=part)).code == "xml_entities"
    assert (
        refused("a.docx", archive(word__document_xml=part.decode().encode("utf-16"))).code == "xml_entities"
    )


def test_plain_xml_gives_the_text_of_its_elements():
    assert read("a.xml", b"<?xml version='1.0'?><a>one<b>two</b>\n</a>").text == "one\ntwo"
    assert "Un & deux" in read("a.rss", FEED).text


@pytest.mark.parametrize(
    "document",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>text</a>',
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_a_document_type_is_refused(document, encoding):
    assert refused("a.xml", document.encode(encoding)).code == "xml_entities"


def test_xml_that_is_broken_or_too_deep_is_refused():
    assert refused("a.xml", b"<?xml version='1.0'?><a><b></a>").code == "unreadable"
    assert refused("a.xml", b"<?xml version='1.0'?>" + b"<a>" * 5_000).code in ("too_deep", "unreadable")


@pytest.mark.parametrize(
    ("name", "data"), [("a.html", PAGE.encode()), ("a.pdf", pdf("words")), ("a.docx", word("w"))]
)
def test_the_same_bytes_always_give_the_same_text(name, data):
    assert read(name, data) == read(name, data)
