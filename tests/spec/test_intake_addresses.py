"""Web addresses: fetched within bounds, refused with a reason."""

import pytest
from publishers import open_publisher  # noqa: F401 - a fixture

from passerelle.apps.library.actions.jobs import Address, queue_address, queue_addresses
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.archive import open_bytes
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Document, JobItem, SourceKind
from passerelle.apps.library.queries.jobs import refusal_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(officer):
    return add_source(name="Pages", kind=SourceKind.ADDRESS, actor=officer)


def read(source, officer, *addresses: str) -> list[JobItem]:
    job = queue_addresses(
        [Address(address) for address in addresses], source=source, actor=officer, background=False
    )
    run_job(job.pk)
    return list(job.items.all())


def test_an_address_becomes_a_document_with_its_bytes(publisher, source, officer):
    address = f"{publisher.base}/article/7"
    job = queue_address(address, source=source, actor=officer)
    run_job(job.pk)
    document = Document.objects.get()
    assert (document.url, document.title, document.added_by) == (address, "Accord 7", officer)
    assert b"<article>" in open_bytes(document.snapshot_id)
    assert "accord numéro 7" in document.text
    assert "<" not in document.text


def test_where_a_redirect_ends_is_the_address(publisher, source, officer):
    items = read(source, officer, f"{publisher.base}/to//article/3", f"{publisher.base}/article/3")
    assert [item.state for item in items] == ["read", "known"]
    assert Document.objects.get().url == f"{publisher.base}/article/3"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://example.org/a", "address_scheme"),
        ("file:///etc/passwd", "address_scheme"),
        ("http://127.0.0.1:1/", "address_private"),
        ("http://169.254.169.254/latest", "address_private"),
        ("http://[::1]/", "address_private"),
        ("http://10.0.0.1/", "address_private"),
        ("not an address", None),
        ("http://example.org/" + "a" * 3000, "address_invalid"),
    ],
)
def test_what_may_not_be_visited_is_refused_with_a_sentence(publisher, source, officer, address, code):
    item = read(source, officer, address)[0]
    assert item.state == "refused"
    assert code is None or item.refusal_code == code
    assert all(len(refusal_sentence(item, language)) > 20 for language in ("fr", "vi", "en"))


def test_a_redirect_to_a_private_address_is_refused_and_the_rest_goes_on(publisher, source, officer):
    items = read(
        source,
        officer,
        f"{publisher.base}/to/http://127.0.0.1:1/secret",
        f"{publisher.base}/article/1",
        f"{publisher.base}/to/file:///etc/passwd",
    )
    assert [item.state for item in items] == ["refused", "read", "refused"]
    assert [item.refusal_code for item in items] == ["address_private", "", "address_scheme"]


def test_too_long_a_page_is_cut_off(publisher, source, officer, settings):
    settings.FETCH_BYTES = 50
    assert read(source, officer, f"{publisher.base}/article/1")[0].refusal_code == "address_too_large"
