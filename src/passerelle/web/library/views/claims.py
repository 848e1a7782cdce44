"""The permanent page of a claim, and the queue of claims that wait for a decision."""

from django.db.models import Sum
from django.shortcuts import render
from django.views.decorators.http import require_GET

from passerelle.apps.library.labels import ATTRIBUTES
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.claims import Step, claim_history, claims_awaiting_review
from passerelle.apps.library.queries.documents import visible_documents
from passerelle.web.frame.finding import found
from passerelle.web.library.cards import actor_names, card
from passerelle.web.library.views.review import REASONS

PAGE = 20


def _around(claim: Claim, text: str) -> dict[str, str]:
    """The sentence of a claim, before and after its anchor."""
    start, end = min(claim.sentence_start, claim.start), max(claim.sentence_end, claim.end)
    return {"before": text[start : claim.start], "after": text[claim.end : end]}


@require_GET
def claim(request, pk: int):
    one = found(request.user, "claim", pk)
    document = one.document
    shown = card(one, actor_names(document))
    context = {
        "claim": one,
        "document": document,
        "card": shown,
        "sureness": shown.sureness,
        "history": [_step(step) for step in claim_history(request.user, one)],
        "reasons": REASONS,
        **_around(one, document.text),
    }
    return render(request, "library/claim.html", context)


def _step(step: Step) -> dict:
    """A decision with what it changed, attribute by attribute."""
    differences = [
        {"label": ATTRIBUTES[name], "before": _plain(before), "after": _plain(after)}
        for name, (before, after) in step.changes.items()
        if name in ATTRIBUTES
    ]
    return {"decision": step.decision, "differences": differences}


def _plain(value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


@require_GET
def waiting(request):
    """Claims nobody has decided yet, each beside its sentence."""
    names: dict[int, dict[str, str]] = {}
    entries = [_entry(one, one.document, names) for one in claims_awaiting_review(request.user, limit=PAGE)]
    total = visible_documents(request.user).aggregate(total=Sum("waiting_count"))["total"] or 0
    context = {"entries": entries, "total": total, "more": total > PAGE, "reasons": REASONS}
    return render(request, "library/waiting.html", context)


def _entry(claim: Claim, document: Document, names: dict[int, dict[str, str]]) -> dict:
    if document.pk not in names:
        names[document.pk] = actor_names(document)
    return {"card": card(claim, names[document.pk]), "document": document, **_around(claim, document.text)}
