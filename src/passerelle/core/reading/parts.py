"""Parts: the actors of a sentence as its grammar sees them, each with the small word that governs it.

People bring the bodies they speak for, nationalities before a collective noun ("Japanese companies") stand for
the country, pronouns and definite descriptions for what was named before, and enumerations form one group.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.grammar import Grammar
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.model import Mention
from passerelle.core.text.folding import fold

_TOKEN = regex.compile(r"\p{L}+'|[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{N}]+)*|[^\s]")
_PATIENCE = {"with": 3, "between": 3, "by": 1, "of": 1, "in": 0, "to": 0, "for": 0}
_WINDOW = 90
_RECENT = 160
_BODIES = frozenset(
    ("government", "mission", "institute", "university", "association", "company", "investor")
)
_LEADING = regex.compile(r"\s*[,(\-–]")
_LINKS = frozenset(
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


def joined(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the parties of several parts, each once, in order."""
    return tuple(dict.fromkeys(party for part in parts for party in part.parties))


def people_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the people of several parts, each once, in order."""
    return tuple(dict.fromkeys(person for part in parts for person in part.people))


def affiliations(
    text: str, grammar: Grammar, mentions: Sequence[Mention], nationalities: Sequence[Hit], home: str | None
) -> dict[str, tuple[str, ...]]:
    """Return for each person of a document the bodies or country that the text says they speak for.

    `home` is the country of heads of state and ministers that the text leaves without one.
    """
    nations = [(hit.start, hit.end, hit.known[0].country) for hit in nationalities]
    found: dict[str, dict[str, None]] = {}
    for at, person in enumerate(mentions):
        if person.kind != "person":
            continue
        bodies = [*_before(text, grammar, mentions, at), *_after(text, grammar, mentions, at)]
        head = _titled(text, grammar, "state", person.start)
        if head or (not bodies and _titled(text, grammar, "minister", person.start)):
            nation = _nation_before(text, nations, person.start) or _named_before(text, mentions, at, home)
            bodies = _with_country(bodies, mentions[max(0, at - 4) : at + 5], nation, home)
        for body in bodies:
            found.setdefault(person.actor, {})[body] = None
    return {person: tuple(bodies) for person, bodies in found.items()}


def _before(text: str, grammar: Grammar, mentions: Sequence[Mention], at: int) -> list[str]:
    """Bodies named in the title before a person: "Minister of Finance X", "Intel's vice president X"."""
    person, found, index = mentions[at], [], at - 1
    last = index
    right = person.start
    while index >= 0 and mentions[index].kind in _BODIES | {"country"}:
        body = mentions[index]
        gap = text[body.end : right]
        if len(gap) > 60 or "\n" in gap or ". " in gap:
            break
        bare = gap.strip(' ,()"').lower()
        if body.kind == "country" and _located(text, grammar, body.start):
            right = text.rfind(" ", 0, body.start - 1) + 1
            index, last = index - 1, index - 1
            continue
        titled = bool(grammar.titles["any"].search(gap)) and not grammar.clauses["speech"].search(gap)
        title_first = grammar.titles["any"].search(text, max(0, body.start - 60), body.start)
        inside = grammar.titles["any"].match(text, body.start, body.end)
        if (titled and len(gap.split()) <= 8 and ", " not in gap.strip(", ")) or (
            bare in _LINKS and (title_first or inside or found) and (index == last or found)
        ):
            found.append(body.actor)
        else:
            break
        right = body.start
        index -= 1
    return _bodies_first(found, mentions)


def _after(text: str, grammar: Grammar, mentions: Sequence[Mention], at: int) -> list[str]:
    """Bodies named in an apposition after a person: "X, director of Y", "X (Y)", "X of Y"."""
    person, found = mentions[at], []
    left = person.end
    for body in mentions[at + 1 : at + 5]:
        gap = text[left : body.start]
        if body.kind not in _BODIES | {"country"} or len(gap) > 90 or "\n" in gap or ". " in gap:
            break
        bare = gap.strip(' ,()"').lower()
        title = grammar.titles["any"].search(gap)
        apposed = _LEADING.match(gap) or (title and title.start() <= 2)
        inside = grammar.titles["any"].search(text, body.start, body.end) and len(gap) <= 30
        blocked = grammar.clauses["boundary"].search(gap) or grammar.clauses["speech"].search(gap)
        if ((title or inside) and apposed and not blocked) or (
            bare in _LINKS and gap.strip() not in (",", "") and gap.strip()
        ):
            found.append(body.actor)
        elif not (found and bare in _LINKS):
            break
        else:
            found.append(body.actor)
        left = body.end
    return _bodies_first(found, mentions)


def _bodies_first(found: list[str], mentions: Sequence[Mention]) -> list[str]:
    """A country counts as somebody's body only when no organisation of theirs is named."""
    kinds = {mention.actor: mention.kind for mention in mentions}
    bodies = [actor for actor in found if kinds.get(actor) != "country"]
    return bodies or found


def _named_before(text: str, mentions: Sequence[Mention], at: int, home: str | None) -> str | None:
    """Return the country named shortly before a person whose title names none; a Vietnamese name is at home."""
    person = mentions[at]
    if fold(person.surface).split()[0] in names().vietnamese_family and len(person.surface.split()) > 2:
        return "VN"
    for mention in reversed(mentions[max(0, at - 6) : at]):
        if person.start - mention.end > _RECENT:
            break
        if mention.kind == "country":
            return mention.country
    return home


def _with_country(
    bodies: list[str], around: Sequence[Mention], nation: str | None, home: str | None
) -> list[str]:
    """Add the country of a head of state or of a minister whose body is not named."""
    named = [mention for mention in around if mention.actor in bodies]
    if any(mention.kind == "country" for mention in named):
        return bodies
    code = nation or next((mention.country for mention in named if mention.country), None) or home
    return [*bodies, code.lower()] if code else bodies


def _titled(text: str, grammar: Grammar, kind: str, start: int) -> bool:
    before = text[max(0, start - 50) : start]
    return any(
        len(before) - title.end() <= 22 and "," not in before[title.end() :].strip(", ")
        for title in grammar.titles[kind].finditer(before)
    )


def _located(text: str, grammar: Grammar, start: int) -> bool:
    """Tell whether a country only says where an office is: "ambassador of France in Morocco"."""
    words = text[max(0, start - 12) : start].lower().split()
    return bool(words) and grammar.markers.get(words[-1]) == "in"


def _class(part: Part) -> str:
    return "person" if part.people else "country" if part.kinds == {"country"} else "body"


def _nation_before(text: str, nations: Sequence[tuple[int, int, str | None]], start: int) -> str | None:
    """Return the country whose nationality stands in the title right before `start`."""
    at = bisect_left(nations, (start,)) - 1
    if at >= 0:
        first, last, country = nations[at]
        if start - 60 <= first and last <= start and "," not in text[last:start].strip(", "):
            return country
    return None


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
                arranged.append(replace(part, marker=arranged[-1].marker, group=arranged[-1].group))
            else:
                marker = self._marker(max(floor, part.start - _WINDOW), part.start)
                if not marker and self._owns(part):
                    marker = "of"
                arranged.append(replace(part, marker=marker, group=len(arranged)))
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
                    and gap in _LINKS
                    and part.kinds == {"country"}
                    and last.kinds & _BODIES
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
                    and part.kinds & (_BODIES | {"person"})
                ):
                    kept[-1] = replace(part, start=last.start, parties=part.parties or last.parties)
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
            and bool(last.kinds & _BODIES and part.kinds & _BODIES)
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
            or self.grammar.clauses["representative"].fullmatch(token)
            or self.grammar.titles["any"].fullmatch(token)
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
                if kind == "of" and at >= back and self._stands_for_people(tokens[at - back])
            ]
            if heads:
                at -= heads[0] + 1
                continue
            if self.grammar.such_as.fullmatch(pair):
                at, unknown = at - 2, 0
                continue
            if kind and unknown <= _PATIENCE[kind]:
                return kind
            if token in ('"', "(", "'") or token in self.grammar.articles or self._stands_for_people(token):
                at -= 1
                continue
            if not token[0].isalpha():
                return ""
            unknown += 1
            at -= 1
        return ""

    def _stands_for_people(self, token: str) -> bool:
        return bool(
            self.grammar.clauses["representative"].fullmatch(token)
            or self.grammar.titles["any"].fullmatch(token)
        )
