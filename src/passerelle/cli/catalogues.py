"""passerelle catalogues: compile the message catalogues that have changed.

With Babel, so that a clone needs no gettext.
"""

import argparse
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).resolve().parents[1]


def add(parser: argparse.ArgumentParser) -> None:
    """It takes no options."""


def run(options: argparse.Namespace) -> int:
    compile_catalogues()
    return 0


def compile_catalogues(folder: Path = SOURCES) -> list[Path]:
    """Compile every `locale/*/LC_MESSAGES/django.po` below a folder that is newer than its `.mo`; return these.

    An entry marked fuzzy is left out, as gettext does: it is a guess nobody has confirmed.
    """
    written = []
    for source in sorted(folder.glob("**/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        unfinished = target.with_suffix(".mo.part")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        unfinished.replace(target)
        written.append(target)
    return written
