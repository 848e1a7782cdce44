"""Claims propose, people decide: nothing changes by itself, nothing decided is asked again."""

import pytest
from happenings import tell
from known_actors import make_actor
from ledgers import TODAY, owed, shown

from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.events.actions.fold import fold_document
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.consider import consider_again, consider_documents
from passerelle.apps.ledger.actions.proposals import accept_proposal, dismiss_proposal, reopen_proposal
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.models import Commitment, Considering, Evidence, Proposal, Step
from passerelle.apps.ledger.queries.proposals import proposals_count, proposals_page
from passerelle.apps.ledger.tasks import consider_waiting
from passerelle.apps.ledger.waiting import waiting_documents
from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.actions.review import reject_claim

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def actors(db):
    columns.forget()
    ministry = make_actor("vn-most", "Bộ Khoa học và Công nghệ", kind="government")
    return make_actor("intel", "Intel", kind="company", country="US"), ministry


def signed(organisation, date="2025-05-13", **given):
    return tell(organisation, date, **given)


def consider(*documents):
    return consider_documents([one.pk for one in documents], actor=None, today=TODAY)


def waiting():
    return Proposal.objects.filter(state="waiting")


def test_a_promise_becomes_a_commitment_with_one_decision(officer, organisation):
    document = signed(organisation)
    assert consider(document) == 1
    proposal = waiting().get()
    assert (proposal.kind, proposal.commitment, proposal.to) == ("commitment", None, "signed")
    assert Commitment.objects.count() == 0
    row = proposals_page(officer, today=TODAY).rows[0]
    assert row.sentence[row.start : row.end] == proposal.claim.quote
    commitment = accept_proposal(proposal, actor=officer, today=TODAY)
    assert (commitment.stage, commitment.promised, commitment.tlp) == ("signed", "2025-05-13", "green")
    assert {commitment.owner.key, commitment.counterpart.key} == {"vn-most", "intel"}
    assert commitment.evidence.get().claim == document.claims.get()
    assert proposals_count(officer) == 0


def test_looking_again_changes_nothing_and_what_was_decided_is_not_asked_again(officer, organisation):
    document = signed(organisation)
    consider(document)
    before = list(Proposal.objects.values())
    consider(document)
    assert list(Proposal.objects.values()) == before
    dismiss_proposal(waiting().get(), actor=officer, reason="Known")
    consider(document)
    assert waiting().count() == 0
    reopen_proposal(Proposal.objects.get(), actor=officer)
    assert waiting().count() == 1
    accept_proposal(waiting().get(), actor=officer, today=TODAY)
    consider(document)
    assert waiting().count() == 0


def test_a_later_claim_proposes_a_step_of_what_is_open(officer, organisation, actors):
    intel, ministry = actors
    commitment = owed(
        officer, title="Bản ghi nhớ với Intel về chất bán dẫn", title_language="vi", kind="research",
        owner=intel, counterpart=ministry, promised="2025-05-01",
    )  # fmt: skip
    document = signed(organisation)
    consider(document)
    proposal = waiting().get()
    assert (proposal.kind, proposal.to, proposal.commitment) == ("step", "signed", commitment)
    commitment.refresh_from_db()
    assert commitment.stage == ""
    accept_proposal(proposal, actor=officer, today=TODAY)
    commitment.refresh_from_db()
    assert (commitment.stage, commitment.stage_since) == ("signed", "2025-05-13")


def test_what_a_document_says_twice_is_proposed_once(officer, organisation, actors):
    intel, ministry = actors
    commitment = owed(
        officer, title="Bản ghi nhớ với Intel về chất bán dẫn", title_language="vi", kind="research",
        owner=intel, counterpart=ministry, promised="2025-05-01",
    )  # fmt: skip
    shown(commitment, "signed", "2025-05-13", actor=officer)
    document = signed(organisation)
    claim = document.claims.get()
    claim.pk = None
    claim.end += 5
    claim.save()
    resolve_document(document, actor=None)
    fold_document(document, actor=None)
    assert consider(document) == 1
    proposal = waiting().get()
    assert (proposal.kind, proposal.commitment) == ("evidence", commitment)


def test_an_agreement_takes_the_money_of_its_sentence_with_it(officer, organisation):
    document = signed(organisation)
    claim = document.claims.get()
    claim.pk, claim.type, claim.status, claim.instrument = None, "investment", "announced", ""
    claim.quantity_value, claim.quantity_unit = 6e7, "EUR"
    claim.end += 5
    claim.save()
    resolve_document(document, actor=None)
    fold_document(document, actor=None)
    assert consider(document) == 1
    commitment = accept_proposal(waiting().get(), actor=officer, today=TODAY)
    assert (commitment.budget_amount, commitment.budget_currency) == (60_000_000, "EUR")
    assert commitment.born_of.type == "agreement"


def test_the_second_to_decide_is_told_who_was_faster(officer, coordinator, organisation):
    consider(signed(organisation))
    proposal = waiting().get()
    accept_proposal(proposal, actor=officer, today=TODAY)
    with pytest.raises(Conflict) as conflict:
        dismiss_proposal(proposal, actor=coordinator)
    assert conflict.value.by == officer
    assert (Commitment.objects.count(), Step.objects.count()) == (1, 1)


def test_what_is_refused_leaves_nothing_behind(officer, organisation):
    consider(signed(organisation))
    proposal = waiting().get()
    with pytest.raises(InvalidEntry):
        accept_proposal(
            proposal, values={"budget_amount": "-1", "budget_currency": "EUR"}, actor=officer, today=TODAY
        )
    with pytest.raises(InvalidEntry):
        accept_proposal(proposal, on="2031", actor=officer, today=TODAY)
    assert (Commitment.objects.count(), Evidence.objects.count(), waiting().count()) == (0, 0, 1)


def test_a_rejected_claim_proposes_nothing_any_more(officer, organisation):
    document = signed(organisation)
    consider(document)
    reject_claim(document.claims.get(), reason="No.", actor=officer)
    assert document in waiting_documents() or not Considering.objects.filter(document=document).exists()
    consider(document)
    assert Proposal.objects.get().state == "outdated"
    with pytest.raises(Conflict):
        accept_proposal(Proposal.objects.get(), actor=officer, today=TODAY)


def test_two_reports_of_one_event_propose_one_commitment(organisation, officer):
    first, second = signed(organisation), signed(organisation)
    consider(first)
    consider(second)
    consider(first, second)
    assert waiting().count() == 1


def test_every_folded_document_is_looked_at_once_and_again_when_asked(organisation, officer):
    documents = [signed(organisation), signed(organisation, "2025-05-24", what="meet")]
    assert waiting_documents().count() == 2
    consider_waiting.call()
    assert waiting_documents().count() == 0
    assert Considering.objects.count() == len(documents)
    consider_again(actor=None)
    assert waiting_documents().count() == 2


def test_a_document_that_cannot_be_looked_at_does_not_hold_up_the_others(organisation, monkeypatch):
    from passerelle.apps.ledger import proposing

    broken, whole = signed(organisation), signed(organisation, "2025-05-24", what="meet")
    real = proposing.reports_of

    def failing(claims):
        if any(claim.document_id == broken.pk for claim in claims):
            raise ValueError("broken")
        return real(claims)

    monkeypatch.setattr(proposing, "reports_of", failing)
    consider_waiting.call()
    assert set(Considering.objects.values_list("document", flat=True)) == {whole.pk}


def test_a_document_marked_more_strictly_takes_its_commitments_along(officer, organisation):
    document = signed(organisation)
    consider(document)
    commitment = accept_proposal(waiting().get(), actor=officer, today=TODAY)
    mark_document(document, tlp="red", actor=officer)
    commitment.refresh_from_db()
    assert commitment.tlp == "red"
