"""The reader of this process: names and models are loaded once, when the first text comes."""

from functools import cache

from django.conf import settings

from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.model import Reading
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.recogniser import Recogniser
from passerelle.core.reading.registry import open_reader
from passerelle.engine import open_recogniser
from passerelle.starter import gazetteer


def read_text(text: str, *, language: str | None, published: str | None) -> tuple[Reading, list[str]]:
    """Read one text; return the reading and the names of the optional models that took part."""
    reading = reader().read(text, language=language, published=published)
    taking_part = recognisers().get(reading.language) if reading.read else None
    return reading, [getattr(taking_part, "name", type(taking_part).__name__)] if taking_part else []


@cache
def reader() -> Reader:
    return open_reader(gazetteer(), recognisers())


@cache
def recognisers() -> dict[str, Recogniser]:
    """Return the recogniser of each language for which a model is installed and switched on."""
    if not settings.MODELS:
        return {}
    found = {language: open_recogniser(language) for language in LANGUAGES}
    return {language: recogniser for language, recogniser in found.items() if recogniser}
