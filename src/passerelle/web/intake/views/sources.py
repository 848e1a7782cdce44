"""Sources: the table with the health of feeds, one source, and what a person may do with it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require, rows
from passerelle.apps.library.actions.sources import add_feed, change_source, check_feed_now, remove_source
from passerelle.apps.library.models import Job, Source, SourceKind
from passerelle.apps.library.queries.jobs import jobs_seen_by
from passerelle.apps.library.queries.sources import feeds_in_trouble, sources_seen_by
from passerelle.apps.library.search.postings import MARKING, read_postings, seen_by
from passerelle.web.intake.forms import FeedForm, tell
from passerelle.web.intake.health import health_of

PAGE = 50
RECENT_JOBS = 5


@require_safe
def table(request):
    """Every source the person may know of, narrowed by kind, by trouble and by name."""
    seen = sources_seen_by(request.user)
    given = (request.GET.get(key, "").replace("\x00", "") for key in ("kind", "trouble", "name"))
    kind, trouble, name = (text.strip()[:100] for text in given)
    found = seen
    if kind in SourceKind.values:
        found = found.filter(kind=kind)
    if trouble:
        found = found.filter(pk__in=feeds_in_trouble(request.user).order_by().values("pk"))
    if name:
        found = found.filter(name__icontains=name)
    page = Paginator(found.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "intake/sources.html",
        {
            "page": page,
            "rows": described(page.object_list, request.user),
            "any": seen.exists(),
            "chosen": {"kind": kind, "trouble": trouble, "name": name},
            "kinds": SourceKind.choices,
        },
    )


def described(sources: list[Source], user: User) -> list[dict]:
    """Return each source with the number of its documents that the user may see, and how it is."""
    postings = read_postings(["source", MARKING])
    seen, now, language = seen_by(user, postings), timezone.now(), get_language() or "en"
    return [
        {
            "source": source,
            "documents": (postings.get("source", {}).get(str(source.pk), 0) & seen).bit_count(),
            "health": health_of(source, language, now) if source.kind == SourceKind.FEED else None,
        }
        for source in sources
    ]


@require_http_methods(["GET", "POST"])
def source(request, pk: int):
    """One source: how it is, and its form for those who may change it."""
    found = _seen(request, pk)
    form = None
    if rows(request.user, "source.manage", Source.objects.filter(pk=pk)).exists():
        form = FeedForm(request.POST or None, source=found)
    elif request.method == "POST":
        change_source(found, actor=request.user)  # says why not
    if request.method == "POST" and form.is_valid():
        try:
            change_source(found, actor=request.user, **form.changes())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The source was changed."))
            return redirect("intake:source", pk)
    jobs = jobs_seen_by(request.user).filter(source=found)[:RECENT_JOBS]
    context = {"row": described([found], request.user)[0], "source": found, "form": form, "jobs": jobs}
    context["removable"] = form is not None and not found.documents.exists() and not _jobs_of(found).exists()
    return render(request, "intake/source.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "POST"])
def add(request):
    """Add a feed."""
    require(request.user, "source.manage")
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            feed = add_feed(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The feed was added and is being checked."))
            return redirect("intake:source", feed.pk)
    return render(request, "intake/source_add.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def check(request, pk: int):
    """Check a feed now."""
    check_feed_now(_seen(request, pk), actor=request.user)
    messages.success(request, _("The feed is being checked. Look again in a minute."))
    return redirect("intake:source", pk)


@require_POST
def switch(request, pk: int):
    """Switch a feed on or off."""
    active = request.POST.get("active") == "yes"
    change_source(_seen(request, pk), active=active, actor=request.user)
    messages.success(
        request, _("The source was switched on.") if active else _("The source was switched off.")
    )
    return redirect("intake:source", pk)


@require_POST
def remove(request, pk: int):
    """Remove a source that nothing came from."""
    remove_source(_seen(request, pk), actor=request.user)
    messages.success(request, _("The source was removed."))
    return redirect("intake:sources")


def _seen(request, pk: int) -> Source:
    return get_object_or_404(sources_seen_by(request.user), pk=pk)


def _jobs_of(source: Source):
    return Job.objects.filter(source=source)
