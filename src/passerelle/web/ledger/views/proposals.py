"""What claims propose to the ledger: each answer is one POST, answered with the card (htmx) or the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from passerelle.apps.accounts.permissions import require
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.actions.proposals import accept_proposal, dismiss_proposal, reopen_proposal
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, MarkingQuestion, StepRefused
from passerelle.apps.ledger.models import Proposal
from passerelle.apps.ledger.queries.proposals import proposal_for, proposal_row, proposals_page
from passerelle.web.ledger.cards import Card, cards

_FAULTS = (Conflict, InvalidEntry, StepRefused)


@require_GET
def proposals(request):
    """What waits for a person, the surest first."""
    require(request.user, "proposal.read")
    given, kind = request.GET.get("page", "1"), request.GET.get("kind", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1
    kind = kind if kind in labels.PROPOSALS else ""
    page = proposals_page(request.user, today=timezone.localdate(), kind=kind, page=number)
    here = f"kind={kind}&" if kind else ""
    context = {
        "page": page,
        "cards": cards(request.user, page.rows, get_language() or "en"),
        "kinds": [
            (code, label, page.counts.get(code, 0))
            for code, label in labels.PROPOSALS.items()
            if page.counts.get(code)
        ],
        "kind": kind,
        "all": sum(page.counts.values()),
        "previous": f"{here}page={page.previous}" if page.previous else "",
        "following": f"{here}page={page.next}" if page.next else "",
    }
    return render(request, "ledger/proposals.html", context)


@require_POST
def accept(request, pk: int):
    """Do what is proposed. A stricter marking is asked about first."""
    proposal = _proposal(request, pk)
    sure = request.POST.get("confirmed_marking") == "yes"
    return _decide(
        request, proposal, lambda: accept_proposal(proposal, confirmed_marking=sure, actor=request.user)
    )


@require_POST
def dismiss(request, pk: int):
    """It is wrong, and is not proposed again."""
    proposal = _proposal(request, pk)
    reason = request.POST.get("reason", "")
    return _decide(request, proposal, lambda: dismiss_proposal(proposal, reason=reason, actor=request.user))


@require_POST
def reopen(request, pk: int):
    """Take a dismissal back."""
    proposal = _proposal(request, pk)
    return _decide(request, proposal, lambda: reopen_proposal(proposal, actor=request.user))


def _decide(request, proposal: Proposal, decide: Callable[[], object]) -> HttpResponse:
    problem, marking = "", ""
    try:
        decide()
    except MarkingQuestion as question:
        problem, marking = str(question), question.needed
    except _FAULTS as fault:
        problem = str(fault)
    if request.htmx:
        return _card(request, proposal.pk, problem, marking)
    if marking:
        context = {"card": _shown(request, proposal.pk), "problem": problem, "marking": marking}
        return render(request, "ledger/proposal.html", context)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("Noted."))
    return redirect(f"{reverse('ledger:proposals')}#proposal-{proposal.pk}")


def _card(request, pk: int, problem: str, marking: str) -> HttpResponse:
    context = {"card": _shown(request, pk), "problem": problem, "marking": marking}
    return render(request, "ledger/_proposal.html", context)


def _shown(request, pk: int) -> Card:
    row = proposal_row(_proposal(request, pk), timezone.localdate())
    return cards(request.user, [row], get_language() or "en")[0]


def _proposal(request, pk: int) -> Proposal:
    try:
        return proposal_for(request.user, pk)
    except Proposal.DoesNotExist:
        raise Http404 from None
