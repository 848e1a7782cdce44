"""Where heavy work runs: a port, and engines and models that are opened by name, never imported."""

from passerelle.engine.opening import (
    encoder_installed,
    missing_models,
    open_encoder,
    open_engine,
    open_recogniser,
)
from passerelle.engine.port import Encoder, Engine, EngineMissing, UnknownEngine

__all__ = [
    "Encoder", "Engine", "EngineMissing", "UnknownEngine", "encoder_installed", "missing_models", "open_encoder",
    "open_engine", "open_recogniser",
]  # fmt: skip
