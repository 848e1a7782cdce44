"""The screen of differences between readings: who sees what, in which language, and what each form does."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelle.apps.library.actions.intake import record_rereading
from passerelle.apps.library.actions.jobs import queue_files, reread_documents
from passerelle.apps.library.actions.review import confirm_claim
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.intake import run
from passerelle.apps.library.intake.prepare import Reread, prepare_rereading
from passerelle.apps.library.models import Difference, Document, SourceKind
from passerelle.apps.library.queries.differences import OPEN
from passerelle.sources.model import Item

pytestmark = pytest.mark.django_db

TEXT = (
    "Le ministère français de l'Économie et FPT ont signé le 11 juin 2025 à Paris un protocole d'accord sur les "
    "semi-conducteurs. Le Vietnam veut former 50 000 ingénieurs d'ici 2030.\n"
)
HTMX = {"HTTP_HX-Request": "true"}


def add(officer, *texts: str, name: str = "Press") -> list[Document]:
    source = add_source(name=name, kind=SourceKind.FILES, tlp="amber", reliability="B", actor=officer)
    items = [Item(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]
    run.run_job(queue_files(items, source=source, actor=officer, background=False).pk)
    return list(Document.objects.filter(source=source))


def read_otherwise(document: Document, job=None) -> None:
    """Read again, by a reader for which what was signed is only negotiated, and which finds no target."""
    found = prepare_rereading(document)
    claims = [
        replace(claim, status="negotiating", confidence={**claim.confidence, "status": 0.55})
        if claim.type == "agreement"
        else claim
        for claim in found.reading.claims
        if claim.type != "target"
    ]
    reading = replace(found.reading, version="9", claims=tuple(claims))
    record_rereading(Reread(document, reading, []), job=job, actor=None)


@pytest.fixture
def document(officer) -> Document:
    return add(officer, TEXT)[0]


def open_of(document: Document, type_: str) -> Difference:
    return Difference.objects.filter(OPEN).get(claim__document=document, claim__type=type_)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            [
                "Différences entre lectures",
                "Statut",
                "en négociation",
                "55\u202f% douteux",
                "Prendre les nouvelles valeurs",
            ],
        ),
        (
            "vi",
            [
                "Khác biệt giữa các lượt đọc",
                "Tình trạng",
                "đang đàm phán",
                "55% chưa chắc",
                "Nhận các giá trị mới",
            ],
        ),
        (
            "en",
            [
                "Differences between readings",
                "Status",
                "under negotiation",
                "55% doubtful",
                "Take the new values",
            ],
        ),
    ],
)
def test_the_screen_says_attribute_by_attribute_what_changed_and_how_sure(
    client, officer, document, language, words
):
    read_otherwise(document)
    client.force_login(officer)
    client.cookies["django_language"] = language
    answer = client.get(reverse("library:differences"))
    assert answer.status_code == 200
    assert [word for word in words if word not in answer.text.replace("\xa0%", "\u202f%")] == []


def test_only_who_may_see_the_document_sees_its_differences(
    client, officer, second_officer, visitor, document
):
    read_otherwise(document)
    one = open_of(document, "agreement")
    client.force_login(second_officer)
    page = client.get(reverse("library:differences"))
    assert f"claim-{one.claim_id}" not in page.text
    for name in ("accept", "keep"):
        assert client.post(reverse(f"library:{name}", args=[one.pk])).status_code == 404
    assert client.get(reverse("library:differences"), {"document": document.pk}).status_code == 404
    client.force_login(visitor)
    page = client.get(reverse("library:differences")).text
    assert f"claim-{one.claim_id}" in page
    assert "data-act" not in page
    assert client.post(reverse("library:accept", args=[one.pk])).status_code == 403


def test_the_new_values_are_taken_or_the_former_kept(client, officer, document):
    read_otherwise(document)
    client.force_login(officer)
    one = open_of(document, "agreement")
    answer = client.post(reverse("library:accept", args=[one.pk]), {"seen": one.claim.token}, **HTMX)
    assert 'data-act="undo"' in answer.text
    assert 'data-act="keep"' not in answer.text
    one.claim.refresh_from_db()
    assert (one.claim.state, one.claim.status) == ("confirmed", "negotiating")
    answer = client.post(
        reverse("library:undo", args=[one.claim_id]), {"seen": one.claim.token, "difference": one.pk}, **HTMX
    )
    assert 'data-act="keep"' in answer.text
    answer = client.post(reverse("library:keep", args=[one.pk]))
    assert (
        answer.url == f"{reverse('library:differences')}?document={document.pk}&all=yes#claim-{one.claim_id}"
    )
    one.claim.refresh_from_db()
    assert (one.claim.state, one.claim.status) == ("corrected", "signed")


def test_a_decision_stands_and_the_screens_say_that_the_reader_would_say_otherwise(client, officer, document):
    confirm_claim(document.claims.get(type="agreement"), actor=officer)
    read_otherwise(document)
    client.force_login(officer)
    one = open_of(document, "agreement")
    assert (one.kind, one.claim.status) == ("otherwise", "signed")
    client.cookies["django_language"] = "en"
    for address in (
        reverse("library:differences"),
        reverse("library:document", args=[document.pk]),
        reverse("library:claim", args=[one.claim_id]),
    ):
        assert "The new reader would say" in client.get(address).text
    client.post(reverse("library:keep", args=[one.pk]), {"seen": one.claim.token})
    assert "The new reader would say" not in client.get(reverse("library:document", args=[document.pk])).text
    one.claim.refresh_from_db()
    assert (one.claim.status, one.claim.decisions.count()) == ("signed", 2)


def test_a_claim_decided_elsewhere_meanwhile_is_not_overwritten(client, officer, coordinator, document):
    read_otherwise(document)
    one = open_of(document, "agreement")
    seen = one.claim.token
    confirm_claim(one.claim, actor=coordinator)
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    answer = client.post(reverse("library:keep", args=[one.pk]), {"seen": seen}, **HTMX)
    assert "confirmed this claim on" in answer.text
    one.claim.refresh_from_db()
    assert one.claim.status == "negotiating"


def test_correcting_from_this_screen_comes_back_to_it(client, officer, document):
    read_otherwise(document)
    one = open_of(document, "agreement")
    client.force_login(officer)
    address = reverse("library:correct", args=[one.claim_id]) + f"?difference={one.pk}"
    form = client.get(address, **HTMX)
    assert f"difference={one.pk}" in form.text
    closed = client.get(f"{address}&close=1", **HTMX)
    assert 'data-act="keep"' in closed.text
    rejected = client.post(
        reverse("library:reject", args=[one.claim_id]), {"reason": "Wrong parties", "difference": one.pk}
    )
    assert rejected.url.startswith(reverse("library:differences"))


def test_the_list_is_narrowed_and_nonsense_in_the_address_is_passed_over(client, officer, document):
    read_otherwise(document)
    client.force_login(officer)
    agreement, target = open_of(document, "agreement"), open_of(document, "target")

    def shown(**query) -> set[int]:
        page = client.get(reverse("library:differences"), query).text
        return {one.claim_id for one in (agreement, target) if f'id="claim-{one.claim_id}"' in page}

    assert shown() == {agreement.claim_id, target.claim_id}
    assert shown(kind="withdrawn") == {target.claim_id}
    assert shown(kind="gained") == set()
    assert shown(kind="x", document="y", page="z", job="½") == {agreement.claim_id, target.claim_id}
    confirm_claim(agreement.claim, actor=officer)
    assert shown() == {target.claim_id}
    assert shown(all="yes") == {agreement.claim_id, target.claim_id}


def test_the_desk_and_the_job_lead_to_the_differences(client, officer, second_officer, document):
    job = reread_documents([document], actor=officer, background=False)
    read_otherwise(document, job)
    client.force_login(officer)
    assert reverse("library:differences") in client.get(reverse("desk:home")).text
    assert (
        f"{reverse('library:differences')}?job={job.pk}"
        in client.get(reverse("intake:job", args=[job.pk])).text
    )
    assert client.get(reverse("library:differences"), {"job": job.pk}).status_code == 200
    client.force_login(second_officer)
    assert client.get(reverse("library:differences"), {"job": job.pk}).status_code == 404
    assert reverse("library:differences") not in client.get(reverse("desk:home")).text


def test_more_differences_take_no_more_queries(client, officer, document, django_assert_max_num_queries):
    client.force_login(officer)
    address = reverse("library:differences")
    read_otherwise(document)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for other in add(officer, *(f"{TEXT}{number}." for number in range(3)), name="More"):
        read_otherwise(other)
    with django_assert_max_num_queries(len(few)):
        assert client.get(address).text.count('<article class="claim') == 8
