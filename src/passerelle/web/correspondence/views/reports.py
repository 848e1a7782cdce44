"""Reports: the page that offers them, and the files."""

from urllib.parse import quote

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from passerelle.apps.correspondence.reports.making import make_report


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
    response = HttpResponse(b"".join(made.content), content_type=made.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.filename)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
