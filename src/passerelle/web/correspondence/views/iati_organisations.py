"""What organisations report of themselves as a file of IATI: what leaves and what stays is said, then it leaves."""

import tempfile
from typing import Any

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.permissions import require
from passerelle.apps.ledger.actions.iati_export import export_reports
from passerelle.apps.ledger.activities.leaving import Exported, counted_reports, leaving_reports
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.web.correspondence.forms import LeavingReportsForm
from passerelle.web.correspondence.views.iati import MOST, notes_said

_PAGE = "correspondence/iati_organisations.html"


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request) -> HttpResponseBase:
    """Say how far; look at what leaves; let it leave."""
    require(request.user, "ledger.export")
    form = LeavingReportsForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "most": MOST}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"today": timezone.localdate()}
        table = [
            {"tlp": tlp, "number": number, "leaves": STRICTNESS[tlp] <= STRICTNESS[given["marking"]]}
            for tlp, number in counted_reports(request.user).items() if number
        ]  # fmt: skip
        context["table"] = table
        if (meant := sum(row["number"] for row in table if row["leaves"])) > MOST:
            context["too_many"] = meant
        elif request.POST.get("do") == "take":
            return _taken(request, given, context)
        else:
            done = Exported()
            marking = given.pop("marking")
            for _element in leaving_reports(request.user, marking, done, **given):
                pass
            context |= {"done": done, "said": notes_said(done)}
    return render(request, _PAGE, context)


def _taken(request, given: dict[str, Any], context: dict[str, Any]) -> HttpResponseBase:
    """Return the file; the page, when nothing leaves."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    done = export_reports(out, actor=request.user, **given)
    if not done.activities:
        out.close()
        return render(request, _PAGE, context | {"done": done, "said": notes_said(done)})
    out.seek(0)
    name = f"iati-organisations-{given['today'].isoformat()}.xml"
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/xml")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
