"""Concepts: words of a language that mean the same, under a name that all languages share.

`claims/concepts.toml` of each language lists, by concept, words and phrases in lower case; a word that ends in "*"
stands for every word that begins so.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from passerelle.core.languages import table

_SHORTEST = 3


class Concepts:
    """A table of concepts, looked up word by word."""

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._beginnings: dict[str, str] = {}
        for concept, forms in entries.items():
            for form in forms:
                if form.endswith("*"):
                    self._beginnings[form[:-1]] = concept
                else:
                    words = tuple(form.replace("'", "' ").split())
                    self._phrases.setdefault(words[0], []).append((words, concept))
        for same in self._phrases.values():
            same.sort(key=lambda entry: -len(entry[0]))
        self._longest = max(map(len, self._beginnings), default=0)
        self._known: dict[str, tuple[Sequence[tuple[tuple[str, ...], str]], str]] = {}

    def of(self, words: Sequence[str]) -> list[str]:
        """Return the concept of each word, "" where there is none; the longest phrase wins."""
        found = [""] * len(words)
        free = 0
        for at, word in enumerate(words):
            if at < free:
                continue
            phrases, concept = self._known.get(word) or self._looked_up(word)
            for phrase, meant in phrases:
                if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
                    free = at + len(phrase)
                    found[at:free] = [meant] * len(phrase)
                    break
            else:
                found[at] = concept
        return found

    def _looked_up(self, word: str) -> tuple[Sequence[tuple[tuple[str, ...], str]], str]:
        """Return the phrases that a word may begin, the longest first, and its own concept."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        lengths = range(min(len(word), self._longest), _SHORTEST - 1, -1)
        concept = next((c for n in lengths if (c := self._beginnings.get(word[:n]))), "")
        self._known[word] = found = (self._phrases.get(word, ()), concept)
        return found


_REMEMBERED = 20_000


@cache
def concepts(language: str) -> Concepts:
    """Return the concepts of a language (ISO 639-1). Raises LookupError when it has no table."""
    tables = table(language, "claims/concepts")
    return Concepts({name: forms for group in tables.values() for name, forms in group.items()})
