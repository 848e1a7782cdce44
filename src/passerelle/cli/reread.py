"""passerelle reread: read again what an older reader has read. What people decided stands."""

import argparse

from passerelle.cli.terminal import open_desk


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
    return work(job, user, console)
