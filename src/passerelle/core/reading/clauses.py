"""Clauses: where a sentence pauses, and what its verbs say about time, doubt, denial and duty."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from passerelle.core.reading.grammar import Grammar, Trigger
from passerelle.core.reading.openings import Pattern

_STOP = regex.compile(r"[;:]|\s[–—]\s|\.\.\.")
_REACH = 45


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence and the offsets at which its clauses begin."""

    text: str
    start: int
    end: int
    starts: tuple[int, ...]
    grammar: Grammar
    places: Mapping[Pattern, Sequence[int]]
    found: dict[str, list["regex.Match[str]"]] = field(default_factory=dict)
    stating: list[Trigger] = field(default_factory=list)

    def cues(self, cue: str) -> list["regex.Match[str]"]:
        """Return every place of the sentence where a cue stands, looked for once."""
        if cue not in self.found:
            self.found[cue] = list(self.matches(self.grammar.clauses[cue], self.start, self.end))
        return self.found[cue]

    def matches(self, pattern: Pattern, start: int, end: int) -> Iterator["regex.Match[str]"]:
        """Return where a pattern of the grammar stands in text[start:end], a stretch of the sentence."""
        for at in self.places.get(pattern, ()):
            if at >= end:
                break
            if at >= start and (found := pattern.match(self.text, at, end)):
                yield found
                start = found.end()

    def around(self, at: int) -> tuple[int, int]:
        """Return the bounds of the clause that holds offset `at`."""
        index = bisect_right(self.starts, at) - 1
        first = self.starts[index]
        last = self.starts[index + 1] if index + 1 < len(self.starts) else self.end
        return first, last

    def previous(self, first: int) -> tuple[int, int] | None:
        """Return the bounds of the clause before the one that begins at `first`."""
        if first <= self.start:
            return None
        return self.around(first - 1)

    def near(self, cue: str, start: int, end: int) -> bool:
        """Tell whether a cue stands right around text[start:end]: a few words before, or inside."""
        first = max(self.around(start)[0], start - _REACH)
        return any(True for _ in self.matches(self.grammar.clauses[cue], first, end))

    def just_before(self, cue: str, start: int, reach: int = 14) -> bool:
        """Tell whether a cue ends just before `start`, with at most a short word between."""
        first = max(self.start, start - _REACH)
        ends = [found.end() for found in self.matches(self.grammar.clauses[cue], first, start)]
        return bool(ends) and start - ends[-1] <= reach

    def within(self, cue: str, start: int, end: int) -> bool:
        """Tell whether a cue stands in text[start:end]."""
        return any(True for _ in self.matches(self.grammar.clauses[cue], start, end))


def clauses_of(text: str, start: int, end: int, grammar: Grammar) -> Clauses:
    """Cut a sentence where a conjunction, a relative pronoun, a verb of speech or a strong sign opens a clause."""
    clauses = Clauses(text, start, end, (), grammar, grammar.searched.places(text, start, end))
    clauses.stating.extend(
        Trigger(rule, found.start(), found.end())
        for rule in grammar.rules
        if rule.pattern in clauses.places
        for found in clauses.matches(rule.pattern, start, end)
    )
    starts = {start}
    starts.update(found.start() for found in clauses.cues("boundary"))
    starts.update(found.end() for found in clauses.cues("speech"))
    starts.update(found.end() for found in _STOP.finditer(text, start, end))
    return replace(clauses, starts=tuple(sorted(at for at in starts if at < end)))
