"""passerelle directory: import a register of actors, or look up who the actors of the documents are."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.terminal import open_desk

if TYPE_CHECKING:
    from passerelle.apps.directory.models import RegisterImport


def add(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    taking = tasks.add_parser("import", help="take a register in; run again, it goes on where it was")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument(
        "--kind", choices=("table", "ror"), default="table", help="a table (CSV), or a release of ROR"
    )
    taking.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )
    resolving = tasks.add_parser("resolve", help="look up the actors of the documents that wait")
    resolving.add_argument("--all", action="store_true", help="of every document; what people decided stands")


def run(options: argparse.Namespace) -> int:
    open_desk()
    return _import(options) if options.task == "import" else _resolve(options.all)


def _import(options: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.directory.actions.refusals import InvalidActor
    from passerelle.apps.directory.actions.registers import import_register
    from passerelle.cli.storing import acting, terminal

    user = acting(options.user)
    if user is None:
        return 2
    console = terminal()
    try:
        with console.status(_("Reading the register")) as status:

            def show(register: "RegisterImport") -> None:
                words = _("Relations: line %(number)d") if register.relating else _("Actors: line %(number)d")
                status.update(words % {"number": register.lines_done})

            register = import_register(options.file, kind=options.kind, actor=user, progress=show)
    except OSError:
        print(_("“%(file)s” cannot be read.") % {"file": options.file}, file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    except InvalidActor as invalid:
        print(invalid.message, file=sys.stderr)
        return 1
    return _report(register)


def _report(register: "RegisterImport") -> int:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from passerelle.apps.directory.labels import fault_said

    for fault in register.faults:
        line = {"number": fault["line"], "why": fault_said(fault["code"], fault["details"])}
        print(_("Line %(number)d: %(why)s") % line, file=sys.stderr)
    if (more := register.faults_count - len(register.faults)) > 0:
        print(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}, file=sys.stderr)
    counts = {"added": register.added, "changed": register.changed, "faults": register.faults_count}
    print(_("Actors added: %(added)d; completed: %(changed)d; faulty lines: %(faults)d") % counts)
    return 1 if register.faults_count else 0


def _resolve(every: bool) -> int:
    from django.utils.translation import ngettext

    from passerelle.apps.directory.actions.resolve import resolve_again
    from passerelle.apps.directory.tasks import resolve_waiting
    from passerelle.apps.directory.waiting import waiting_documents

    if every:
        resolve_again(actor=None)
    before = waiting_documents().count()
    resolve_waiting.call()
    left = waiting_documents().count()
    done = before - left
    print(ngettext("%(n)d document looked up.", "%(n)d documents looked up.", done) % {"n": done})
    return 1 if left else 0
