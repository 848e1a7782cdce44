"""passerelle read: read files, folders or JSON Lines into claims, one JSON object a document.

Each line goes out as soon as its document is read. What is refused is said on the error output, in the language of
the terminal, and the rest goes on. Nothing here needs the desk's database.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from passerelle.cli.terminal import language

if TYPE_CHECKING:
    from passerelle.core.reading.reader import Reader
    from passerelle.sources import Item, Limits, Refusal

_PRECISIONS = ("%Y-%m-%d", "%Y-%m", "%Y")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for JSON Lines on standard input"
    )
    parser.add_argument(
        "--published", type=_date, metavar="DATE", help="publication date: 2025, 2025-05 or 2025-05-13"
    )
    parser.add_argument("--json", action="store_true", required=True, help="print one JSON object a document")


def run(options: argparse.Namespace) -> int:
    from passerelle.core.reading.gold import to_gold
    from passerelle.sources import Limits, Refusal, extract

    limits = Limits()
    reader = _opened()
    refused = False
    for item in _items(options.paths, limits):
        try:
            if isinstance(item, Refusal):
                raise item
            if options.published:
                item = replace(item, given={**item.given, "published": options.published})
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


def _items(paths: list[str], limits: "Limits") -> "Iterator[Item | Refusal]":
    from passerelle.sources import open_path, open_stream

    for path in paths:
        if path == "-":
            yield from open_stream(sys.stdin.buffer, limits)
        else:
            yield from open_path(path, limits)


def _opened() -> "Callable[[], Reader]":
    """Return a function that opens the reader once, when the first document needs it."""
    from functools import cache

    @cache
    def reader() -> "Reader":
        from passerelle.core.languages import LANGUAGES
        from passerelle.core.reading.registry import open_reader
        from passerelle.engine import open_recogniser
        from passerelle.starter.names import gazetteer

        recognisers = {code: found for code in LANGUAGES if (found := open_recogniser(code)) is not None}
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
