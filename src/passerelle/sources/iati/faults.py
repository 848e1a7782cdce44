"""What is wrong in a file, and where, in the reader's language."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_LANGUAGES = ("en", "fr", "vi")
_LONGEST = 80
_WORDED = ("kind", "reason")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file.

    `line`: where the element's start tag ends. `code`: a key of faults.toml. `element`: its path, such as
    iati-activity/budget/value. `details`: what the sentence names. `rule`: the number of the ruleset's rule, "" for
    the structure. `advice`: the standard recommends it and does not demand it.
    """

    line: int
    code: str
    element: str = ""
    details: dict[str, str] = field(default_factory=dict)
    rule: str = ""
    advice: bool = False

    def sentence(self, language: str) -> str:
        """Say what is wrong in `language` (en, fr or vi; any other is answered in English)."""
        language = language if language in _LANGUAGES else "en"
        words = table()["words"]
        details = {
            key: words[value][language] if key in _WORDED else _shown(value)
            for key, value in self.details.items()
        }
        return str(table()["faults"][self.code][language].format(element=self.element, **details))


@cache
def table() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the tables `faults` and `words`: a sentence or a word for each language."""
    return tomllib.loads((files("passerelle.sources.iati") / "faults.toml").read_text(encoding="utf-8"))


def _shown(value: str) -> str:
    """Return `value` fit for one line, the end left out when it is long."""
    value = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(value.split()))
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
