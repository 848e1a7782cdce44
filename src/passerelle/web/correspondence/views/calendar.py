"""One's own calendar: the page with its address, and what the address gives to a calendar program."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from passerelle.apps.correspondence.actions.calendar import close_calendar, renew_calendar
from passerelle.apps.correspondence.calendar_file import calendar_file
from passerelle.apps.correspondence.models import CalendarAddress
from passerelle.apps.correspondence.queries.calendar import calendar_entries, calendar_owner


@require_http_methods(["GET", "HEAD", "POST"])
def own(request):
    """The address of one's calendar; by POST it is made, renewed or closed."""
    if request.method == "POST":
        if request.POST.get("do") == "close":
            close_calendar(actor=request.user)
            messages.success(request, _("The address of your calendar is closed."))
        else:
            renew_calendar(actor=request.user)
            messages.success(request, _("Your calendar has a new address. An earlier one leads nowhere now."))
        return redirect("correspondence:calendar")
    kept = CalendarAddress.objects.filter(user=request.user).first()
    path = reverse("correspondence:feed", args=[kept.pk, kept.secret]) if kept else ""
    address = request.build_absolute_uri(path) if path else ""
    response = render(request, "correspondence/calendar.html", {"kept": kept, "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
@conditional_page
def feed(request, number: int, secret: str):
    """The calendar, for whoever knows its address: as the person it belongs to would see it now."""
    user = calendar_owner(number, secret)
    if user is None:
        raise Http404
    with override(user.language):
        entries = calendar_entries(user, user.language, today=timezone.localdate())
        name = _("Passerelle – %(person)s") % {"person": user}
    content = calendar_file(entries, name=name, address=request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="passerelle.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
