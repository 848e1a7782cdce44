"""Scores are read from the table of score.py, and the own test set can be cut up by register."""

import importlib.util
import json
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"

TABLE = """\
actors                   P  0.900  R  0.800  F1  0.847   (8 right, 9 found, 10 gold)
actors: people           P  1.000  R  1.000  F1  1.000   (1 right, 1 found, 1 gold)
claims                   P  0.500  R  0.250  F1  0.333   (1 right, 2 found, 4 gold)
claims: policy           P  0.000  R  0.000  F1  0.000   (0 right, 0 found, 1 gold)
claim details            status right 1.000  date right 0.500   (of 2 matched)
"""


@pytest.fixture(scope="module")
def annotated():
    spec = importlib.util.spec_from_file_location("bench_annotated", BENCH / "annotated.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_figures_are_those_of_the_table(annotated):
    found = annotated.figures(TABLE)
    assert found["actors"] == 0.847
    assert found["claims"] == 0.333
    assert found["policy"] == 0.0
    assert (found["status"], found["date"]) == (1.0, 0.5)


def test_each_register_keeps_its_documents(annotated):
    for case in annotated.own("own test set", annotated.TEST_SET):
        parts = annotated.by_register(case)
        assert len(parts) == 8
        assert sorted("\n".join(parts.values()).splitlines()) == sorted(case.gold.splitlines())


def test_every_document_of_the_test_set_has_its_annotation(annotated):
    for case in annotated.own("own test set", annotated.TEST_SET):
        documents = {json.loads(line)["doc"] for line in case.gold.splitlines()}
        assert documents == {path.name for path in case.paths}
        assert len(documents) == 12
