"""Error pages in the reader's language."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "frame/error.html", {"code": 400}, status=400)


def refused(request, exception=None):
    return render(
        request, "frame/error.html", {"code": 403, "reason": getattr(exception, "reason", "")}, status=403
    )


def not_found(request, exception=None):
    return render(request, "frame/error.html", {"code": 404}, status=404)


def failed(request):
    return render(request, "frame/error.html", {"code": 500}, status=500)
