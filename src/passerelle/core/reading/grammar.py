"""The grammar of a language: trigger patterns, small words and lists, compiled once from its tables.

Tables are written for people: one pattern a line, a space for any white space, " … " for up to six words of one
clause, <name> for a list. `claims/*.toml` of each language holds them.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import regex

from passerelle.core.languages import table
from passerelle.core.reading.openings import Openings, Pattern
from passerelle.core.text.remembered import Remembered

_NAME = regex.compile(r"<(\w+)>")
_BEFORE, _AFTER = r"(?<!\w)(?:", r")(?:(?<=\W)|(?!\w))"
_GAP = r"\s+(?:[^\s;:.!?]+\s+){0,6}?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way a language states a claim. `near` names lists of which one must stand in the same clause.

    `implicit` lets the other side of a request be the one that the document last spoke of;
    `joins` adds those named to the event that was told before.
    """

    type: str
    status: str
    pattern: Pattern
    near: tuple[str, ...] = ()
    future: str | None = None
    wished: str | None = None
    instrument: str | None = None
    needs: int = 1
    visit: bool = False
    weak: bool = False
    implicit: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """Where a sentence states a claim: text[start:end] matched `rule`."""

    rule: Rule
    start: int
    end: int


def alternation(lines: str, words: dict[str, str] | None = None) -> str:
    """Return the lines of a table as one alternation, lists put in and spaces widened."""
    parts = []
    for line in lines.splitlines():
        if not line.strip():
            continue
        line = _NAME.sub(lambda found: f"(?:{alternation((words or {})[found[1]], words)})", line.strip(" "))
        line = line.replace("['’]", "'").replace(" … ", _GAP)
        parts.append(regex.sub(r"(?<!\[) (?!\])", r"\\s+", line))
    return "|".join(parts)


def compiled(lines: str, words: dict[str, str] | None = None) -> Pattern:
    """Compile a table of patterns: whole words, any case."""
    return regex.compile(f"{_BEFORE}{alternation(lines, words)}{_AFTER}", regex.IGNORECASE)


def written(pattern: Pattern) -> str:
    """Return what a compiled table looks for, without what must stand around it."""
    return pattern.pattern.removeprefix(_BEFORE).removesuffix(_AFTER)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything a language says about claims, ready to match.

    `searched` tells where patterns may begin; `people` whether a word by itself stands for people or their title.
    """

    language: str
    rules: tuple[Rule, ...]
    lists: dict[str, Pattern]
    instruments: dict[str, Pattern]
    clauses: dict[str, Pattern]
    markers: dict[str, str]
    joins: frozenset[str]
    articles: frozenset[str]
    such_as: Pattern
    stands_for: dict[str, Pattern]
    pairs: dict[str, Pattern]
    titles: dict[str, Pattern]
    collective: Pattern
    never_units: Pattern
    alone: Pattern
    vague: Pattern
    home: str | None = None
    capitals: frozenset[str] = frozenset()
    searched: Openings = field(init=False)
    people: Remembered[bool] = field(init=False)

    def __post_init__(self) -> None:
        families = (self.lists, self.clauses, self.stands_for, self.pairs, self.titles)
        patterns = [
            *(rule.pattern for rule in self.rules),
            *(one for each in families for one in each.values()),
        ]
        object.__setattr__(self, "searched", Openings((one, written(one)) for one in patterns))
        alone = (self.clauses["representative"], self.titles["any"])
        people = Remembered(lambda word: any(pattern.fullmatch(word) for pattern in alone))
        object.__setattr__(self, "people", people)


@cache
def grammar(language: str) -> Grammar:
    """Return the grammar of `language`. Raises LookupError when it has none."""
    triggers = table(language, "claims/triggers")
    clauses = table(language, "claims/clauses")
    references = table(language, "claims/references")
    units = table(language, "claims/units")
    words: dict[str, str] = triggers["words"]
    return Grammar(
        language=language,
        rules=tuple(_rule(entry, words) for entry in triggers["trigger"]),
        lists={name: compiled(lines, words) for name, lines in words.items()},
        instruments={kind: compiled(lines) for kind, lines in triggers["instruments"].items()},
        clauses={name: compiled(lines) for name, lines in clauses.items() if isinstance(lines, str)},
        markers=_markers(clauses),
        joins=frozenset(clauses["join"]),
        articles=frozenset(clauses["article"]),
        such_as=compiled("\n".join(clauses["such_as"])),
        stands_for={kind: compiled(lines) for kind, lines in references["stands_for"].items()},
        pairs={kind: compiled(lines) for kind, lines in references["pairs"].items()},
        titles={kind: compiled(lines) for kind, lines in references["titles"].items()},
        collective=compiled(references["collective"]["words"]),
        never_units=compiled(units["never"]["words"]),
        alone=compiled(units["alone"]["words"]),
        vague=compiled(units["never"]["vague"]),
        home=references.get("home"),
        capitals=frozenset(references.get("capitals", ())),
    )


def _rule(entry: dict[str, Any], words: dict[str, str]) -> Rule:
    given = {name: value for name, value in entry.items() if name not in ("words", "near")}
    return Rule(pattern=compiled(entry["words"], words), near=tuple(entry.get("near", ())), **given)


def _markers(clauses: dict[str, Any]) -> dict[str, str]:
    kinds = ("with", "between", "by", "of", "in", "to", "for")
    return {word: kind for kind in reversed(kinds) for word in clauses[kind]}
