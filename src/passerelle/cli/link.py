"""passerelle link: say which known actor each name means, from JSON Lines, with reasons, or that it means none.

The known actors are those of this installation's directory, or, while it has none, of the starter pack. A line is
{"id", "name"} and, as far as known, "country" (ISO 3166 alpha-2), "kind" and "sentence". What is no such line is
said on the error output with its number, and the rest goes on.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from passerelle.cli.terminal import open_desk

if TYPE_CHECKING:
    from passerelle.core.naming.link import Link, Linker
    from passerelle.core.naming.register import Entry

_BATCH = 256


class _Line(NamedTuple):
    id: Any
    name: str
    country: str
    kind: str
    sentence: str


def add(parser: argparse.ArgumentParser) -> None:
    from passerelle.core.reading.model import ACTOR_KINDS

    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="JSON Lines; without any, the standard input"
    )
    parser.add_argument("--kind", choices=ACTOR_KINDS, help="the kind of actor, where a line does not say it")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument(
        "--register",
        type=Path,
        metavar="FILE",
        help="link against a release of ROR instead of the accepted actors of this installation's directory"
        " (or, while it has none, of the starter pack)",
    )


def run(options: argparse.Namespace) -> int:
    open_desk()
    from passerelle.cli.linking import said

    refused: list[int] = []
    linker = _linker(options.register)
    if linker is None:
        return 2
    entries = {entry.actor: entry for entry in linker.entries}
    for batch in _batches(_lines(options, refused)):
        for line, link in zip(batch, _linked(linker, batch), strict=True):
            if options.json:
                print(json.dumps(_object(line, link, entries), ensure_ascii=False))
            else:
                print(said(line.id, link, entries.get(link.actor or "")))
        sys.stdout.flush()
    return 1 if refused else 0


def _linked(linker: "Linker", batch: list[_Line]) -> "list[Link]":
    from passerelle.core.naming.link import Asked

    return linker.link_all([Asked(line.name, line.country, line.kind, line.sentence) for line in batch])


def _linker(register: Path | None) -> "Linker | None":
    """Return the linker of the register named, or of the known actors; None, and what is wrong is said."""
    from django.db import DatabaseError
    from django.utils.translation import gettext as _

    from passerelle.cli.linking import known_actors
    from passerelle.core.naming.link import Linker
    from passerelle.sources.ror_register import GONE, Fault, read_register

    if register is None:
        try:
            return Linker(known_actors())
        except DatabaseError:
            print(_("The database does not answer. With --register, none is needed."), file=sys.stderr)
            return None
    entries = []
    try:
        for one in read_register(register):
            if isinstance(one, Fault):
                what = {"file": register.name, "line": one.line}
                print(_("%(file)s, line %(line)d: not a record of the register.") % what, file=sys.stderr)
            elif one.status != GONE:
                entries.append(one.entry)
    except OSError:
        print(_("“%(file)s” cannot be read.") % {"file": register}, file=sys.stderr)
        return None
    if not entries:
        print(_("“%(file)s” names no organisation.") % {"file": register}, file=sys.stderr)
        return None
    return Linker(entries)


def _lines(options: argparse.Namespace, refused: list[int]) -> Iterator[_Line]:
    """Yield what is to be linked; a line that is none is said on the error output and noted in `refused`."""
    from django.utils.translation import gettext as _

    with ExitStack() as opened:
        for path in options.paths or ["-"]:
            try:
                stream: BinaryIO = (
                    sys.stdin.buffer if path == "-" else opened.enter_context(Path(path).open("rb"))
                )
            except OSError:
                print(_("“%(file)s” cannot be read.") % {"file": path}, file=sys.stderr)
                refused.append(0)
                continue
            for number, written in enumerate(stream, start=1):
                if not written.strip():
                    continue
                try:
                    yield _line(written, options.kind or "")
                except (ValueError, KeyError, TypeError):
                    refused.append(number)
                    where = {"file": path, "line": number}
                    print(
                        _("%(file)s, line %(line)d: not a JSON object with “id” and “name”.") % where,
                        file=sys.stderr,
                    )


def _line(written: bytes, kind: str) -> _Line:
    """Return a line as it was meant. Raises ValueError, KeyError or TypeError when it says no name."""
    row = json.loads(written.decode("utf-8-sig"))
    name = row["name"]
    rest = [row.get("country") or "", row.get("kind") or kind, row.get("sentence") or ""]
    if not all(isinstance(one, str) for one in (name, *rest)):
        raise TypeError
    return _Line(row["id"], name, *rest)


def _batches(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    batch: list[_Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _object(line: _Line, link: "Link", entries: "dict[str, Entry]") -> dict[str, Any]:
    def told(actor: str, share: float) -> dict[str, Any]:
        return {"actor": actor, "identifiers": dict(entries[actor].identifiers), "confidence": share}

    found = {"id": line.id, "actor": None, "identifiers": {}, "confidence": 0.0}
    if link.actor:
        found |= told(link.actor, link.confidence)
    found["reasons"] = [
        {"rule": one.rule, "weight": round(one.weight, 2), "detail": one.detail} for one in link.reasons
    ]
    found["others"] = [told(*other) for other in link.others]
    found["runners_up"] = [told(*other) for other in link.runners_up]
    return found
