"""Identifiers of actors: lower-case ASCII words joined by hyphens, the same in every language."""

import regex

from passerelle.core.text.folding import fold

_OTHER = regex.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return the identifier of a name: "Tô Lâm" → "to-lam". Letters beyond Latin are left out."""
    return _OTHER.sub("-", fold(name).replace("'", " ")).strip("-") or "unnamed"
