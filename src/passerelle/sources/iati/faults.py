"""What is wrong in a file, and where, in the reader's language."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

MOST_FAULTS = 1000  # told of one record; how many more there are is told too
_LANGUAGES = ("en", "fr", "vi")
_LONGEST = 80
_WORDED = ("kind", "reason")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file.

    `line`: where the element's start tag ends. `code`: a key of faults.toml or rules.toml. `element`: its path,
    such as iati-activity/budget/value. `details`: what the sentence names. `rule`: the number of the ruleset's rule
    or the name of a code list, "" for the structure. `advice`: the standard recommends it and does not demand it.
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
        said = str(table()["faults"][self.code][language].format(element=self.element, **details))
        if not self.rule:
            return said
        form = words["advice_said" if self.advice else "rule_said"][language]
        return str(form.format(rule=self.rule, said=said))


def number_of(found: Iterable[Fault]) -> int:
    """Return how many faults there are, with those that were only counted."""
    return sum(int(fault.details["number"]) if fault.code == "more" else 1 for fault in found)


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return the tables `faults` and `words`, a sentence or a word for each language, and `rules`: number → fault."""
    whole: dict[str, dict[str, Any]] = {"faults": {}, "words": {}, "rules": {}}
    for name in ("faults.toml", "rules.toml"):
        found = tomllib.loads((files("passerelle.sources.iati") / name).read_text(encoding="utf-8"))
        for part, rows in found.items():
            whole[part] |= rows
    return whole


def _shown(value: str) -> str:
    """Return `value` fit for one line, the end left out when it is long."""
    value = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(value.split()))
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
