"""A page asks the database as often for one document as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelle.apps.library.actions.jobs import queue_files
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.intake import run
from passerelle.apps.library.models import Claim, Document, SourceKind
from passerelle.sources.model import Item

pytestmark = pytest.mark.django_db

TEXT = "Hanoï, le {day} mars 2025. Le Vietnam et la France ont signé un accord sur les semi-conducteurs.\n"


def add(officer, days: range) -> None:
    source = add_source(
        name=f"Press {days}", kind=SourceKind.FILES, tlp="green", reliability="B", actor=officer
    )
    items = [Item(f"{day}.txt", TEXT.format(day=day).encode()) for day in days]
    run.run_job(queue_files(items, source=source, actor=officer, background=False).pk)


@pytest.mark.parametrize("screen", ["desk:home", "library:list", "library:waiting"])
def test_more_documents_take_no_more_queries(client, officer, screen, django_assert_max_num_queries):
    client.force_login(officer)
    add(officer, range(2, 4))
    client.get(reverse(screen))  # the visit is noted once, and the index read once
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(screen))
    number = len(few)
    assert number
    add(officer, range(4, 10))
    assert Document.objects.count() == 8
    assert Claim.objects.values("document").distinct().count() == 8
    client.get(reverse(screen))  # what is kept in memory of the index is read anew once
    with django_assert_max_num_queries(number):
        assert client.get(reverse(screen)).status_code == 200
