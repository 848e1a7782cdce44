"""The home screen: what is new, waiting, in trouble and running."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from passerelle.apps.accounts.permissions import may, require
from passerelle.apps.library.models import Claim, Job
from passerelle.apps.library.queries.desk import SHOWN, desk_for, running_jobs
from passerelle.apps.library.queries.jobs import feed_sentence, progress_of_each
from passerelle.web.desk.parts import missing_parts
from passerelle.web.intake.forms import AddForm
from passerelle.web.intake.uploads import bounds
from passerelle.web.library.cards import actor_names, card

NEW = 7  # new documents that are shown; the library has the others
WAITING = 5  # claims to review that are shown; the queue has the others
OTHERS = 3  # new claims shown beside them


@require_safe
def home(request):
    """Everything a morning begins with, in the reader's language."""
    user = request.user
    desk = desk_for(user, user.seen_before)
    language = get_language() or "en"
    waiting = desk.waiting[:WAITING]
    adds = may(user, "document.add")
    form = AddForm(user=user) if adds else None
    if form and "source" in form.fields:
        form.fields["source"].empty_label = None  # naming a new one takes the whole form
    context = {
        "desk": desk,
        "documents": desk.new_documents[:NEW],
        "waiting": _cards(waiting),
        "claims": _cards([claim for claim in desk.new_claims if claim not in waiting][:OTHERS]),
        "troubled": [(source, feed_sentence(source, language)) for source in desk.sources_in_trouble],
        "missing": missing_parts() if adds else [],
        "form": form,
        "bounds": bounds(),
        **_running(desk.running_jobs, desk.counts.running_jobs),
    }
    return render(request, "desk/home.html", context)


@require_safe
def running(request):
    """The part of the desk that changes by itself: asked for again as long as something runs."""
    require(request.user, "job.read")
    jobs = running_jobs(request.user)
    context = _running(list(jobs[:SHOWN]), jobs.count())
    return render(request, "desk/_running.html", {**context, "ended": not context["running"]})


def _running(jobs: list[Job], total: int) -> dict:
    progress = progress_of_each(jobs)
    return {
        "running": [{"job": job, "progress": progress[job.pk]} for job in jobs],
        "more_running": total - len(jobs),
    }


def _cards(claims: list[Claim]) -> list:
    names: dict[int, dict[str, str]] = {}
    for claim in claims:
        if claim.document_id not in names:
            names[claim.document_id] = actor_names(claim.document)
    return [card(claim, names[claim.document_id]) for claim in claims]
