"""Files to take away: what the list or a document shows, in the form that was asked for."""

from urllib.parse import quote

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_GET

from passerelle.apps.library.exports.export import Export, export_document, export_list
from passerelle.apps.library.models import Document
from passerelle.apps.library.queries.filters import Filters


@require_GET
def of_list(request, form: str):
    try:
        return _sent(export_list(request.user, Filters.from_query(request.GET), form))
    except KeyError:
        raise Http404 from None


@require_GET
def of_document(request, pk: int, form: str):
    try:
        return _sent(export_document(request.user, pk, form))
    except (KeyError, Document.DoesNotExist):
        raise Http404 from None


def _sent(export: Export) -> StreamingHttpResponse:
    response = StreamingHttpResponse(export.content, content_type=export.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(export.filename)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
