"""passerelle compare: read documents with two readers, and show what the second gained, lost and says otherwise.

Nothing is stored. A reader is named `name`, which means its last version, or `name@version`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from passerelle.cli.given import add_documents, items, opener, tell_encoding
from passerelle.cli.terminal import language, open_desk

if TYPE_CHECKING:
    from passerelle.core.reading.comparison import Comparison
    from passerelle.core.reading.model import Claim, Reading


class Text(NamedTuple):
    """A text to be read twice, and what is known of it."""

    name: str
    text: str
    language: str | None
    published: str | None


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help="a reader: rules, or rules@2")
    parser.add_argument("after", metavar="B", help="the reader that is laid beside it")
    add_documents(parser, needed=False)
    parser.add_argument(
        "--stored", nargs="+", type=int, default=[], metavar="ID", help="documents of the library, by number"
    )
    parser.add_argument("--as", dest="user", metavar="USER", help="see the library as this person")
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object a document, then the total"
    )


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils.translation import gettext as _

    from passerelle.cli.comparing import Printer
    from passerelle.core.reading.comparison import compare
    from passerelle.core.reading.registry import UnknownReader, named

    try:
        readers = named(options.before), named(options.after)
    except UnknownReader as unknown:
        known = {"name": unknown.reference, "known": ", ".join(unknown.known)}
        print(_("There is no reader “%(name)s”. Known readers: %(known)s") % known, file=sys.stderr)
        return 2
    if not options.paths and not options.stored:
        print(_("Name documents: files, folders, -, or --stored with their numbers."), file=sys.stderr)
        return 2
    refused: list[str] = []
    open_named, printer = opener(), Printer(readers)
    for one in _texts(options, refused):
        before, after = (
            open_named(reader).read(one.text, language=one.language, published=one.published)
            for reader in readers
        )
        side = compare(before.claims, after.claims)
        printer.count(side)
        if options.json:
            print(json.dumps(_object(one, before, after, side), ensure_ascii=False), flush=True)
        else:
            printer.document(one.name, one.text, before, after, side)
    if options.json:
        print(json.dumps({"readers": [f"{name}@{version}" for name, version in readers], **printer.total()}))
    else:
        printer.summary()
    return 1 if refused else 0


def _texts(options: argparse.Namespace, refused: list[str]) -> Iterator[Text]:
    """Yield what is to be read; what cannot be is said on the error output and noted in `refused`."""
    from passerelle.sources import Limits, Refusal, extract

    limits = Limits()
    for item in items(options, limits):
        try:
            if isinstance(item, Refusal):
                raise item
            found = extract(item, limits=limits)
        except Refusal as refusal:
            refused.append(refusal.name)
            print(refusal.sentence(language()), file=sys.stderr)
            continue
        tell_encoding(item.name, found)
        yield Text(item.name, found.text, item.given.get("lang"), found.published)
    if options.stored:
        yield from _stored(options, refused)


def _stored(options: argparse.Namespace, refused: list[str]) -> Iterator[Text]:
    from django.utils.translation import gettext as _

    from passerelle.apps.library.queries.documents import visible_documents
    from passerelle.cli.storing import acting

    user = acting(options.user)
    if user is None:
        refused.append("user")
        return
    for number in options.stored:
        document = visible_documents(user).select_related("snapshot").filter(pk=number).first()
        if document is None:
            refused.append(str(number))
            print(
                _("There is no document %(number)d that you may see.") % {"number": number}, file=sys.stderr
            )
            continue
        name = f"{number} {document}"
        yield Text(name, document.text, document.language or None, document.published or None)


def _object(one: Text, before: "Reading", after: "Reading", side: "Comparison") -> dict[str, Any]:
    """Return one comparison in the gold's words, `changes` as attribute → [before, after]."""
    from passerelle.core.reading.gold import to_gold

    def claims(reading: "Reading", found: "tuple[Claim, ...]") -> list[dict[str, Any]]:
        return list(to_gold(replace(reading, claims=found), one.name, one.text)["claims"])

    olds = claims(before, tuple(pair.before for pair in side.changed))
    news = claims(after, tuple(pair.after for pair in side.changed))
    return {
        "doc": one.name,
        "lang": after.language,
        "gained": claims(after, side.gained),
        "lost": claims(before, side.lost),
        "changed": [
            {
                "before": old,
                "after": new,
                "changes": {
                    change.attribute: [old[change.attribute], new[change.attribute]]
                    for change in pair.changes
                },
            }
            for pair, old, new in zip(side.changed, olds, news, strict=True)
        ],
        "same": len(side.same),
    }
