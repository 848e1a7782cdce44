"""passerelle agreements: take a table of agreements into the ledger."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.terminal import open_desk

if TYPE_CHECKING:
    from passerelle.apps.accounts.models import User
    from passerelle.apps.ledger.models import AgreementImport


def add(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    taking = tasks.add_parser(
        "import", help="take tables in (CSV, JSON Lines); run again, it goes on where it was"
    )
    taking.add_argument("files", type=Path, nargs="+", metavar="FILE")
    taking.add_argument(
        "--tlp", choices=("clear", "green", "amber", "red"), default="green", help="their marking"
    )
    taking.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )


def run(options: argparse.Namespace) -> int:
    open_desk()
    from passerelle.cli.storing import acting

    user = acting(options.user)
    if user is None:
        return 2
    return max(_import(file, options.tlp, user) for file in options.files)


def _import(file: Path, tlp: str, user: "User") -> int:
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.ledger.actions.refusals import InvalidEntry
    from passerelle.apps.ledger.actions.tables import import_agreements
    from passerelle.cli.storing import terminal

    try:
        with terminal().status(_("Reading the table")) as status:

            def show(table: "AgreementImport") -> None:
                status.update(_("Line %(number)d") % {"number": table.lines_done})

            table = import_agreements(file, tlp=tlp, actor=user, progress=show)
    except OSError:
        print(_("“%(file)s” cannot be read.") % {"file": file}, file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    except InvalidEntry as invalid:
        print(invalid.message, file=sys.stderr)
        return 1
    return _report(table)


def _report(table: "AgreementImport") -> int:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from passerelle.apps.ledger.labels import fault_said
    from passerelle.apps.ledger.queries.agreements import twins_count

    for fault in table.faults:
        line = {"number": fault["line"], "why": fault_said(fault["code"], fault["details"])}
        print(_("Line %(number)d: %(why)s") % line, file=sys.stderr)
    if (more := table.faults_count - len(table.faults)) > 0:
        print(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}, file=sys.stderr)
    counts = {"added": table.added, "known": table.known, "faults": table.faults_count}
    print(_("Agreements added: %(added)d; known already: %(known)d; faulty lines: %(faults)d") % counts)
    if twins := twins_count(table.organisation_id):
        said = ngettext(
            "%(n)d pair of agreements may be one: decide on the page of either.",
            "%(n)d pairs of agreements may be one: decide on the page of either.",
            twins,
        )
        print(said % {"n": twins})
    return 1 if table.faults_count else 0
