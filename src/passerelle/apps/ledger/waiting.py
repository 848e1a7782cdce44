"""Which documents wait to be looked at for what they propose: folded ones without a row that says they were."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from passerelle.apps.ledger.models import AgreementParty, Commitment, Considering, Proposal, ProposalState
from passerelle.apps.library.models import Document
from passerelle.core.events.spans import days

_BEFORE = timedelta(days=60)  # what was published longer before a promise does not tell of it


def waiting_documents() -> QuerySet[Document]:
    """Return the documents that wait, oldest first."""
    return Document.objects.filter(folding__isnull=False, considering__isnull=True).order_by("pk")


def reopen(documents: Iterable[int]) -> None:
    """Let documents wait again."""
    Considering.objects.filter(document__in=list(documents)).delete()


def reopen_telling(commitment: Commitment) -> None:
    """Let the documents wait again that may tell of a commitment: who is party to it takes part in their claims."""
    actors = {pk for pk in (commitment.owner_id, commitment.counterpart_id) if pk}
    if commitment.agreement_id:
        parties = AgreementParty.objects.filter(agreement=commitment.agreement_id)
        actors |= set(parties.values_list("actor", flat=True))
    told = Document.objects.filter(claims__involvements__actor__in=actors, claims__involvements__role="party")
    if promised := days(commitment.promised):
        since = date.fromordinal(promised.first) - _BEFORE
        told = told.filter(Q(published_on__isnull=True) | Q(published_on__gte=since))
    Considering.objects.filter(document__in=told.values("pk")).delete()


def reopen_waiting_on(commitments: Iterable[int]) -> None:
    """Let the documents wait again whose claims propose something for these commitments."""
    asked = Proposal.objects.filter(commitment__in=list(commitments), state=ProposalState.WAITING)
    Considering.objects.filter(document__in=asked.values("claim__document")).delete()
