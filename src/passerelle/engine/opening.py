"""Opens engines by name: the only place that knows which there are."""

from passerelle.engine.local import LocalEngine
from passerelle.engine.meaning import encoder_installed, open_encoder
from passerelle.engine.models import missing_models, open_recogniser
from passerelle.engine.port import Engine, UnknownEngine

__all__ = ["encoder_installed", "missing_models", "open_encoder", "open_engine", "open_recogniser"]

_ENGINES = {"local": LocalEngine}


def open_engine(name: str = "local") -> Engine:
    """Return the engine of that name, ready to run; raises UnknownEngine."""
    if name not in _ENGINES:
        raise UnknownEngine(name, _ENGINES)
    return _ENGINES[name]()
