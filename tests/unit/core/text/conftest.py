"""Grammars are compiled once, before any test is timed."""

import pytest

from passerelle.core.languages import LANGUAGES
from passerelle.core.text import find


@pytest.fixture(scope="session", autouse=True)
def compiled_grammars() -> None:
    for language in LANGUAGES:
        for text in ("12 May", "12 tháng 5 – đã"):
            find(text, language, None)
