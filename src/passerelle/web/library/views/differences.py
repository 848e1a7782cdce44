"""What later readings say otherwise: the page to review, and the two answers to each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from passerelle.apps.accounts.permissions import require
from passerelle.apps.library.actions.differences import accept_difference, keep_former
from passerelle.apps.library.actions.refusals import Conflict, InvalidClaim
from passerelle.apps.library.labels import REASONS
from passerelle.apps.library.models import Difference, DifferenceKind
from passerelle.apps.library.queries.differences import (
    Scope,
    counts_by_kind,
    difference_for,
    differences_page,
)
from passerelle.apps.library.queries.jobs import jobs_seen_by
from passerelle.web.frame.finding import found
from passerelle.web.library.cards import actor_names, actor_names_of_each
from passerelle.web.library.differences import shown


@require_GET
def differences(request):
    """Differences nobody has looked at yet, or all; of one kind, of one document, of one job."""
    scope = _scope(request)
    page = differences_page(request.user, scope, request.GET.get("page"))
    names = actor_names_of_each({one.claim.document for one in page.object_list})
    counts = counts_by_kind(request.user, scope)
    kinds = [("", _("All kinds"), sum(counts.values()))]
    kinds += [(kind.value, kind.label, counts[kind.value]) for kind in DifferenceKind]
    context = {
        "page": page,
        "entries": [shown(one, names[one.claim.document_id]) for one in page.object_list],
        "scope": scope,
        "kinds": [(value, label, number, _query(scope, kind=value)) for value, label, number in kinds],
        "times": [(every, _query(scope, all="yes" if every else "")) for every in (False, True)],
        "here": _query(scope),
        "everywhere": _query(scope, document="", job=""),
        "document": found(request.user, "document", scope.document) if scope.document is not None else None,
        "job": _job(request.user, scope.job),
        "reasons": REASONS,
    }
    return render(request, "library/differences.html", context)


def _scope(request) -> Scope:
    def number(name: str) -> int | None:
        given = request.GET.get(name, "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None

    kind = request.GET.get("kind", "")
    known = kind if kind in DifferenceKind.values else ""
    return Scope(known, number("document"), number("job"), bool(request.GET.get("all")))


def _query(scope: Scope, **changed: str) -> str:
    """Return the query of this scope with some of it changed; what is empty is left out."""
    said = {
        "kind": scope.kind,
        "document": scope.document,
        "job": scope.job,
        "all": "yes" if scope.all else "",
    }
    return urlencode({name: value for name, value in (said | changed).items() if value not in ("", None)})


def _job(user, pk: int | None):
    if pk is None:
        return None
    job = jobs_seen_by(user).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


@require_POST
def accept(request, pk: int):
    """Take what the later reading says."""
    return _decide(request, pk, accept_difference)


@require_POST
def keep(request, pk: int):
    """Keep what stood before it."""
    return _decide(request, pk, keep_former)


def _decide(request, pk: int, decide) -> HttpResponse:
    require(request.user, "claim.review")
    difference = one_or_404(request.user, pk)
    problem: object = ""
    try:
        decide(difference, actor=request.user, seen=request.POST.get("seen") or None)
    except (Conflict, InvalidClaim) as refused:
        problem = refused
    return answer(request, pk, problem)


def one_or_404(user, pk: int) -> Difference:
    try:
        return difference_for(user, pk)
    except Difference.DoesNotExist:
        raise Http404 from None


def answer(request, pk: int, problem: object = "") -> HttpResponse:
    """The difference as it stands now; without htmx the page of its document's differences, at that claim."""
    difference = one_or_404(request.user, pk)
    claim = difference.claim
    if not request.htmx:
        if problem:
            messages.error(request, str(problem))
        query = urlencode({"document": claim.document_id, "all": "yes"})
        return redirect(f"{reverse('library:differences')}?{query}#claim-{claim.pk}")
    context = {
        "entry": shown(difference, actor_names(claim.document)),
        "reasons": REASONS,
        "problem": str(problem),
    }
    return render(request, "library/_difference.html", context)
