"""Where heavy work runs: a port, and engines and models that are opened by name, never imported."""

from passerelle.engine.opening import missing_models, open_engine, open_recogniser
from passerelle.engine.port import Engine, EngineMissing, UnknownEngine

__all__ = ["Engine", "EngineMissing", "UnknownEngine", "missing_models", "open_engine", "open_recogniser"]
