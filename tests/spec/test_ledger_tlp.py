"""Nobody learns from the ledger what markings forbid: no row, count, facet, word that is found, or evidence."""

from datetime import date

import pytest
from happenings import tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_actors import make_actor
from ledgers import TODAY
from test_permissions_tlp import allowed

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import MEMBERS, rows
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.agreements import add_agreement_document, record_agreement
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.consider import consider_documents
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.proposals import accept_proposal
from passerelle.apps.ledger.actions.refusals import InvalidEntry, MarkingQuestion
from passerelle.apps.ledger.markings import shows
from passerelle.apps.ledger.models import (
    Agreement,
    AgreementParty,
    Commitment,
    Edit,
    Evidence,
    Proposal,
    Step,
)
from passerelle.apps.ledger.queries.agreements import (
    AgreementFilters,
    agreement_page,
    agreements_page,
    twins_for,
)
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_counts, ledger_page
from passerelle.apps.ledger.queries.proposals import proposals_count, proposals_page
from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.models import Claim, Document, Tlp

pytestmark = pytest.mark.django_db

ROW = st.tuples(st.integers(0, 2), st.sampled_from(Tlp.values))
EVIDENCE = st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans())
WORLD = st.tuples(
    st.lists(ROW, min_size=1, max_size=4),  # agreements, each with a commitment of its marking
    st.lists(ROW, min_size=1, max_size=4),  # documents
    st.lists(EVIDENCE, max_size=4),  # which commitment rests on which document; marked otherwise afterwards
    st.sampled_from(Tlp.values),
)
READER = st.tuples(st.integers(0, 2), st.sampled_from(ROLES), st.booleans())


def emptied():
    for model in (Step, Evidence, Proposal, Edit, Commitment, AgreementParty, Agreement, Claim, Document):
        model.objects.all().delete()
    columns.forget()


class World:
    """Agreements, commitments, documents of three organisations, and a reader of one of them."""

    def __init__(self, world, reader):
        promises, papers, links, later = world
        self.number = number = Organisation.objects.count()
        self.organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
        self.officers = [
            User.objects.create(username=f"officer-{number}-{at}", role="officer", organisation=one)
            for at, one in enumerate(self.organisations)
        ]
        home, role, active = reader
        self.user = User.objects.create(
            username=f"reader-{number}", role=role, organisation=self.organisations[home], is_active=active
        )
        self.documents = [
            tell(self.organisations[owner], f"2025-05-{10 + at}", document={"tlp": tlp})
            for at, (owner, tlp) in enumerate(papers)
        ]
        self.commitments = [self.promised(at, owner, tlp) for at, (owner, tlp) in enumerate(promises)]
        for which, what, remark in links:
            self.rest(
                self.commitments[which % len(promises)], self.documents[what % len(papers)], remark and later
            )
        self.propose()
        for document in self.documents:
            document.refresh_from_db()
        self.may_see = {one.pk for one in self.documents if allowed(self.user, one)}
        self.open = {one.pk: one for one in Commitment.objects.all() if allowed(self.user, one)}
        self.agreements = {one.pk for one in Agreement.objects.all() if allowed(self.user, one)}

    def officer(self, organisation):
        return self.officers[self.organisations.index(organisation)]

    def promised(self, at, owner, tlp):
        # Each has a country, a kind and a word of its own: seen anywhere, it gives the row away.
        officer = self.officers[owner]
        who = make_actor(f"actor-{self.number}-{at}", f"Actor {at}", country=("FR", "JP", "KR", "SG")[at])
        agreement = record_agreement(
            title=f"Agreement {at}", tlp=tlp, parties=[(who, "party")], actor=officer
        )
        for document in self.documents:
            if allowed(officer, document):
                add_agreement_document(agreement, document=document, actor=officer)
            else:
                with pytest.raises(InvalidEntry):
                    add_agreement_document(agreement, document=document, actor=officer)
        kind = ("training", "visit", "policy", "dialogue")[at]
        return promise(
            title=f"secret{at}", tlp=tlp, owner=who, agreement=agreement, promised="2024-01-01", kind=kind,
            actor=officer, today=TODAY,
        )  # fmt: skip

    def rest(self, commitment, document, later):
        claim, officer = document.claims.get(), self.officer(commitment.organisation)
        rest_on = {"kind": "report", "on": "2025-05-12", "claim": claim, "actor": officer, "today": TODAY}
        try:
            add_evidence(commitment, **rest_on)
        except MarkingQuestion:
            add_evidence(commitment, **rest_on, confirmed_marking=True)
        except InvalidEntry:
            return
        if later:
            mark_document(document, tlp=later, actor=self.officer(document.organisation))

    def propose(self):
        consider_documents([one.pk for one in self.documents], actor=None, today=TODAY)
        for proposal in Proposal.objects.filter(state="waiting", commitment=None)[:1]:
            accept_proposal(proposal, actor=self.officer(proposal.organisation), today=TODAY)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WORLD, READER)
def test_no_list_count_facet_or_page_shows_what_a_marking_hides(db, world, reader):
    emptied()
    made = World(world, reader)
    who_sees_a_commitment_may_see_what_it_rests_on()
    the_list_is_of_what_may_be_seen(made)
    each_page_is_there_for_who_may_see_it(made)
    agreements_count_what_may_be_seen(made)
    proposals_are_for_members_who_may_see_the_claim(made)


def who_sees_a_commitment_may_see_what_it_rests_on():
    for one in Evidence.objects.exclude(document=None).select_related("commitment", "document"):
        if one.document.organisation_id == one.commitment.organisation_id:
            assert Tlp.values.index(one.commitment.tlp) >= Tlp.values.index(one.document.tlp)


def the_list_is_of_what_may_be_seen(made):
    user, open_ = made.user, set(made.open)
    page = ledger_page(user, LedgerFilters(), "en", today=TODAY, page_size=50)
    assert {row.commitment.pk for row in page.rows} == open_
    assert page.total == len(open_) == ledger_counts(user, today=TODAY)["total"]
    counts = {facet.name: {value.value: value.count for value in facet.values} for facet in page.facets}
    for name in ("stage", "condition", "hush", "due", "kind"):
        assert sum(counts[name].values()) == len(open_), name
    named = {row.owner.country for row in made.open.values() if row.owner}
    seen = {value for value, number in counts["country"].items() if number}
    assert named <= seen <= named | {"US", "VN"}
    past = ledger_page(user, LedgerFilters(as_of=date(2026, 11, 21)), "en", today=TODAY, page_size=50)
    assert {row.commitment.pk for row in past.rows} <= open_
    for title in Commitment.objects.values_list("title", flat=True):
        found = ledger_page(user, LedgerFilters(query=title), "en", today=TODAY)
        assert {one.commitment.pk for one in found.rows} <= open_


def each_page_is_there_for_who_may_see_it(made):
    for row in Commitment.objects.all():
        visible = row.pk in made.open
        assert shows(made.user, row.organisation_id, row.tlp) == visible
        assert rows(made.user, "ledger.read", Commitment.objects.filter(pk=row.pk)).exists() == visible
        if not visible:
            with pytest.raises(Commitment.DoesNotExist):
                commitment_page(made.user, row.pk, "en", today=TODAY)
            continue
        whole = commitment_page(made.user, row.pk, "en", today=TODAY)
        assert {one.document_id for one in whole.evidence} <= made.may_see
        assert {one.claim.document_id for one in whole.proposals} <= made.may_see
        assert whole.agreement is None or whole.agreement.pk in made.agreements


def agreements_count_what_may_be_seen(made):
    shown = agreements_page(made.user, AgreementFilters(), "en", page_size=50)
    assert {row.agreement.pk for row in shown.rows} == made.agreements
    for row in shown.rows:
        under = {pk for pk, one in made.open.items() if one.agreement_id == row.agreement.pk}
        assert row.commitments == len(under)
        whole = agreement_page(made.user, row.agreement.pk, "en", today=TODAY)
        assert {one.commitment.pk for one in whole.commitments} == under
        assert {one.document_id for one in whole.documents} <= made.may_see
    assert all({one.twin.left_id, one.twin.right_id} <= made.agreements for one in twins_for(made.user))


def proposals_are_for_members_who_may_see_the_claim(made):
    waiting = proposals_page(made.user, today=TODAY, page_size=100)
    assert waiting.total == len(waiting.rows) == proposals_count(made.user) == sum(waiting.counts.values())
    assert not waiting.rows or (made.user.role in MEMBERS and made.user.is_active)
    for row in waiting.rows:
        assert row.proposal.claim.document_id in made.may_see
        assert row.proposal.organisation_id == made.user.organisation_id
        assert row.proposal.commitment_id is None or row.proposal.commitment_id in made.open


def test_a_stricter_document_raises_the_marking_only_when_the_person_says_so(officer, organisation):
    commitment = promise(title="Open", tlp="clear", actor=officer, today=TODAY)
    claim = tell(organisation, document={"tlp": "amber"}).claims.get()
    given_ = {"kind": "report", "on": "2025-05-13", "claim": claim, "actor": officer, "today": TODAY}
    with pytest.raises(MarkingQuestion) as asked:
        add_evidence(commitment, **given_)
    assert asked.value.needed == "amber"
    assert "TLP:AMBER" in asked.value.message
    add_evidence(commitment, **given_, confirmed_marking=True)
    commitment.refresh_from_db()
    assert commitment.tlp == "amber"


def test_what_another_organisation_shares_with_officers_is_built_on_for_officers_only(
    officer, second_organisation, second_officer
):
    shared = tell(second_organisation, document={"tlp": "green"}).claims.get()
    kept = tell(second_organisation, "2025-06-01", document={"tlp": "amber"}).claims.get()
    commitment = promise(title="Ours", born_of=shared, actor=officer, today=TODAY)
    assert commitment.tlp == "red"
    with pytest.raises(InvalidEntry):
        promise(title="Ours too", born_of=kept, actor=officer, today=TODAY)
