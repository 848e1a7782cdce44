"""passerelle reread: read again what an older reader has read. What people decided stands."""

import argparse
from typing import TYPE_CHECKING

from passerelle.cli.terminal import open_desk

if TYPE_CHECKING:
    from rich.console import Console

    from passerelle.apps.library.models import Job


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also what the present reader has read")
    parser.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.library.actions.jobs import reread_documents
    from passerelle.apps.library.queries.readings import own_documents, read_by_another
    from passerelle.cli.storing import acting, terminal, work
    from passerelle.core.reading.registry import LATEST

    console = terminal()
    user = acting(options.user)
    if user is None:
        return 1
    documents = own_documents(user) if options.all else read_by_another(user, *LATEST)
    if not documents.exists():
        console.print(_("Nothing is to be read again."))
        return 0
    try:
        job = reread_documents(documents, background=False, actor=user)
    except Refused as refusal:
        console.print(str(refusal.reason))
        return 1
    code = work(job, user, console)
    _report(job, console)
    return code


def _report(job: "Job", console: "Console") -> None:
    """Print how many claims the reader of today reads otherwise, by kind."""
    from django.utils.translation import gettext as _
    from rich.table import Table

    from passerelle.apps.library.models import DifferenceKind
    from passerelle.apps.library.queries.differences import found_by

    noted = found_by(job)
    if not any(noted.values()):
        console.print(_("The reader says the same as before."))
        return
    table = Table(_("Difference"), _("Claims"))
    table.columns[1].justify = "right"
    for kind in DifferenceKind:
        table.add_row(str(kind.label), str(noted[kind]))
    console.print(table)
    console.print(_("Decisions stand. The differences wait for review at the desk."))
