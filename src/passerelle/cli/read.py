"""passerelle read: read files, folders or JSON Lines into the library, or print their claims as JSON.

With --json, each line goes out as soon as its document is read, and the desk's database is not needed. What is
refused is said on the error output, in the language of the terminal, and the rest goes on.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from passerelle.cli.terminal import language, models_wanted, open_desk

if TYPE_CHECKING:
    from passerelle.core.reading.reader import Reader
    from passerelle.sources import Item, Limits, Refusal

TLP = ("clear", "green", "amber", "red")
RELIABILITY = ("A", "B", "C", "D", "E", "F")
_PRECISIONS = ("%Y-%m-%d", "%Y-%m", "%Y")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for JSON Lines on standard input"
    )
    parser.add_argument(
        "--published", type=_date, metavar="DATE", help="publication date: 2025, 2025-05 or 2025-05-13"
    )
    parser.add_argument("--json", action="store_true", help="store nothing, print one JSON object a document")
    storing = parser.add_argument_group("when storing")
    storing.add_argument(
        "--source", metavar="NAME", help="where the documents come from, added where it is new"
    )
    storing.add_argument("--tlp", choices=TLP, type=str.lower, help="marking (that of the source)")
    storing.add_argument(
        "--reliability", choices=RELIABILITY, type=str.upper, help="Admiralty code (the source's)"
    )
    storing.add_argument(
        "--as", dest="user", metavar="USER", help="act as this person (the first administrator)"
    )


def run(options: argparse.Namespace) -> int:
    if options.json:
        return _print(options)
    open_desk()
    from passerelle.cli.storing import store

    return store(options, lambda limits: _items(options, limits))


def _print(options: argparse.Namespace) -> int:
    from passerelle.core.reading.gold import to_gold
    from passerelle.sources import Limits, Refusal, extract

    limits = Limits()
    reader = _opened()
    refused = False
    for item in _items(options, limits):
        try:
            if isinstance(item, Refusal):
                raise item
            extracted = extract(item, limits=limits)
        except Refusal as refusal:
            refused = True
            print(refusal.sentence(language()), file=sys.stderr)
            continue
        reading = reader().read(
            extracted.text, language=item.given.get("lang"), published=extracted.published
        )
        print(json.dumps(to_gold(reading, item.name, extracted.text), ensure_ascii=False), flush=True)
    return 1 if refused else 0


def _items(options: argparse.Namespace, limits: "Limits") -> "Iterator[Item | Refusal]":
    """Yield what the paths hold, dated as the command says."""
    from passerelle.sources import Item, open_path, open_stream

    for path in options.paths:
        for item in open_stream(sys.stdin.buffer, limits) if path == "-" else open_path(path, limits):
            if isinstance(item, Item) and options.published:
                yield replace(item, given={**item.given, "published": options.published})
            else:
                yield item


def _opened() -> "Callable[[], Reader]":
    """Return a function that opens the reader once, when the first document needs it."""
    from functools import cache

    @cache
    def reader() -> "Reader":
        from passerelle.core.languages import LANGUAGES
        from passerelle.core.reading.registry import open_reader
        from passerelle.engine import open_recogniser
        from passerelle.starter.names import gazetteer

        languages = LANGUAGES if models_wanted() else ()
        recognisers = {code: found for code in languages if (found := open_recogniser(code)) is not None}
        return open_reader(gazetteer(), recognisers)

    return reader


def _date(text: str) -> str:
    from datetime import datetime

    for precision in _PRECISIONS:
        try:
            datetime.strptime(text, precision).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
        return text
    raise argparse.ArgumentTypeError(f"{text!r}: 2025, 2025-05, 2025-05-13")
