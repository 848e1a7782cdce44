"""The page of one commitment, as it stands or as it stood on a day."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.actions.tying import offers_date
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.activities import activities_of
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.proposals import proposal_row
from passerelle.web.ledger.cards import cards
from passerelle.web.ledger.naming import titles_of
from passerelle.web.ledger.page import (
    Shown,
    clear,
    conditions,
    facts,
    history,
    lateness,
    levels,
    sound,
    withdrawn,
)


@require_GET
def commitment(request, pk: int):
    """A commitment with its ladder of evidence."""
    today = timezone.localdate()
    language = get_language() or "en"
    asked = LedgerFilters.from_query(request.GET).as_of
    try:
        page = commitment_page(request.user, pk, language, today=today, as_of=asked)
    except Commitment.DoesNotExist:
        raise Http404 from None
    on_ladder = {row.pk for rung in page.ladder for row in rung.evidence}
    past = page.day < today
    context = {
        "page": page,
        "commitment": page.commitment,
        "today": today,
        "past": past,
        "stage": labels.STAGES[page.standing.stage],
        "condition": labels.CONDITIONS.get(page.standing.condition or "", ""),
        "held": sum(one.held for one in page.clarities),
        "may_change": page.may_write and not past,
        "levels": levels(page),
        "facts": facts(page),
        "activities": activities_of(request.user, commitment=page.commitment),
        "of_it": f"commitment={page.commitment.pk}",
        "decisions": [{"row": one, "offers": offers_date(one)} for one in page.decisions],
        "clear": clear(page.clarities),
        "sound": sound(page),
        "late": lateness(page),
        "conditions": conditions(page.conditions),
        "withdrawn": withdrawn(page.withdrawn),
        "others": [Shown(row) for row in page.evidence if row.pk not in on_ladder],
        "cards": cards(request.user, [proposal_row(one, today) for one in page.proposals], language),
        "history": history(page.edits, titles_of(request.user, page.edits)),
    }
    return render(request, "ledger/commitment.html", context)
