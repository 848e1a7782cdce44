"""Reports and spreadsheets: the page that offers them, and the files."""

from urllib.parse import quote

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from passerelle.apps.correspondence.reports.making import make_report
from passerelle.apps.correspondence.spreadsheets.ledger_list import export_ledger
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.library.exports.export import Export


@require_safe
def offered(request):
    """Which reports there are, and where."""
    return render(request, "correspondence/reports.html")


@require_GET
def report(request, kind: str, form: str, which: str = ""):
    """A report as a file, in the language of the screen."""
    try:
        made = make_report(request.user, kind, which, form, today=timezone.localdate())
    except (KeyError, ObjectDoesNotExist):
        raise Http404 from None
    return _sent(made, HttpResponse(b"".join(made.content), content_type=made.media_type))


@require_GET
def ledger(request, form: str):
    """The list of commitments, as its filters narrow it, as a spreadsheet."""
    try:
        filters = LedgerFilters.from_query(request.GET)
        made = export_ledger(request.user, filters, form, today=timezone.localdate())
    except KeyError:
        raise Http404 from None
    return _sent(made, StreamingHttpResponse(made.content, content_type=made.media_type))


def _sent(made: Export, response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.filename)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
