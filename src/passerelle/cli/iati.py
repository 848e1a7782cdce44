"""passerelle iati: check files of the IATI standard, version 2.03, take them in, and write the ledger as one."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from passerelle.cli.terminal import language, open_desk

if TYPE_CHECKING:
    from passerelle.apps.accounts.models import User
    from passerelle.apps.ledger.activities.leaving import Exported
    from passerelle.apps.ledger.models import IatiImport
    from passerelle.core.commitments.country_shares import Division

MARKINGS = ("clear", "green", "amber", "red")
_OPTIONS = {"ref": "reporter", "type": "reporter-type", "marking": "tlp"}


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    summary = "say what is wrong in files, one line a fault, and where"
    check = actions.add_parser("check", help=summary, description=summary)
    check.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="activities or organisations, XML")
    check.add_argument(
        "--rules", action="store_true", help="hold them against the standard's ruleset and code lists too"
    )
    check.set_defaults(do=_check)
    summary = (
        "take activities and what organisations report into the ledger; run again, it goes on where it was"
    )
    taking = actions.add_parser("import", help=summary, description=summary)
    taking.add_argument(
        "paths", nargs="+", type=Path, metavar="FILE", help="activities or organisations, XML"
    )
    taking.add_argument("--tlp", choices=MARKINGS, default="green", help="their marking")
    taking.add_argument(
        "--shares",
        default="unallocated",
        metavar="SHARES",
        help="where an activity names several countries and no shares: equal, unallocated (as the file says, unless "
        "told otherwise), or percents such as VN=60,FR=40",
    )
    taking.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )
    taking.set_defaults(do=_import)
    summary = "write what the ledger holds, as far as its marking lets it leave"
    leaving = actions.add_parser("export", help=summary, description=summary)
    leaving.add_argument("--out", type=Path, metavar="FILE", help="the file (standard output)")
    leaving.add_argument(
        "--reporter", metavar="REF", help="identifier of the organisation that reports (the one given last)"
    )
    leaving.add_argument(
        "--reporter-type",
        metavar="CODE",
        help="its type, a code of the list (the one given last; 10: government)",
    )
    leaving.add_argument(
        "--sector", metavar="CODE", help="sector of what the ledger knows none of, such as 43082"
    )
    leaving.add_argument(
        "--country", metavar="CODE", help="recipient country where the ledger knows none, such as VN"
    )
    leaving.add_argument(
        "--organisations",
        action="store_true",
        help="not activities, but what organisations report of themselves, as it was taken in",
    )
    leaving.add_argument(
        "--tlp", choices=MARKINGS, default="clear", help="the strictest marking that leaves (clear)"
    )
    leaving.add_argument(
        "--as-given", action="store_true", help="activities taken in leave even against the ruleset"
    )
    leaving.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )
    leaving.set_defaults(do=_export)


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
    division = _division(options.shares)
    if division is None:
        return 2
    return max(_import_one(path, options.tlp, user, division) for path in options.paths)


def _division(given: str) -> "Division | None":
    """Return the answer that an option names; None when it is none, which is said."""
    from passerelle.apps.ledger.actions.refusals import InvalidEntry
    from passerelle.apps.ledger.actions.values import needed_shares
    from passerelle.apps.ledger.activities.dividing import shares_of_row
    from passerelle.core.commitments.country_shares import EQUAL, GIVEN, UNALLOCATED, Division

    if given in (EQUAL, UNALLOCATED):
        return Division(given)
    try:
        return Division(GIVEN, shares_of_row(needed_shares("shares", given)))
    except InvalidEntry as invalid:
        print(f"--shares: {invalid.message}", file=sys.stderr)
        return None


def _import_one(path: Path, tlp: str, user: "User", division: "Division") -> int:
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.ledger.actions.iati import import_iati
    from passerelle.cli.storing import terminal

    try:
        with terminal().status(_("Reading the file")) as status:

            def show(source: "IatiImport") -> None:
                status.update(_("Record %(number)d") % {"number": source.records_done})

            source = import_iati(path, tlp=tlp, actor=user, progress=show, division=division)
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

    from passerelle.apps.ledger.iati_labels import iati_fault_said

    for fault in source.faults:
        print(f"{path}:{fault['line']}: {iati_fault_said(fault, language())}", file=sys.stderr)
    if (more := source.faults_count - len(source.faults)) > 0:
        print(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}, file=sys.stderr)
    counts = {"added": source.added, "changed": source.changed, "known": source.known}
    print(
        _("Records added: %(added)d; changed: %(changed)d; known already: %(known)d; faults: %(faults)d")
        % {**counts, "faults": source.faults_count}
    )
    return 1 if source.faults_count else 0


def _export(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.permissions import Refused
    from passerelle.apps.ledger.actions.iati_export import export_activities, export_reports
    from passerelle.apps.ledger.actions.refusals import InvalidEntry
    from passerelle.apps.ledger.activities.leaving import Leaving
    from passerelle.apps.ledger.queries.reporting import reporter_of
    from passerelle.cli.storing import acting

    user = acting(options.user)
    if user is None:
        return 2
    known = reporter_of(user, language())
    given = {
        "ref": options.reporter, "type": options.reporter_type, "sector": options.sector, "country": options.country,
    }  # fmt: skip
    reporter = replace(known, **{name: value for name, value in given.items() if value is not None})
    leaving = Leaving(reporter, options.tlp, timezone.localdate(), as_given=options.as_given)
    try:
        with _opened(options.out) as out:
            if options.organisations:
                done = export_reports(
                    out, actor=user, marking=options.tlp, today=leaving.today, as_given=options.as_given
                )
            else:
                done = export_activities(out, leaving, actor=user)
    except OSError:
        print(_("“%(file)s” cannot be written.") % {"file": options.out}, file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    except InvalidEntry as invalid:
        print(f"--{_OPTIONS.get(invalid.field, invalid.field)}: {invalid.message}", file=sys.stderr)
        return 2
    return _told(done)


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file that is there whole or, when nothing is written, not at all; or the standard output."""
    if path is None:
        yield sys.stdout.buffer
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        if part.stat().st_size:
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _told(done: "Exported") -> int:
    from django.utils.translation import gettext as _

    from passerelle.apps.ledger.iati_labels import iati_note_said

    for identifier, what in done.notes:
        print(f"{identifier}: {iati_note_said(what, language())}", file=sys.stderr)
    counts = {"written": done.activities, "left": done.left_out}
    print(_("Records written: %(written)d; left out: %(left)d") % counts, file=sys.stderr)
    return 1 if done.left_out or not done.activities else 0
