"""A name that only documents give, perhaps strictly marked ones, stands in nothing that leaves the desk."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from dossiers import make_document
from known_actors import make_candidate, make_mention
from ledgers import TODAY, both_sides, owed

from passerelle.apps.correspondence.queries.calendar import calendar_entries
from passerelle.apps.correspondence.reports.making import make_report
from passerelle.apps.correspondence.spreadsheets.ledger_list import export_ledger
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.meetings import record_meeting
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.ledger.queries.filters import LedgerFilters

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(officer, organisation):
    """A meeting with one known from a RED document only, to whom a commitment is owed."""
    secret = make_document(organisation, text="Talks with Zorglub SA.", tlp="red", language="en")
    stranger = make_candidate()
    make_mention(secret, "z", stranger, "Zorglub SA")
    intel, _ministry = both_sides()
    agreement = record_agreement(title="Joint works", signed="2025-05", tlp="clear", actor=officer)
    owed(
        officer, agreement=agreement, owner=intel, counterpart=stranger, tlp="clear", title="Joint lab",
        deadline="2026-12",
    )  # fmt: skip
    assert names_shown(officer, [stranger], "en")[stranger.pk] == "Zorglub SA"
    return record_meeting(
        actor=officer, title="Round", held_on="2026-11-20", tlp="clear", participants=[(stranger, "", "")],
        today=TODAY,
    )  # fmt: skip


def test_not_in_a_calendar(officer, meeting):
    told = " ".join(one.title + one.words for one in calendar_entries(officer, "en", today=TODAY))
    assert "Intel" in told
    assert "Zorglub" not in told


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_not_in_a_spreadsheet(officer, meeting, form):
    content = b"".join(export_ledger(officer, LedgerFilters.from_query({}), form, today=TODAY).content)
    told = content if form == "csv" else _unpacked(content)
    assert b"Intel" in told
    assert b"Zorglub" not in told


@pytest.mark.parametrize("kind", ["minutes", "after", "mission", "silent", "agreement"])
def test_not_in_a_report(officer, meeting, kind):
    which = {"minutes": str(meeting.pk), "after": str(meeting.pk)}.get(kind, "")
    if kind == "agreement":
        which = str(Agreement.objects.get().pk)
    content = b"".join(make_report(officer, kind, which, "docx", today=TODAY).content)
    assert b"Zorglub" not in _unpacked(content)


def _unpacked(content):
    with ZipFile(BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())
