"""The bench of growth counts honestly and stays bounded."""

import importlib.util
import sys
from itertools import repeat
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"


@pytest.fixture(scope="module")
def growth():
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("bench_growth", BENCH / "growth.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCH))
    return module


def test_documents_and_claims_are_counted_to_the_end_when_there_is_time(growth):
    assert growth.until(iter([3, 0, 4]), most=60) == (3, 7)


def test_a_run_ends_when_its_time_is_over(growth):
    documents, claims = growth.until(repeat(2), most=0.01)
    assert documents >= 1
    assert claims == 2 * documents


def test_the_languages_take_turns(growth):
    assert [language for language, _ in growth.texts()[:6]] == ["fr", "vi", "en", "fr", "vi", "en"]


def test_the_memory_of_this_process_is_known(growth):
    assert 10 < growth.memory("VmRSS") <= growth.memory("VmHWM")
