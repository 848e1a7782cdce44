"""What happens around every request."""

from django.utils.translation import get_language

from passerelle.apps.accounts.actions import note_visit
from passerelle.apps.accounts.permissions import Refused
from passerelle.web.frame.errors import refused


class RefusalMiddleware:
    """Turns a refused permission into the 403 page that says why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return refused(request, exception) if isinstance(exception, Refused) else None


class VisitMiddleware:
    """Notes that a person is here, so that the desk can say what is new since the last visit."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.method == "GET" and not request.htmx:
            note_visit(request.user)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", get_language() or "en")
        return response
