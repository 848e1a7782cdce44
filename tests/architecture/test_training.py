"""Training stays apart from what it trains, its corpus keeps to the guide, and its test set is never trained on."""

import ast
import json
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "training"
DOSSIER = ROOT / "src" / "passerelle" / "starter" / "dossier"
TEST_SET = ROOT / "bench" / "test-set"
SCRIPTS = sorted(TRAINING.glob("*.py"))
CORPUS = sorted((TRAINING / "corpus").glob("*.jsonl"))
SECOND = sorted((TRAINING / "second-pass").glob("*.jsonl"))
LANGUAGES = ("fr", "vi", "en")
LEAST_TEXTS, LEAST_TWICE, LEAST_A_TYPE = 600, 120, 25
SHARED_WORDS = 12


@cache
def records(paths: tuple[Path, ...]) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of a dozen words of a text."""
    words = text.lower().split()
    return {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}


def validated(*arguments: str | Path) -> str:
    command = [sys.executable, TRAINING / "validate.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120).stdout


@pytest.mark.parametrize("files", [CORPUS, SECOND], ids=["corpus", "second pass"])
def test_annotations_keep_to_the_guide(files):
    assert validated(*files).endswith(", 0 faults\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_test_set_keeps_to_the_guide(language):
    said = validated(TEST_SET / f"gold-{language}.jsonl", "--texts", TEST_SET / language)
    assert said == f"{len(list((TEST_SET / language).glob('*.txt')))} documents, 0 faults\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_share_of_texts_and_of_every_type(language):
    found = [one for one in records(tuple(CORPUS)) if one["lang"] == language]
    assert len(found) >= LEAST_TEXTS
    assert sum(not one["claims"] for one in found) >= LEAST_TEXTS / 10, "texts that state nothing"
    types = Counter(claim["type"] for one in found for claim in one["claims"])
    assert len(types) == 9
    assert min(types.values()) >= LEAST_A_TYPE, types


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fifth_is_annotated_twice_on_the_same_words(language):
    first = {one["doc"]: one["text"] for one in records(tuple(CORPUS))}
    again = [one for one in records(tuple(SECOND)) if one["lang"] == language]
    assert len(again) >= LEAST_TWICE
    assert [one["doc"] for one in again if first.get(one["doc"]) != one["text"]] == []


def test_nothing_of_the_test_set_is_trained_on():
    tested = {
        run: path.name for path in TEST_SET.glob("*/*.txt") for run in runs(path.read_text(encoding="utf-8"))
    }
    texts = {one["doc"]: one["text"] for one in records(tuple(CORPUS))}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in DOSSIER.glob("*/*.txt")}
    taken = {(name, tested[run]) for name, text in texts.items() for run in runs(text) & tested.keys()}
    assert tested
    assert taken == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_of_training_is_short_and_says_what_it_does(path):
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert len(source.splitlines()) <= 300


def test_what_is_shipped_knows_nothing_of_training():
    """Scikit-learn trains; the weights it leaves are read without it."""
    trainers = {"sklearn", "scipy", *(path.stem for path in SCRIPTS)}
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.split(".")[0] for name in names} & trainers, path
