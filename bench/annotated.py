"""Annotated documents, what a reader makes of them, and the scoring of the annotation guide.

Documents are opened and read as `passerelle read --json` does: the adapters of `sources` give the text and its day of
publication, the reader the rest. What a reader printed is kept, so that several measures share one run.
"""

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.gold import to_gold
from passerelle.core.reading.registry import AnyReader, named, open_reader
from passerelle.engine import open_recogniser
from passerelle.sources import Extracted, Item, Limits, extract, open_path
from passerelle.starter import gazetteer

ROOT = Path(__file__).resolve().parents[1]
DOSSIER = ROOT / "src" / "passerelle" / "starter" / "dossier"
TEST_SET = ROOT / "bench" / "test-set"
ORDER = ("fr", "vi", "en")


class Case(NamedTuple):
    """A set of documents: its name, its gold (JSON Lines), its files."""

    name: str
    gold: str
    paths: list[Path]


def development(shared: Path) -> Case:
    """Return the development gold, which lies beside the project."""
    gold = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8")
    return Case("development gold, fr", gold, sorted((shared / "seeds").glob("*.txt")))


def own(name: str, folder: Path) -> list[Case]:
    """Return the annotated documents of a folder of the project, one case a language."""
    return [
        Case(
            f"{name}, {language}",
            "".join(
                path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"gold-{language}*.jsonl"))
            ),
            sorted((folder / language).glob("*.txt")),
        )
        for language in ORDER
    ]


def by_register(case: Case) -> dict[str, str]:
    """Return the gold of a case cut up by register, in the order of their names."""
    parts: dict[str, list[str]] = {}
    for line in case.gold.splitlines():
        parts.setdefault(json.loads(line)["register"], []).append(line)
    return {register: "\n".join(lines) for register, lines in sorted(parts.items())}


@cache
def reader(reference: str, models: bool) -> AnyReader:
    """Return a registered reader (`name` or `name@version`), with every recogniser that is installed or with none."""
    name, version = named(reference)
    recognisers = {code: found for code in LANGUAGES if models and (found := open_recogniser(code))}
    return open_reader(gazetteer(), recognisers, name=name, version=version)


@cache
def opened(path: Path) -> tuple[Item, Extracted]:
    """Return a file and its text."""
    limits = Limits()
    (item,) = open_path(path, limits)
    if not isinstance(item, Item):
        raise item
    return item, extract(item, limits=limits)


@cache
def _line(reference: str, models: bool, path: Path) -> str:
    item, found = opened(path)
    reading = reader(reference, models).read(
        found.text, language=item.given.get("lang"), published=found.published
    )
    return json.dumps(to_gold(reading, item.name, found.text), ensure_ascii=False)


def predicted(reference: str, models: bool, paths: list[Path]) -> str:
    """Return what a reader finds in documents, in the form of the gold (JSON Lines)."""
    return "".join(_line(reference, models, path) + "\n" for path in paths)


def records(lines: str) -> dict[str, dict[str, Any]]:
    """Return documents in the form of the gold, by name."""
    return {record["doc"]: record for record in map(json.loads, lines.splitlines())}


def score(scorer: Path, gold: str, found: str, *options: str) -> str:
    """Return the table that score.py prints."""
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in (("gold", gold), ("predicted", found)):
            (Path(folder) / name).write_text(lines, encoding="utf-8")
        command = [sys.executable, scorer, Path(folder) / "gold", Path(folder) / "predicted", *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def figures(table: str) -> Mapping[str, float]:
    """Return F1 by row of a table of score.py; "status" and "date" are shares of the matched claims."""
    rows = re.finditer(r"^(.+?) +P +[\d.]+ +R +[\d.]+ +F1 +([\d.]+)", table, re.M)
    found = {row[1].removeprefix("claims: "): float(row[2]) for row in rows}
    if details := re.search(r"status right ([\d.]+) +date right ([\d.]+)", table):
        found |= {"status": float(details[1]), "date": float(details[2])}
    return found


@cache
def scoring(scorer: Path) -> ModuleType:
    """Return score.py as a module, for its pairing of annotated and predicted claims."""
    spec = importlib.util.spec_from_file_location("score", scorer)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
