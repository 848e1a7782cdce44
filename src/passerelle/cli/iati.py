"""passerelle iati: check files of the IATI standard, version 2.03, and take them into the ledger."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.terminal import language, open_desk

if TYPE_CHECKING:
    from passerelle.apps.accounts.models import User
    from passerelle.apps.ledger.models import IatiImport

MARKINGS = ("clear", "green", "amber", "red")


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    summary = "say what is wrong in files, one line a fault, and where"
    check = actions.add_parser("check", help=summary, description=summary)
    check.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="activities or organisations, XML")
    check.add_argument(
        "--rules", action="store_true", help="hold them against the standard's ruleset and code lists too"
    )
    check.set_defaults(do=_check)
    summary = "take activities into the ledger; run again, it goes on where it was"
    taking = actions.add_parser("import", help=summary, description=summary)
    taking.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="activities, XML")
    taking.add_argument("--tlp", choices=MARKINGS, default="green", help="their marking")
    taking.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )
    taking.set_defaults(do=_import)


def run(options: argparse.Namespace) -> int:
    code: int = options.do(options)
    return code


def _check(options: argparse.Namespace) -> int:
    from passerelle.sources.iati import check_file

    spoken, valid = language(), True
    today = datetime.now(UTC).date() if options.rules else None
    for path in options.paths:
        for fault in check_file(path, today):
            valid = valid and fault.advice
            where = f"{path}:{fault.line}" if fault.line else f"{path}"
            print(f"{where}: {fault.sentence(spoken)}")
    return 0 if valid else 1


def _import(options: argparse.Namespace) -> int:
    open_desk()
    from passerelle.cli.storing import acting

    user = acting(options.user)
    if user is None:
        return 2
    return max(_import_one(path, options.tlp, user) for path in options.paths)


def _import_one(path: Path, tlp: str, user: "User") -> int:
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.ledger.actions.iati import import_activities
    from passerelle.cli.storing import terminal

    try:
        with terminal().status(_("Reading the file")) as status:

            def show(source: "IatiImport") -> None:
                status.update(_("Activity %(number)d") % {"number": source.records_done})

            source = import_activities(path, tlp=tlp, actor=user, progress=show)
    except OSError:
        print(_("“%(file)s” cannot be read.") % {"file": path}, file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    return _report(path, source)


def _report(path: Path, source: "IatiImport") -> int:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from passerelle.apps.ledger.labels import iati_fault_said

    for fault in source.faults:
        print(f"{path}:{fault['line']}: {iati_fault_said(fault, language())}", file=sys.stderr)
    if (more := source.faults_count - len(source.faults)) > 0:
        print(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}, file=sys.stderr)
    counts = {"added": source.added, "changed": source.changed, "known": source.known}
    print(
        _("Activities added: %(added)d; changed: %(changed)d; known already: %(known)d; faults: %(faults)d")
        % {**counts, "faults": source.faults_count}
    )
    return 1 if source.faults_count else 0
