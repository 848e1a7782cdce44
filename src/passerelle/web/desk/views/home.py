"""The home screen: what is new, waiting, in trouble and running."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from passerelle.apps.accounts.permissions import may, require
from passerelle.apps.directory.queries.queue import waiting_count
from passerelle.apps.ledger.queries.ledger import ledger_counts
from passerelle.apps.ledger.queries.proposals import proposals_count
from passerelle.apps.library.models import Claim, Job
from passerelle.apps.library.queries.desk import SHOWN, desk_for, running_jobs
from passerelle.apps.library.queries.jobs import feed_sentence, progress_of_each
from passerelle.web.desk.parts import missing_parts
from passerelle.web.desk.unnamed import unnamed
from passerelle.web.intake.forms import AddForm
from passerelle.web.intake.uploads import bounds
from passerelle.web.library.cards import actor_names_of_each, card

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
    others = [claim for claim in desk.new_claims if claim not in waiting][:OTHERS]
    names = actor_names_of_each({claim.document for claim in (*waiting, *others)})
    adds = may(user, "document.add")
    form = AddForm(user=user) if adds else None
    if form and "source" in form.fields:
        form.fields["source"].empty_label = None  # naming a new one takes the whole form
    context = {
        "desk": desk,
        "documents": desk.new_documents[:NEW],
        "waiting": _cards(waiting, names),
        "claims": _cards(others, names),
        "troubled": [(source, feed_sentence(source, language)) for source in desk.sources_in_trouble],
        "names": waiting_count(user),
        "ledger": ledger_counts(user, today=timezone.localdate()),
        "proposed": proposals_count(user),
        "missing": missing_parts() if adds else [],
        "form": form,
        "unnamed": may(user, "organisation.manage") and unnamed(user.organisation),
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


def _cards(claims: list[Claim], names: dict[int, dict[str, str]]) -> list:
    return [card(claim, names[claim.document_id]) for claim in claims]
