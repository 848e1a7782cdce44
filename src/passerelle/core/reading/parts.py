"""Parts: the actors of a sentence as its grammar sees them, each with the small word that governs it.

People bring the bodies they speak for, nationalities before a collective noun ("Japanese companies") stand for
the country, pronouns and definite descriptions for what was named before, and enumerations form one group.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import regex

from passerelle.core.reading.grammar import Grammar

_TOKEN = regex.compile(r"\p{L}+'|[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{N}]+)*|[^\s]")
_PATIENCE = {"with": 3, "between": 3, "by": 1, "of": 1, "in": 0, "to": 0, "for": 0}
_WINDOW = 90
BODIES = frozenset(("government", "mission", "institute", "university", "association", "company", "investor"))
LINKS = frozenset(
    (
        "of",
        "from",
        "de",
        "du",
        "chez",
        "at",
        "(",
        ",",
        "của",
        "thuộc",
        "de la",
        "de l'",
        "d'",
        "'s",
        "",
        "des",
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """text[start:end] brings `parties` and `people` into the sentence; `marker` governs it ("" when nothing does).

    `group` numbers the enumeration it belongs to. `certain` is False for what was carried over from elsewhere.
    """

    start: int
    end: int
    parties: tuple[str, ...]
    people: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    country: str | None = None
    marker: str = ""
    group: int = 0
    certain: bool = True

    def governed(self, marker: str, group: int) -> "Part":
        """Return the part as `marker` governs it, in an enumeration."""
        return Part(
            self.start, self.end, self.parties, self.people, self.kinds, self.country, marker, group, self.certain
        )  # fmt: skip


def joined(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the parties of several parts, each once, in order."""
    return tuple(dict.fromkeys(party for part in parts for party in part.parties))


def people_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the people of several parts, each once, in order."""
    return tuple(dict.fromkeys(person for part in parts for person in part.people))


def _class(part: Part) -> str:
    return "person" if part.people else "country" if part.kinds == {"country"} else "body"


class Sentence:
    """One sentence with its parts, in order."""

    def __init__(self, text: str, start: int, end: int, grammar: Grammar) -> None:
        self.text, self.start, self.end, self.grammar = text, start, end, grammar

    def arrange(self, parts: Iterable[Part]) -> list[Part]:
        """Order parts, drop those inside others, and find what governs each and what enumerates them."""
        ordered: list[Part] = []
        for part in sorted(parts, key=lambda part: (part.start, -part.end)):
            if not ordered or part.start >= ordered[-1].end:
                ordered.append(part)
        arranged: list[Part] = []
        for part in self._absorbed(ordered):
            floor = arranged[-1].end if arranged else self.start
            gap = self.text[floor : part.start]
            if arranged and self._enumerates(gap, arranged[-1], part):
                arranged.append(part.governed(arranged[-1].marker, arranged[-1].group))
            else:
                marker = self._marker(max(floor, part.start - _WINDOW), part.start)
                if not marker and self._owns(part):
                    marker = "of"
                arranged.append(part.governed(marker, len(arranged)))
        return arranged

    def _absorbed(self, parts: list[Part]) -> list[Part]:
        """Join a body and the country that follows it, a country and the body it owns, a person and their body."""
        kept: list[Part] = []
        for part in parts:
            if kept:
                last = kept[-1]
                raw = self.text[last.end : part.start]
                gap = raw.strip(" (,").lower()
                close = part.start - last.end <= 40
                if (
                    close
                    and gap in LINKS
                    and part.kinds == {"country"}
                    and last.kinds & BODIES
                    and (last.country in (None, part.country) or gap != "")
                    and "," not in self.text[last.end : part.start]
                ):
                    kept[-1] = replace(last, end=part.end)
                    continue
                if (
                    close
                    and "," not in raw
                    and last.kinds == {"country"}
                    and gap in ("'s", "")
                    and part.kinds & (BODIES | {"person"})
                ):
                    kept[-1] = replace(part, start=last.start, parties=part.parties or last.parties)
                    continue
                if close and gap == "" and last.parties == part.parties and not part.people:
                    kept[-1] = replace(last, end=part.end)
                    continue
                if close and self._same(last, part, gap):
                    kept[-1] = replace(
                        last,
                        end=part.end,
                        parties=tuple(dict.fromkeys((*last.parties, *part.parties))),
                        people=tuple(dict.fromkeys((*last.people, *part.people))),
                        kinds=last.kinds | part.kinds,
                    )
                    continue
            kept.append(part)
        return kept

    def _same(self, last: Part, part: Part, gap: str) -> bool:
        """Tell whether two neighbours are a person and their body, or one body in another."""
        if bool(last.people) != bool(part.people):
            if ":" in gap or ";" in gap:
                return False
            return bool(set(last.parties) & set(part.parties)) and not self.grammar.clauses["speech"].search(
                gap
            )
        return (
            gap in ("of", "de", "du", "của", "thuộc", "de la", "de l'", "of the")
            and not last.people
            and bool(last.kinds & BODIES and part.kinds & BODIES)
        )

    def _owns(self, part: Part) -> bool:
        """ "Japan's strategy": the possessive governs, unless what is owned is the actor itself."""
        if not self.text.startswith("'s ", part.end):
            return False
        return not self.grammar.collective.match(self.text, part.end + 3)

    def _enumerates(self, gap: str, last: Part, part: Part) -> bool:
        if len(gap) > 70:
            return False
        tokens = [token.lower() for token in _TOKEN.findall(gap)]
        if not any(token in self.grammar.joins for token in tokens) and _class(last) != _class(part):
            return False
        joins = self.grammar.joins
        if not any(token in (",", "/", "-", "–") or token in joins for token in tokens):
            return False
        proper = {token.lower() for token in _TOKEN.findall(gap) if token[0].isupper()}
        small = {word for join in joins for word in join.split()}
        return all(
            token in (",", "/", "-", "–", "(", ")", '"', "'s", "'", "s")
            or token in small
            or token in self.grammar.articles
            or self.grammar.markers.get(token) == "of"
            or self.grammar.people[token]
            or token in proper
            for token in tokens
        )

    def _marker(self, floor: int, start: int) -> str:
        """Walk back from a part, over articles and titles, to the small word that governs it."""
        tokens = [token.lower() for token in _TOKEN.findall(self.text[floor:start])]
        unknown = 0
        at = len(tokens) - 1
        while at >= 0 and unknown <= 3:
            token = tokens[at]
            kind = self.grammar.markers.get(token)
            pair = f"{tokens[at - 1]} {token}" if at else ""
            heads = [
                back
                for back in (1, 2)
                if kind == "of" and at >= back and self.grammar.people[tokens[at - back]]
            ]
            if heads:
                at -= heads[0] + 1
                continue
            if self.grammar.such_as.fullmatch(pair):
                at, unknown = at - 2, 0
                continue
            if kind and unknown <= _PATIENCE[kind]:
                return kind
            if token in ('"', "(", "'") or token in self.grammar.articles or self.grammar.people[token]:
                at -= 1
                continue
            if not token[0].isalpha():
                return ""
            unknown += 1
            at -= 1
        return ""
