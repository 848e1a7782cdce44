"""Opens engines by name: the only place that knows which there are."""

from typing import Any

from passerelle.engine.local import LocalEngine
from passerelle.engine.meaning import encoder_installed, open_encoder
from passerelle.engine.models import missing_models, open_recogniser
from passerelle.engine.port import Engine, UnknownEngine
from passerelle.engine.spark import SparkEngine

__all__ = ["encoder_installed", "missing_models", "open_encoder", "open_engine", "open_recogniser"]

_ENGINES: dict[str, type[LocalEngine] | type[SparkEngine]] = {"local": LocalEngine, "spark": SparkEngine}


def open_engine(name: str = "local", **options: Any) -> Engine:
    """Return the engine of that name, ready to run; `options` are its own (`processes`; `master`, `memory`).

    Raises UnknownEngine, or EngineMissing when what it runs on is not installed.
    """
    if name not in _ENGINES:
        raise UnknownEngine(name, _ENGINES)
    return _ENGINES[name](**options)
