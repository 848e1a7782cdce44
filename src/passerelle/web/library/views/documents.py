"""One document: its text beside its claims, its origin, its original bytes."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from passerelle.apps.accounts.permissions import may, require_rows
from passerelle.apps.directory.queries.mentions import actors_named
from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.actions.jobs import reread_documents
from passerelle.apps.library.archive import open_bytes
from passerelle.apps.library.labels import PUBLISHED_HOW, REASONS
from passerelle.apps.library.models import Document, ReviewState
from passerelle.apps.library.queries.claims import claims_of
from passerelle.apps.library.queries.differences import differing_claims
from passerelle.sources import encoding_note
from passerelle.web.frame.finding import found
from passerelle.web.library.cards import actor_names, cards
from passerelle.web.library.forms import MarkingForm
from passerelle.web.library.segments import Segment, segments


@require_GET
def document(request, pk: int):
    return _page(request, found(request.user, "document", pk))


def _page(request, document: Document, marking: MarkingForm | None = None):
    claims = list(claims_of(request.user, document))
    names = actor_names(document)
    snapshot = document.snapshot
    by_id = {claim.pk: claim for claim in claims}
    pieces = segments(document.text, [(claim.pk, claim.start, claim.end) for claim in claims])
    may_mark = may(request.user, "document.mark") and document.organisation_id == request.user.organisation_id
    context = {
        "document": document,
        "reading": document.readings.first(),
        "how_dated": PUBLISHED_HOW.get(document.published_how, ""),
        "encoding": encoding_note(snapshot.encoding, snapshot.converted, get_language() or "en"),
        "unconverted": bool(snapshot.encoding) and not snapshot.converted,
        "segments": [_underlined(piece, by_id) for piece in pieces],
        "cards": cards(claims, names),
        "addresses": actors_named(request.user, document),
        "differing": differing_claims(request.user, document),
        "reasons": REASONS,
        "may_mark": may_mark,
        "marking": marking
        or MarkingForm(initial={name: getattr(document, name) for name in MarkingForm.base_fields}),
    }
    return render(request, "library/document.html", context)


def _underlined(piece: Segment, claims: dict) -> dict:
    covering = [claims[pk] for pk in piece.claims]
    return {
        "start": piece.start,
        "text": piece.text,
        "claims": piece.claims,
        "ids": " ".join(str(pk) for pk in piece.claims),
        "type": covering[0].type if covering else "",
        "rejected": bool(covering) and all(claim.state == ReviewState.REJECTED for claim in covering),
    }


@require_GET
def original(request, pk: int):
    """The original bytes, always as a download: they are somebody else's and are not shown as a page of ours."""
    document = found(request.user, "document", pk)
    name = document.name.rsplit("/", 1)[-1] or document.snapshot_id
    response = HttpResponse(open_bytes(document.snapshot_id), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def mark(request, pk: int):
    """Change the marking, the publisher or the date of publication."""
    document = found(request.user, "document", pk)
    require_rows(request.user, "document.mark", [document])
    form = MarkingForm(
        request.POST, initial={name: getattr(document, name) for name in MarkingForm.base_fields}
    )
    if form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            if changes:
                mark_document(document, actor=request.user, **changes)
                messages.success(request, _("The marking was saved."))
            return redirect("library:document", pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    messages.error(request, _("Nothing was saved: please look at the fields marked in red."))
    return _page(request, found(request.user, "document", pk), form)


@require_POST
def reread(request, pk: int):
    """Read one document again with today's reader, in the background."""
    document = found(request.user, "document", pk)
    job = reread_documents([document], actor=request.user)
    messages.info(request, _("The document is being read again. Your decisions are kept."))
    return redirect("intake:job", job.pk)
