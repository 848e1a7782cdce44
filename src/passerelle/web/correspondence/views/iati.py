"""The ledger as a file of IATI: who reports is asked, what leaves and what stays is said, and only then it leaves."""

import tempfile
from collections.abc import Callable
from typing import Any

import regex
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import Refused, require
from passerelle.apps.ledger.actions.iati_export import check_leaving, export_activities
from passerelle.apps.ledger.activities.leaving import Exported, Leaving, counted, would_leave
from passerelle.apps.ledger.activities.telling import WHOLE, Scope
from passerelle.apps.ledger.iati_labels import iati_note_said
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import Agreement, Commitment
from passerelle.apps.ledger.queries.agreements import agreement_for
from passerelle.apps.ledger.queries.commitment import commitment_for
from passerelle.apps.ledger.queries.reporting import reporter_of
from passerelle.web.correspondence.forms import LeavingForm
from passerelle.web.ledger.entering import number_of, tried

MOST = 2000  # agreements, commitments and activities that a screen waits for
_SHOWN = 10  # of those of which the same is said
_PAGES = {
    "agreement": "ledger:agreement",
    "commitment": "ledger:commitment",
    "programme": "results:activity",
}
_OURS = regex.compile(r"(?P<kind>agreement|commitment|programme)-(?P<pk>\d{1,18})")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request) -> HttpResponseBase:
    """Say who reports and how far; look at what leaves; let it leave."""
    require(request.user, "ledger.export")
    scope, about = _scope(request)
    language = get_language() or "en"
    initial = LeavingForm.initial_of(reporter_of(request.user, language))
    form = LeavingForm(request.POST if request.method == "POST" else None, initial=initial)
    if about:
        del form.fields["as_given"]
    context: dict[str, Any] = {"form": form, "scope": scope, "about": about, "most": MOST}
    if request.method == "POST" and form.is_valid():
        leaving = _leaving(form, scope)
        if tried(form, lambda: check_leaving(leaving.reporter, leaving.marking)):
            if request.POST.get("do") == "take":
                return _taken(request, leaving, context)
            context |= _looked_at(request, leaving, would_leave)
    return render(request, "correspondence/iati.html", context)


def _leaving(form: LeavingForm, scope: Scope) -> Leaving:
    said = form.cleaned_data
    return Leaving(form.reporter(), said["marking"], timezone.localdate(), scope, said.get("as_given", False))


def _looked_at(request, leaving: Leaving, act: Callable[[User, Leaving], Exported]) -> dict[str, Any]:
    """Return what leaves and what stays, by marking, and what `act` says of it; it is not asked about too much."""
    most = STRICTNESS[leaving.marking]
    table = [
        {"tlp": tlp, "counts": counts, "leaves": STRICTNESS[tlp] <= most}
        for tlp, counts in counted(request.user, leaving.scope).items() if any(counts)
    ]  # fmt: skip
    found: dict[str, Any] = {"table": table}
    if (meant := sum(sum(row["counts"]) for row in table if row["leaves"])) > MOST:
        return found | {"too_many": meant}
    done = act(request.user, leaving)
    return found | {"done": done, "said": notes_said(done, f"{leaving.reporter.ref}-")}


def notes_said(done: Exported, ours: str = "") -> list[dict[str, Any]]:
    """Return each sentence with those of which it is said; `ours` is how our own identifiers begin."""
    language = get_language() or "en"
    said: dict[str, list[tuple[str, str]]] = {}
    for identifier, what in done.notes:
        found = _OURS.fullmatch(identifier.removeprefix(ours)) if ours else None
        page = reverse(_PAGES[found["kind"]], args=[int(found["pk"])]) if found else ""
        said.setdefault(iati_note_said(what, language), []).append((identifier, page))
    return [
        {"sentence": sentence, "of": of[:_SHOWN], "more": len(of) - _SHOWN} for sentence, of in said.items()
    ]


def _taken(request, leaving: Leaving, context: dict[str, Any]) -> HttpResponseBase:
    """Return the file; the page, when nothing leaves or it is too much."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    context |= _looked_at(request, leaving, lambda user, it: export_activities(out, it, actor=user))
    if "done" not in context or not context["done"].activities:
        out.close()
        return render(request, "correspondence/iati.html", context)
    out.seek(0)
    name = f"iati-{leaving.reporter.ref}-{leaving.today.isoformat()}.xml"
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/xml")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _scope(request) -> tuple[Scope, Agreement | Commitment | None]:
    """Return what of the ledger the address names; only one's own organisation's leaves."""
    asked = request.POST if request.method == "POST" else request.GET
    about: Agreement | Commitment | None = None
    try:
        if given := asked.get("agreement", ""):
            about = agreement_for(request.user, _number(given))
        elif given := asked.get("commitment", ""):
            about = commitment_for(request.user, _number(given))
    except (Agreement.DoesNotExist, Commitment.DoesNotExist):
        raise Http404 from None
    if about is None:
        return WHOLE, None
    if about.organisation_id != request.user.organisation_id:
        raise Refused(_("Only the organisation that follows it lets it leave."))
    return (Scope(agreement=about.pk) if isinstance(about, Agreement) else Scope(commitment=about.pk)), about


def _number(given: str) -> int:
    if (number := number_of(given)) is None:
        raise Http404
    return number
