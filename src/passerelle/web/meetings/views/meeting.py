"""The page of one meeting, and its file: before it and after it."""

from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.ledger.models import Meeting
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.meeting import Decided, meeting_page
from passerelle.apps.ledger.queries.visits import after_meeting, before_meeting
from passerelle.apps.library.models import Claim
from passerelle.web.ledger.lines import Line
from passerelle.web.ledger.page import clear, history
from passerelle.web.library.cards import actor_names_of_each, card


@require_GET
def meeting(request, pk: int):
    """A meeting: its agenda, who takes part, what it decided, its minutes."""
    today = timezone.localdate()
    asked = LedgerFilters.from_query(request.GET).as_of
    day = asked if asked and asked < today else None
    try:
        page = meeting_page(request.user, pk, _language(), as_of=day)
    except Meeting.DoesNotExist:
        raise Http404 from None
    context = {
        "page": page,
        "meeting": page.meeting,
        "today": today,
        "day": day,
        "past": day is not None,
        "begun": page.meeting.first_day <= (day or today),
        "decisions": _shown(page.decisions),
        "history": history(page.edits),
    }
    return render(request, "meetings/meeting.html", context)


@require_GET
def before(request, pk: int):
    """What to know before it, on one page."""
    try:
        page = before_meeting(request.user, pk, _language(), today=timezone.localdate())
    except Meeting.DoesNotExist:
        raise Http404 from None
    context = {
        "page": page,
        "meeting": page.meeting,
        "lines": [Line(row) for row in page.commitments],
        "left": page.counts["open"] - len(page.commitments),
        "openings": _said(page.openings),
    }
    return render(request, "meetings/before.html", context)


@require_GET
def after(request, pk: int):
    """What was promised: the decisions, and what the documents say."""
    try:
        page = after_meeting(request.user, pk, _language(), today=timezone.localdate())
    except Meeting.DoesNotExist:
        raise Http404 from None
    said = _said([one.claim for one in page.told])
    context = {
        "page": page,
        "meeting": page.page.meeting,
        "decisions": _shown(page.page.decisions),
        "lines": [Line(row) for row in page.commitments],
        "told": [one | {"commitment": told.commitment} for one, told in zip(said, page.told, strict=True)],
    }
    return render(request, "meetings/after.html", context)


def _shown(decisions: list[Decided]) -> list[dict[str, Any]]:
    """Return decisions with the clarities that each lacks."""
    return [
        {"decided": one, "row": one.row, "missing": [c for c in clear(one.clarities) if not c["held"]]}
        for one in decisions
    ]


def _said(claims: list[Claim]) -> list[dict[str, Any]]:
    """Return claims with their whole sentences around the words that state them."""
    names = actor_names_of_each({claim.document for claim in claims})
    return [
        {
            "claim": claim,
            "card": card(claim, names[claim.document_id]),
            "before": claim.document.text[min(claim.sentence_start, claim.start) : claim.start],
            "after": claim.document.text[claim.end : max(claim.sentence_end, claim.end)],
            "day": claim.date or claim.document.published,
        }
        for claim in claims
    ]


def _language() -> str:
    return (get_language() or "en")[:2]
