"""Error pages in the reader's language."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "frame/error.html", {"code": 400}, status=400)


def not_from_here(request, reason=""):
    """A form without the secret of this session: from another site, or from before somebody signed in anew."""
    return render(request, "frame/error.html", {"code": 400}, status=403)


def wrong_method(request, answer):
    """An address that takes forms only was opened, most often after signing in again: the bare answer, in words."""
    answer.content = render(request, "frame/error.html", {"code": 400}).content
    return answer


def refused(request, exception=None):
    return render(
        request, "frame/error.html", {"code": 403, "reason": getattr(exception, "reason", "")}, status=403
    )


def not_found(request, exception=None):
    return render(request, "frame/error.html", {"code": 404}, status=404)


def failed(request):
    return render(request, "frame/error.html", {"code": 500}, status=500)
