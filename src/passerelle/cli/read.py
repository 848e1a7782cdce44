"""passerelle read: read files, folders or JSON Lines into the library, or print their claims as JSON.

With --json, each line goes out as soon as its document is read, and the desk's database is not needed. What is
refused is said on the error output, in the language of the terminal, and the rest goes on.
"""

import argparse
import json
import sys

from passerelle.cli.given import add_documents, items, opener, tell_encoding
from passerelle.cli.terminal import language, open_desk

TLP = ("clear", "green", "amber", "red")
RELIABILITY = ("A", "B", "C", "D", "E", "F")


def add(parser: argparse.ArgumentParser) -> None:
    add_documents(parser)
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

    return store(options, lambda limits: items(options, limits))


def _print(options: argparse.Namespace) -> int:
    from passerelle.core.reading.gold import to_gold
    from passerelle.core.reading.registry import LATEST
    from passerelle.sources import Limits, Refusal, extract

    limits = Limits()
    open_named = opener()
    refused = False
    for item in items(options, limits):
        try:
            if isinstance(item, Refusal):
                raise item
            extracted = extract(item, limits=limits)
        except Refusal as refusal:
            refused = True
            print(refusal.sentence(language()), file=sys.stderr)
            continue
        tell_encoding(item.name, extracted)
        reading = open_named(LATEST).read(
            extracted.text, language=item.given.get("lang"), published=extracted.published
        )
        print(json.dumps(to_gold(reading, item.name, extracted.text), ensure_ascii=False), flush=True)
    return 1 if refused else 0
