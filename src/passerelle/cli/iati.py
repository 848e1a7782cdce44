"""passerelle iati: check files of the IATI standard, version 2.03."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from passerelle.cli.terminal import language


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    summary = "say what is wrong in files, one line a fault, and where"
    check = actions.add_parser("check", help=summary, description=summary)
    check.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="activities or organisations, XML")
    check.add_argument(
        "--rules", action="store_true", help="hold them against the standard's ruleset and code lists too"
    )
    check.set_defaults(do=_check)


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
