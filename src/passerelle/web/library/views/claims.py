"""The permanent page of a claim, and the queue of claims that wait for a decision."""

from django.db.models import Sum
from django.shortcuts import render
from django.views.decorators.http import require_GET

from passerelle.apps.directory.queries.mentions import actors_named
from passerelle.apps.library.labels import ATTRIBUTES, REASONS
from passerelle.apps.library.models import Claim
from passerelle.apps.library.queries.claims import Step, claim_history, claims_awaiting_review
from passerelle.apps.library.queries.differences import open_differences, open_of_claim
from passerelle.apps.library.queries.documents import visible_documents
from passerelle.web.frame.finding import found
from passerelle.web.library.cards import actor_names, actor_names_of_each, card, written_value
from passerelle.web.library.differences import shown

PAGE = 20


def _around(claim: Claim, text: str) -> dict[str, str]:
    """The sentence of a claim, before and after its anchor."""
    start, end = min(claim.sentence_start, claim.start), max(claim.sentence_end, claim.end)
    return {"before": text[start : claim.start], "after": text[claim.end : end]}


@require_GET
def claim(request, pk: int):
    one = found(request.user, "claim", pk)
    document = one.document
    names = actor_names(document)
    its_card = card(one, names)
    difference = open_of_claim(request.user, one)
    context = {
        "claim": one,
        "document": document,
        "card": its_card,
        "addresses": actors_named(request.user, document),
        "entry": shown(difference, names) if difference else None,
        "sureness": its_card.sureness,
        "history": [_step(step, names) for step in claim_history(request.user, one)],
        "reasons": REASONS,
        **_around(one, document.text),
    }
    return render(request, "library/claim.html", context)


def _step(step: Step, names: dict[str, str]) -> dict:
    """A decision with what it changed, attribute by attribute."""
    differences = [
        {
            "label": ATTRIBUTES["span" if name == "quote" else name],
            "before": written_value(name, before, names),
            "after": written_value(name, after, names),
        }
        for name, (before, after) in step.changes.items()
        if name == "quote" or name in ATTRIBUTES
    ]
    return {"decision": step.decision, "differences": differences}


@require_GET
def waiting(request):
    """Claims nobody has decided yet, each beside its sentence."""
    claims = claims_awaiting_review(request.user, limit=PAGE)
    names = actor_names_of_each({one.document for one in claims})
    entries = [_entry(one, names[one.document_id]) for one in claims]
    total = visible_documents(request.user).aggregate(total=Sum("waiting_count"))["total"] or 0
    context = {"entries": entries, "total": total, "more": total > PAGE, "reasons": REASONS}
    context["differing"] = open_differences(request.user)
    return render(request, "library/waiting.html", context)


def _entry(claim: Claim, names: dict[str, str]) -> dict:
    document = claim.document
    return {"card": card(claim, names), "document": document, **_around(claim, document.text)}
