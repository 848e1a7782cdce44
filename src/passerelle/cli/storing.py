"""Reading into the library from the terminal: `passerelle read` without --json."""

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from passerelle.cli.terminal import language

if TYPE_CHECKING:
    from rich.console import Console

    from passerelle.apps.accounts.models import User
    from passerelle.apps.library.actions.jobs import Marking
    from passerelle.apps.library.models import Job, Source
    from passerelle.sources import Item, Limits, Refusal


def store(options: argparse.Namespace, items: "Callable[[Limits], Iterator[Item | Refusal]]") -> int:
    """Keep and read what `items` yields. Returns 1 when something was refused. The desk must be open."""
    from django.core.exceptions import ValidationError
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.library.actions.jobs import queue_files
    from passerelle.apps.library.intake.bounds import limits

    console = terminal()
    user = acting(options.user)
    if user is None:
        return 1
    try:
        source = _source(options, user)
        with console.status(_("Collecting the documents")):
            job = queue_files(
                items(limits()),
                source=source,
                marking=_marking(options, source),
                background=False,
                actor=user,
            )
    except Refused as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return 1
    return work(job, user, console)


def work(job: "Job", user: "User | None", console: "Console") -> int:
    """Run a job here, show its progress and its report. Returns 1 when something was refused."""
    from django.utils.translation import gettext as _
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from passerelle.apps.library.actions.jobs import cancel_job
    from passerelle.apps.library.intake.run import run_job
    from passerelle.apps.library.queries.jobs import progress_of

    before = progress_of(job)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(_("Reading"), total=before.total, completed=before.settled)
            run_job(job.pk, lambda item: bar.advance(task))
    except KeyboardInterrupt:
        if user is not None:
            cancel_job(job, actor=user)
        report(job, console)
        console.print(_("Stopped. What was read stays in the library."))
        return 130
    return report(job, console)


def report(job: "Job", console: "Console") -> int:
    """Print how many documents ended how, and why those refused were. Returns 1 when there are any."""
    from django.db.models import Sum
    from django.utils.translation import ngettext
    from rich.table import Table

    from passerelle.apps.library.models import JobItem
    from passerelle.apps.library.queries.jobs import progress_of, refusal_sentence, refused_items

    progress = progress_of(job)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for state in JobItem.State:
        if (number := getattr(progress, state.value)) or state == JobItem.State.READ:
            table.add_row(str(state.label), str(number))
    console.print(table)
    read = job.items.filter(state=JobItem.State.READ)
    claims = read.aggregate(claims=Sum("document__claims_count"))["claims"] or 0
    console.print(
        ngettext("%(number)d claim found.", "%(number)d claims found.", claims) % {"number": claims}
    )
    for item in refused_items(job).iterator():
        print(refusal_sentence(item, language()), file=sys.stderr)
    return 1 if progress.refused else 0


def terminal() -> "Console":
    from rich.console import Console

    return Console(highlight=False)


def acting(username: str | None) -> "User | None":
    """Return the person to act as, the first administrator unless one is named; say so when there is none."""
    from django.db import DatabaseError
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.models import Role, User

    people = User.objects.filter(is_active=True).order_by("pk")
    try:
        user = people.filter(**({"username": username} if username else {"role": Role.ADMINISTRATOR})).first()
    except DatabaseError:
        user, username = None, None
    if user is None and username:
        print(_("There is no person with the user name %(name)s.") % {"name": username}, file=sys.stderr)
    elif user is None:
        print(_("The desk has not been opened yet. Open it once: passerelle serve"), file=sys.stderr)
    return user


def _source(options: argparse.Namespace, user: "User") -> "Source":
    """Return the source that was named, or the organisation's first of that kind, added where there is none."""
    from django.utils.translation import gettext as _

    from passerelle.apps.library.actions.sources import own_source
    from passerelle.apps.library.models import Source, SourceKind

    kind = SourceKind.STREAM if options.paths == ["-"] else SourceKind.FILES
    if options.source is None:
        first = Source.objects.filter(organisation=user.organisation_id, kind=kind).order_by("pk").first()
        if first:
            return first
    marking = {"tlp": options.tlp, "reliability": options.reliability}
    name = options.source or (_("Standard input") if kind == SourceKind.STREAM else _("Files"))
    return own_source(name, kind, actor=user, **{key: value for key, value in marking.items() if value})


def _marking(options: argparse.Namespace, source: "Source") -> "Marking":
    from passerelle.apps.library.actions.jobs import Marking

    return Marking(options.tlp or source.tlp, options.reliability or source.reliability)
