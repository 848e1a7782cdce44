"""On a fresh installation the sample dossier has become a ledger, each step on a sentence of its document."""

import pytest
from ledgers import TODAY

from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.actions.starter import import_starter
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.starter import load_ledger
from passerelle.apps.ledger.models import Agreement, Commitment, Evidence, MeetingDecision, Step, Twin
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_page
from passerelle.apps.ledger.queries.meeting import meeting_page
from passerelle.apps.ledger.queries.meetings import MeetingFilters, meetings_page
from passerelle.apps.ledger.queries.visits import after_meeting, before_meeting
from passerelle.apps.library.actions.starter import load_starter
from passerelle.apps.library.models import Document
from passerelle.core.commitments.stages import STAGES

pytestmark = pytest.mark.django_db


def test_the_dossier_becomes_a_ledger_with_every_stage_and_some_silent(administrator):
    assert load_ledger(actor=administrator, today=TODAY) is None  # no dossier, no ledger
    import_starter(actor=None)
    load_starter(actor=administrator)
    done = load_ledger(actor=administrator, today=TODAY)
    assert done.added >= 25
    columns.forget()
    page = ledger_page(administrator, LedgerFilters(), "en", today=TODAY, page_size=100)
    counts = {facet.name: {value.value: value.count for value in facet.values} for facet in page.facets}
    assert set(counts["stage"]) == set(STAGES)
    assert counts["hush"]["silent"] >= 2
    assert page.rows[0].hush == "silent"
    for evidence in Evidence.objects.filter(minutes=None).select_related("document", "claim"):
        said = evidence.claim.quote if evidence.claim else evidence.text
        assert said
        assert said in evidence.document.text
    assert Evidence.objects.filter(claim__isnull=False).count() >= 20
    assert not Step.objects.filter(evidence=None).exists()
    assert load_ledger(actor=administrator, today=TODAY) is None
    assert Commitment.objects.count() == done.added
    agreements = list(Agreement.objects.all())
    assert len(agreements) >= 4
    assert all(one.signed and one.parties.count() >= 2 and one.documents.get().document for one in agreements)
    assert Commitment.objects.filter(agreement__in=agreements).count() >= 4
    assert not Twin.objects.exists()
    meetings_are_there_with_the_mandates_of_their_day(administrator)


def meetings_are_there_with_the_mandates_of_their_day(administrator):
    rows = meetings_page(administrator, MeetingFilters(), "vi", today=TODAY).rows
    assert {row.meeting.language for row in rows} == {"en", "fr", "vi"}
    assert all(row.decisions for row in rows)
    followed = [decision.commitment for decision in MeetingDecision.objects.exclude(commitment=None)]
    assert followed
    assert {one.stage for one in followed} == {"announced"}
    visit = next(row.meeting for row in rows if row.meeting.language == "vi")
    minister = meeting_page(administrator, visit.pk, "vi").participants[0]
    assert [office.office for office in minister.offices] == ["Bộ trưởng Bộ Khoa học và Công nghệ"]
    resolve_document(Document.objects.get(name="v4-du-an-ban-dan-viet-nam-nhat-ban.txt"), actor=None)
    after = after_meeting(administrator, visit.pk, "vi", today=TODAY)
    assert after.told, "the documents say what was promised"
    state = next(row.meeting for row in rows if row.meeting.language == "fr")
    assert before_meeting(administrator, state.pk, "fr", today=TODAY).counts["open"] >= 1
