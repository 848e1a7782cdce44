"""Reports: one content as Word and as PDF, read back as others read it, marked on every page, in three languages."""

import io
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse
from django.utils.translation import override
from docx import Document as Word
from known_actors import make_actor
from ledgers import TODAY, both_sides, owed, shown
from meetings import decided, met

from passerelle.apps.correspondence.reports.content import Facts, Heading, Paragraph, Report, Table
from passerelle.apps.correspondence.reports.making import FORMS, REPORTS, make_report
from passerelle.apps.correspondence.reports.pdf import pdf_file
from passerelle.apps.correspondence.reports.word import word_file
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.decisions import follow_decision
from passerelle.apps.ledger.actions.milestones import add_milestone
from passerelle.apps.ledger.models import Agreement, Meeting
from passerelle.apps.library.models import Tlp

VIETNAMESE = "Ặ Ẵ Ệ Ổ Ợ Ự Ỹ ặ ẵ ệ ổ ợ ự ỹ Đ đ – Nguyễn Thị Hường, Thừa Thiên Huế"


def in_word(content: bytes) -> str:
    """Every text of a Word file: heads, paragraphs, tables, header and footer."""
    word = Word(io.BytesIO(content))
    found = [one.text for one in word.paragraphs]
    found += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    found += [
        one.text for part in (word.sections[0].header, word.sections[0].footer) for one in part.paragraphs
    ]
    return "\n".join(found)


def in_pdf(content: bytes) -> list[str]:
    """The text of each page of a PDF, white space as one space."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def read(user, kind, which="", form="pdf", language="en", today=TODAY) -> str:
    with override(language):
        made = make_report(user, kind, which, form, today=today)
    content = b"".join(made.content)
    return " ".join((in_word(content) if form == "docx" else " ".join(in_pdf(content))).split())


@pytest.fixture
def signed(officer):
    company, ministry = both_sides()
    agreement = record_agreement(
        title="Chip alliance", signed="2025-05-13", kind="training", tlp="amber", actor=officer,
        parties=[(company, "party"), (ministry, "party")],
    )  # fmt: skip
    one = owed(officer, owner=company, counterpart=ministry, agreement=agreement, tlp="amber")
    shown(one, "started", "2025-06", actor=officer, known_on=date(2025, 6, 20))
    add_milestone(one, title="First class", due="2026-03", actor=officer)
    return agreement


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["L’accord", "Ce qui a été promis dans ce cadre", "décembre 2026", "Commencé", "Jalons"]),
        ("vi", ["Cam kết theo thỏa thuận này", "tháng 12 năm 2026", "Đã bắt đầu", "Các mốc"]),
        ("en", ["What was promised under it", "December 2026", "Started", "Milestones"]),
    ],
)
def test_the_report_of_an_agreement_is_read_back(officer, signed, form, language, words):
    text = read(officer, "agreement", str(signed.pk), form, language)
    for word in [*words, "Chip alliance", "Intel", "Train 500 chip designers", "First class", "TLP:AMBER"]:
        assert word in text, word


@pytest.mark.django_db
def test_the_report_of_a_partner_says_what_it_owes_and_is_owed(officer, signed):
    owes = read(officer, "partner", "intel").split("What the partner owes")[1]
    assert "Train 500 chip designers" in owes.split("What the partner is owed")[0]
    assert (
        "Train 500 chip designers" in read(officer, "partner", "vn-most").split("What the partner is owed")[1]
    )
    assert "Chip alliance" in read(officer, "partner", "vn-most")


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            [
                "Les cinq clés : Intel – Viêt Nam",
                "Confiance",
                "Ce qui manque",
                "Promis",
                "Institutions ouvertes",
            ],
        ),
        ("vi", ["Năm chìa khóa: Intel – Việt Nam", "Tin cậy", "Thông tin còn thiếu", "Thể chế cởi mở"]),
        ("en", ["The five keys: Intel – Vietnam", "Trust", "What is missing", "Promised", "1 of 1"]),
    ],
)
def test_the_report_of_a_partner_holds_the_five_keys_and_what_they_rest_on(
    officer, signed, form, language, words
):
    one = signed.commitments.get()
    shown(
        one, "delivered", "2026-05-01", kind="inspection", actor=officer, known_on=date(2026, 5, 2),
        address="https://example.org/opened",
    )  # fmt: skip
    text = read(officer, "partner", "intel", form, language).replace("\u00a0", " ")
    for word in words:
        assert word in text, word
    keys = text.split(words[0])[1]
    assert "Train 500 chip designers (TLP:AMBER)" in keys


@pytest.mark.django_db
def test_what_is_silent_stands_in_its_report_with_since_when_and_why(officer, signed):
    owed(officer, title="Fresh promise", promised="2026-11-20")
    text = read(officer, "silent")
    assert "Train 500 chip designers (TLP:AMBER)" in text.split("Quiet")[0]
    assert "Nothing independent for longer than is usual" in text
    assert "Fresh promise" not in text
    assert "Nothing is silent." in read(officer, "silent", today=date(2025, 7, 1))


@pytest.mark.django_db
def test_the_report_of_a_mission_holds_its_own_ledger_only(officer, second_officer, signed):
    owed(officer, title="Late promise", promised="2026-01-01", deadline="2026-10-01")
    owed(second_officer, title="Promise of another mission", promised="2026-01-01", deadline="2026-10-01")
    Meeting.objects.create(title="Joint committee", held_on="2026-12-01", organisation=officer.organisation)
    text = read(officer, "mission")
    assert "Late promise" in text.split("Overdue")[2].split("Due within a month")[0]
    assert "Joint committee" in text
    assert "another mission" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "kind", sorted(REPORTS.keys() - {"programme"})
)  # it is asked in test_programme_report
def test_no_report_holds_what_its_reader_may_not_see(
    officer, person, organisation, second_officer, form, kind
):
    company, _ministry = both_sides()
    for tlp in Tlp.values:
        agreement = record_agreement(
            title=f"Agreement {tlp}", tlp=tlp, actor=officer, parties=[(company, "party")]
        )
        one = owed(
            officer,
            title=f"Promise {tlp}",
            tlp=tlp,
            owner=company,
            promised="2025-01-01",
            agreement=agreement,
        )
        assert one.tlp == tlp
    readers = {
        officer: {"clear", "green", "amber", "red"}, second_officer: {"clear", "green"},
        person("visitor", organisation): {"clear", "green", "amber"},
    }  # fmt: skip
    meeting = str(met(officer, tlp="clear", participants=[(company, "", "")]).pk)
    agreement = str(Agreement.objects.get(title="Agreement clear").pk)
    which = {"partner": "intel", "agreement": agreement} | dict.fromkeys(
        ("minutes", "before", "after"), meeting
    )
    for reader, sees in readers.items():
        text = read(reader, kind, which.get(kind, ""), form)
        for tlp in Tlp.values:
            if kind in ("minutes", "after"):
                assert "Promise" not in text, "what the meeting did not decide"
            elif kind == "agreement":
                assert (f"Promise {tlp}" in text) == (tlp == "clear")
            elif kind != "mission" or reader.organisation == organisation:
                assert (f"Promise {tlp} " in text) == (tlp in sees), (kind, reader, tlp)
        assert kind in ("agreement", "minutes", "after") or "TLP:RED" in text or "red" not in sees


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            ["Participants", "Décisions", "Procès-verbal", "5 mars 2026", "31 décembre 2026", "Suivie comme"],
        ),
        (
            "vi",
            [
                "Thành phần tham dự",
                "Quyết định",
                "Biên bản",
                "5/3/2026",
                "31/12/2026",
            ],
        ),
        ("en", ["Who took part", "Decisions", "Minutes", "5 March 2026", "31 December 2026", "Followed as"]),
    ],
)
def test_minutes_are_read_back_with_who_decided_what(officer, form, language, words):
    company, _ministry = both_sides()
    one = met(
        officer, tlp="amber", agenda="Chips", minutes="Both sides met.\nThey agreed.",
        participants=[(company, "Jane Doe", "Director"), (None, "Trần Lan", "")],
    )  # fmt: skip
    decision = decided(one, owner=company, person="Jane Doe", due="2026-12-31", actor=officer)
    follow_decision(decision, actor=officer, today=TODAY)
    text = read(officer, "minutes", str(one.pk), form, language)
    told = ["Jane Doe (Intel)", "Director", "Trần Lan", "Both sides met.", "They agreed.", "TLP:AMBER"]
    for word in [*words, *told, "Intel, Jane Doe"]:
        assert word in text, word
    assert text.count(decision.text) == 2, "as decided, and as it is followed"


@pytest.mark.django_db
def test_a_report_of_what_may_not_be_seen_is_not_there(client, officer, second_officer, signed):
    make_actor("acme", "Acme", kind="company", country="US")
    secret = met(officer, tlp="amber")
    client.force_login(second_officer)
    for address in (
        reverse("correspondence:report-of", args=["agreement", signed.pk, "pdf"]),
        reverse("correspondence:report-of", args=["agreement", 999, "pdf"]),
        reverse("correspondence:report-of", args=["agreement", "intel", "pdf"]),
        reverse("correspondence:report-of", args=["partner", "nobody", "docx"]),
        reverse("correspondence:report-of", args=["silent", "1", "docx"]),
        reverse("correspondence:report", args=["partner", "pdf"]),
        *(
            reverse("correspondence:report-of", args=[kind, which, "docx"])
            for kind in ("minutes", "before", "after")
            for which in (secret.pk, 999, "intel")
        ),
        reverse("correspondence:report", args=["silent", "exe"]),
        reverse("correspondence:report", args=["secret", "pdf"]),
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_pages_offer_their_reports_as_files(client, officer, signed, language):
    client.force_login(officer)
    client.cookies["django_language"] = language
    pages = {
        reverse("correspondence:reports"): reverse("correspondence:report", args=["silent", "pdf"]),
        reverse("ledger:agreement", args=[signed.pk]): reverse(
            "correspondence:report-of", args=["agreement", signed.pk, "docx"]
        ),
        reverse("directory:actor", args=["intel"]): reverse(
            "correspondence:report-of", args=["partner", "intel", "pdf"]
        ),
    }
    for page, address in pages.items():
        assert address in client.get(page).content.decode()
        answer = client.get(address)
        assert answer.status_code == 200
        form = address.rpartition(".")[2]
        assert answer.headers["Content-Type"] == FORMS[form]
        assert f"TLP-AMBER.{form}" in answer.headers["Content-Disposition"]


def a_report(*parts, marking="red", title="Un titre"):
    return Report("report", title, "fr", marking, parts)


def test_every_page_of_a_pdf_bears_the_marking_and_tables_repeat_their_head():
    rows = tuple((f"Engagement numéro {number}", "Livré") for number in range(120))
    pages = in_pdf(pdf_file(a_report(Table(("Intitulé", "Étape"), rows, (70, 30)))))
    assert len(pages) > 2
    for page in pages:
        assert page.count("TLP:RED") == 2, "above and below"
        assert "Intitulé" in page
    assert "Engagement numéro 119 Livré" in pages[-1]


def test_word_repeats_the_head_of_a_table_and_marks_its_pages():
    word = Word(io.BytesIO(word_file(a_report(Table(("Intitulé",), (("un",),), (1,))))))
    (table,) = word.tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "TLP:RED" in word.sections[0].header.paragraphs[0].text
    assert "TLP:RED" in word.sections[0].footer.paragraphs[0].text
    assert "PAGE" in word.sections[0].footer._element.xml
    assert word.core_properties.language == "fr"


@pytest.mark.parametrize("write", [word_file, pdf_file])
def test_every_letter_of_the_three_languages_is_written(write):
    text = f"{VIETNAMESE} « Où êtes-vous ? », l’œuvre – 1\u202f500\u00a0€"
    report = a_report(
        Heading(text), Paragraph(text), Facts((("Nom", text),)), Table((text,), ((text,),), (1,)), title=text
    )
    content = write(report)
    found = in_word(content) if write is word_file else " ".join(in_pdf(content))
    assert " ".join(found.split()).count(" ".join(text.split())) == 6


@pytest.mark.parametrize("write", [word_file, pdf_file])
def test_what_cannot_be_written_harms_nothing(write):
    odd = "北京 \x00\x0b <b>&amp; =1+1 กรุงเทพ 🚀 " + "x" * 400
    content = write(a_report(Heading(odd), Paragraph(odd), Table((odd, odd), ((odd, ""),), (60, 40))))
    found = in_word(content) if write is word_file else " ".join(in_pdf(content))
    assert "<b>&amp; =1+1" in " ".join(found.split())
    assert "\x00" not in found


def test_a_pdf_writes_foreign_letters_in_latin_ones():
    assert "BeiJing" in in_pdf(pdf_file(a_report(Paragraph("北京"))))[0].replace(" ", "")
