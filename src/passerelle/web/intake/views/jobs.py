"""Jobs: what is being read, how far it is, and the report of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.library.actions.jobs import cancel_job
from passerelle.apps.library.models import Job, JobItem, JobKind, JobState
from passerelle.apps.library.queries.differences import Scope, differences_in
from passerelle.apps.library.queries.jobs import (
    LIVE,
    jobs_seen_by,
    live_jobs,
    progress_of,
    progress_of_each,
    refusal_sentence,
)

PAGE = 25
ITEMS = 100
TONES = {JobState.DONE: "good", JobState.CANCELLED: "warn", JobState.FAILED: "bad"}
ITEM_TONES = {
    JobItem.State.READ: "good",
    JobItem.State.NOT_READ: "warn",
    JobItem.State.REFUSED: "bad",
}
ERRORS = {
    "not_allowed": gettext_lazy("The person who asked for it may no longer add documents."),
}


@vary_on_headers("HX-Request")
@require_safe
def table(request):
    """Jobs of the organisation, newest first."""
    require(request.user, "job.read")
    page = Paginator(jobs_seen_by(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": described(list(page.object_list)),
        "live": live_jobs(request.user).exists(),
    }
    return render(request, "intake/_jobs.html" if request.htmx else "intake/jobs.html", context)


def described(jobs: list[Job]) -> list[dict]:
    """Return each job with its progress and the tone of its state."""
    progress = progress_of_each(jobs)
    return [
        {
            "job": job,
            "progress": progress[job.pk],
            "tone": TONES.get(job.state, ""),
            "live": job.state in LIVE,
        }
        for job in jobs
    ]


@vary_on_headers("HX-Request")
@require_safe
def job(request, pk: int):
    """One job: its progress and what became of each document; htmx asks for the changing part only."""
    require(request.user, "job.read")
    found = get_object_or_404(jobs_seen_by(request.user), pk=pk)
    state = request.GET.get("state", "")
    items = found.items.select_related("document")
    if state in JobItem.State.values:
        items = items.filter(state=state)
    page = Paginator(items.order_by("position"), ITEMS).get_page(request.GET.get("page"))
    language = get_language() or "en"
    context = {
        **described([found])[0],
        "page": page,
        "items": [
            {
                "item": item,
                "sentence": refusal_sentence(item, language),
                "tone": ITEM_TONES.get(item.state, ""),
            }
            for item in page.object_list
        ],
        "differences": _differences(request.user, found),
        "state": state,
        "counts": _counts(found),
        "problem": ERRORS.get(found.error, found.error),
    }
    return render(request, "intake/_job.html" if request.htmx else "intake/job.html", context)


@require_POST
def cancel(request, pk: int):
    """Stop a job; what was read stays."""
    require(request.user, "job.manage")
    cancel_job(get_object_or_404(jobs_seen_by(request.user), pk=pk), actor=request.user)
    messages.success(request, _("The job was cancelled. What was read stays in the library."))
    return redirect("intake:job", pk)


def _counts(found: Job) -> list[tuple[str, str, int]]:
    """Return state, label and number for each state of an item that occurs."""
    progress = progress_of(found)
    counted = [(state.value, state.label, getattr(progress, state.value)) for state in JobItem.State]
    return [entry for entry in counted if entry[2]]


def _differences(user: User, found: Job) -> int:
    """Return how many of the differences that a job noted nobody has looked at yet."""
    return differences_in(user, Scope(job=found.pk)).count() if found.kind == JobKind.REREAD else 0
