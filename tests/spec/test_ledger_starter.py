"""On a fresh installation the sample dossier has become a ledger, each step on a sentence of its document."""

import pytest
from ledgers import TODAY

from passerelle.apps.directory.actions.starter import import_starter
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.starter import load_ledger
from passerelle.apps.ledger.models import Commitment, Evidence, Step
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_page
from passerelle.apps.library.actions.starter import load_starter
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
    for evidence in Evidence.objects.select_related("document", "claim"):
        said = evidence.claim.quote if evidence.claim else evidence.text
        assert said
        assert said in evidence.document.text
    assert Evidence.objects.filter(claim__isnull=False).count() >= 20
    assert not Step.objects.filter(evidence=None).exists()
    assert load_ledger(actor=administrator, today=TODAY) is None
    assert Commitment.objects.count() == done.added
