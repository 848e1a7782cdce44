"""Adding documents by hand: files, addresses, a pasted text."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.library.actions.jobs import Address, Marking, queue_addresses, queue_files
from passerelle.apps.library.actions.sources import own_source
from passerelle.apps.library.intake.bounds import limits
from passerelle.apps.library.models import Job, Reliability, Source, SourceKind, Tlp
from passerelle.sources import Item, Refusal
from passerelle.web.intake.forms import AddForm, tell
from passerelle.web.intake.uploads import bounds, items_of, pasted


@require_http_methods(["GET", "POST"])
def add(request):
    """Show the form; queue what was sent, and lead to the report of its job."""
    require(request.user, "document.add")
    form = AddForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            source = source_of(form.cleaned_data, request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            jobs = queue(form.cleaned_data, source, request.user)
            messages.success(request, _("What you added is being read. You may leave this page."))
            return redirect("intake:job", jobs[0].pk) if len(jobs) == 1 else redirect("intake:jobs")
    status = 422 if form.errors else 200
    return render(request, "intake/add.html", {"form": form, "bounds": bounds()}, status=status)


def source_of(sent: dict, user: User) -> Source:
    """Return the chosen source, or add the new one. Raises ValidationError."""
    if sent.get("source"):
        return sent["source"]
    only_addresses = sent["addresses"] and not (sent["files"] or sent["text"].strip())
    kind = SourceKind.ADDRESS if only_addresses else SourceKind.FILES
    marking = {"tlp": sent["tlp"] or Tlp.GREEN, "reliability": sent["reliability"] or Reliability.F}
    return own_source(sent["new_source"], kind, actor=user, **marking)


def queue(sent: dict, source: Source, user: User) -> list[Job]:
    """Queue files and the pasted text as one job, addresses as another."""
    marking = Marking(sent["tlp"] or source.tlp, sent["reliability"] or source.reliability)
    jobs = []
    if sent["files"] or sent["text"].strip():
        jobs.append(queue_files(_items(sent), source=source, marking=marking, actor=user))
    if sent["addresses"]:
        addresses = [Address(address) for address in sent["addresses"]]
        jobs.append(queue_addresses(addresses, source=source, marking=marking, actor=user))
    return jobs


def _items(sent: dict) -> Iterator[Item | Refusal]:
    yield from items_of(sent["files"], limits())
    if sent["text"].strip():
        published = sent["published"].isoformat() if sent["published"] else ""
        yield pasted(sent["text"], title=sent["title"], published=published, limits=limits())
