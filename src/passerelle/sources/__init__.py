"""Where facts come from: one adapter a kind, each from bytes to text or a refusal that says why."""

from passerelle.sources.extraction import extract
from passerelle.sources.files import open_path, open_stream
from passerelle.sources.limits import Limits
from passerelle.sources.model import Extracted, Item, Refusal

__all__ = ["Extracted", "Item", "Limits", "Refusal", "extract", "open_path", "open_stream"]
