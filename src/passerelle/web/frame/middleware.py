"""What happens around every request."""

from django.http import HttpResponse
from django.utils.translation import get_language

from passerelle.apps.accounts.actions import note_visit
from passerelle.apps.accounts.permissions import Refused
from passerelle.web.frame.errors import refused, wrong_method


class RefusalMiddleware:
    """Turns a refused permission into the 403 page that says why, and a wrong method into a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return wrong_method(request, response) if response.status_code == 405 else response

    def process_exception(self, request, exception):
        return refused(request, exception) if isinstance(exception, Refused) else None


class VisitMiddleware:
    """Notes that a person is here, so that the desk can say what is new since the last visit.

    What they see stays in no cache: on a shared machine the next person would find it behind the back button.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.method == "GET" and not request.htmx:
            note_visit(request.user)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        elif request.htmx and response.status_code == 302:
            # The session ended: the whole page goes to sign in, not the part of it that was asked for.
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        response.headers.setdefault("Content-Language", get_language() or "en")
        return response
