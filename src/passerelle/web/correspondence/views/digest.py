"""One's own weekly digest: asked for and stopped; and the address in each digest that stops it without a session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from passerelle.apps.correspondence.actions.digest import ask_for_digest, stop_digest
from passerelle.apps.correspondence.digests.gathering import gather_digest
from passerelle.apps.correspondence.digests.letter import remarks
from passerelle.apps.correspondence.digests.said import failure_said, missing_said
from passerelle.apps.correspondence.digests.server import missing
from passerelle.apps.correspondence.models import DigestWish
from passerelle.apps.correspondence.queries.digests import digest_holder, latest_digest


@require_http_methods(["GET", "HEAD", "POST"])
def own(request):
    """Whether one gets the digest, what became of the last one, and what it would say today."""
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            stop_digest(actor=request.user)
            messages.success(request, _("The digest is stopped."))
        else:
            ask_for_digest(actor=request.user)
            messages.success(request, _("The digest comes every Monday from now on."))
        return redirect("correspondence:digest")
    language, today = (get_language() or "en").split("-")[0], timezone.localdate()
    wish = DigestWish.objects.filter(user=request.user, stopped_at__isnull=True).first()
    latest = latest_digest(request.user) if wish else None
    preview, lacking = gather_digest(request.user, language, today=today), missing()
    context = {
        "wish": wish,
        "latest": latest,
        "failure": failure_said(latest.failure, latest.answer) if latest and latest.failure else "",
        "unset": missing_said(lacking) if lacking else "",
        "preview": preview,
        "sections": [(section, remarks(section)) for section in preview.sections],
    }
    response = render(request, "correspondence/digest.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, number: int, secret: str):
    """Stop a digest by the address that stands in it: asked first, done by POST, as RFC 8058 has it.

    The secret in the address stands for the token of a form: mail programs post without having seen one.
    """
    wish = digest_holder(number, secret)
    if wish is None or not wish.user.is_active:
        raise Http404
    if request.method == "POST":
        stop_digest(actor=wish.user)
        wish.refresh_from_db()
    response = render(request, "correspondence/digest_stop.html", {"wish": wish})
    response.headers["Cache-Control"] = "no-store"
    return response
