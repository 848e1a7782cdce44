"""The documents that a command is given, and the readers that read them."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from passerelle.cli.terminal import language, models_wanted

if TYPE_CHECKING:
    from passerelle.core.reading.registry import AnyReader
    from passerelle.sources import Extracted, Item, Limits, Refusal

_PRECISIONS = ("%Y-%m-%d", "%Y-%m", "%Y")


def add_documents(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Add the arguments that name documents and their publication date."""
    parser.add_argument(
        "paths",
        nargs="+" if needed else "*",
        metavar="PATH",
        help="a file, a folder, or - for JSON Lines on standard input",
    )
    parser.add_argument(
        "--published", type=_date, metavar="DATE", help="publication date: 2025, 2025-05 or 2025-05-13"
    )


def items(options: argparse.Namespace, limits: "Limits") -> "Iterator[Item | Refusal]":
    """Yield what the paths hold, dated as the command says."""
    from passerelle.sources import Item, open_path, open_stream

    for path in options.paths:
        for item in open_stream(sys.stdin.buffer, limits) if path == "-" else open_path(path, limits):
            if isinstance(item, Item) and options.published:
                yield replace(item, given={**item.given, "published": options.published})
            else:
                yield item


def tell_encoding(name: str, extracted: "Extracted") -> None:
    """Say on the error output that a document was in an older Vietnamese encoding, and what became of it."""
    from passerelle.sources import encoding_note

    if note := encoding_note(extracted.encoding, extracted.converted, language()):
        print(f"{name}: {note}", file=sys.stderr)


def opener() -> "Callable[[tuple[str, str]], AnyReader]":
    """Return a function that opens the reader of a name and version, once, when a document needs it.

    The readers share names and models, which take the time.
    """

    @cache
    def parts() -> tuple:
        from passerelle.core.languages import LANGUAGES
        from passerelle.engine import open_recogniser
        from passerelle.starter.names import gazetteer

        languages = LANGUAGES if models_wanted() else ()
        return gazetteer(), {
            code: found for code in languages if (found := open_recogniser(code)) is not None
        }

    @cache
    def opened(reader: tuple[str, str]) -> "AnyReader":
        from passerelle.core.reading.registry import open_reader

        name, version = reader
        return open_reader(*parts(), name=name, version=version)

    return opened


def _date(text: str) -> str:
    for precision in _PRECISIONS:
        try:
            datetime.strptime(text, precision).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
        return text
    raise argparse.ArgumentTypeError(f"{text!r}: 2025, 2025-05, 2025-05-13")
