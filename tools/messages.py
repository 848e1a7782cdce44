"""Keep the message catalogues true: find every string a person sees, and say which is not translated.

    messages.py update [PLACE…]   bring locale/{fr,vi}/LC_MESSAGES/django.po up to date (new strings stay empty),
                                  of every app or of those named (web/library)
    messages.py check             exit 1 and list what is missing, left over, or differs in its placeholders

Strings are found with Babel in Python files and, through Django's own `templatize`, in templates.
"""

import io
import re
import sys
import unicodedata
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1] / "src" / "passerelle"
LANGUAGES = ("fr", "vi")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
DULL = (
    "POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator"
    "|Report-Msgid-Bugs-To|Project-Id-Version|Language-Team"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def places() -> list[Path]:
    """Every folder that has catalogues or should: the apps, the rooms and the commands."""
    return sorted(folder.parent for folder in ROOT.glob("**/apps.py"))


def sources(place: Path, nested: list[Path]) -> list[Path]:
    found = [*place.rglob("*.py"), *place.rglob("*.html"), *place.rglob("*.txt")]
    inner = [other for other in nested if other != place and place in other.parents]
    return sorted(
        path for path in found
        if not any(folder in path.parents for folder in inner)
        and "migrations" not in path.parts and (path.suffix == ".py" or "templates" in path.parts)
    )  # fmt: skip


def messages(path: Path) -> list[tuple]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    return list(extract("python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"}))


def catalog_of(place: Path, nested: list[Path]) -> Catalog:
    catalog = Catalog(charset="utf-8")
    for path in sources(place, nested):
        for _line, message, _comments, context in messages(path):
            flags = ["python-format"] if PLACEHOLDER.search(str(message)) else []
            catalog.add(
                message, locations=[(str(path.relative_to(ROOT)), None)], context=context, flags=flags
            )
    return catalog


def po_file(place: Path, language: str) -> Path:
    return place / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalogue without what changes at every run."""
    catalog.header_comment, catalog.fuzzy = "# Messages of Passerelle. See CONTRIBUTING.md.", False
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalog, width=110, sort_output=True, ignore_obsolete=True)
    text = written.getvalue().decode().replace('#, fuzzy\nmsgid ""', 'msgid ""', 1)
    path.write_text(re.sub(rf'"({DULL}):.*\n', "", text), encoding="utf-8")


def update(names: list[str]) -> int:
    nested = places()
    for place in [ROOT / name for name in names] or nested:
        wanted = catalog_of(place, nested)
        if not len(wanted):
            continue
        for language in LANGUAGES:
            path = po_file(place, language)
            catalog = read(path, language)
            catalog.update(wanted, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            write(path, catalog)
    return 0


def faults() -> list[str]:
    """Return one line for each string that is not translated as it should be."""
    found = []
    nested = places()
    for place in nested:
        wanted = catalog_of(place, nested)
        for language in LANGUAGES:
            catalog = read(po_file(place, language), language)
            where = f"{place.relative_to(ROOT)} [{language}]"
            for message in wanted:
                if message.id:
                    found += [
                        f"{where} {fault}: {message.id!r}" for fault in _faults_of(message, catalog, language)
                    ]
            kept = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in wanted}
            for message in catalog:
                if (
                    message.id
                    and ((message.id if isinstance(message.id, str) else message.id[0]), message.context)
                    not in kept
                ):
                    found.append(f"{where} left over: {message.id!r}")
    return found


def _faults_of(message, catalog: Catalog, language: str) -> list[str]:
    key = message.id if isinstance(message.id, str) else message.id[0]
    translated = catalog.get(key, message.context)
    if translated is None:
        return ["missing"]
    strings = [translated.string] if isinstance(translated.string, str) else list(translated.string)
    if not all(strings) or not strings:
        return ["not translated"]
    if translated.fuzzy:
        return ["fuzzy"]
    faults = []
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    for string in strings:
        if unicodedata.normalize("NFC", string) != string:
            faults.append("not NFC")
        # A plural form may leave the number out.
        if not any(set(PLACEHOLDER.findall(string)) == set(PLACEHOLDER.findall(one)) for one in ids):
            faults.append("other placeholders")
        if language == "fr" and re.search(r"\w [:;!?»]|« \w", string):
            faults.append("an ordinary space before : ; ! ? or inside « »")
    return faults


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    if sys.argv[1:2] == ["update"]:
        sys.exit(update(sys.argv[2:]))
    if sys.argv[1:] != ["check"]:
        sys.exit(__doc__)
    problems = faults()
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
