"""Affiliations: the bodies and countries that the people of a document speak for, from titles and appositions."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import regex

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.grammar import Grammar
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.model import Mention
from passerelle.core.reading.parts import BODIES, LINKS
from passerelle.core.text.folding import fold

_LEADING = regex.compile(r"\s*[,(\-–]")
_RECENT = 160
_TITLE = 45


def affiliations(
    text: str, grammar: Grammar, mentions: Sequence[Mention], nationalities: Sequence[Hit], home: str | None
) -> dict[str, tuple[str, ...]]:
    """Return for each person of a document the bodies or country that the text says they speak for.

    `home` is the country of heads of state and ministers that the text leaves without one.
    """
    nations = [(hit.start, hit.end, hit.known[0].country) for hit in nationalities]
    found: dict[str, dict[str, None]] = {}
    countries: dict[str, str] = {}
    kinds = {mention.actor: mention.kind for mention in mentions}
    for at, person in enumerate(mentions):
        if person.kind != "person":
            continue
        bodies = [
            *_bodies_first(_before(text, grammar, mentions, at), kinds),
            *_bodies_first(_after(text, grammar, mentions, at), kinds),
        ]
        nation = _nation_before(text, nations, person.start)
        if _titled(text, grammar, "state", person.start):
            country = nation or _named_before(text, mentions, at, home)
            bodies = _with_country(bodies, mentions[max(0, at - 4) : at + 5], country, home)
        elif not bodies and (nation or _titled(text, grammar, "minister", person.start)):
            country = nation or _named_before(text, mentions, at, home)
            if country:
                countries.setdefault(person.actor, country.lower())
        found.setdefault(person.actor, {}).update(dict.fromkeys(bodies))
    for person_id, country in countries.items():
        if not found[person_id]:
            found[person_id] = {country: None}
    return {person_id: tuple(bodies) for person_id, bodies in found.items() if bodies}


def _before(text: str, grammar: Grammar, mentions: Sequence[Mention], at: int) -> list[str]:
    """Bodies named in the title before a person: "Minister of Finance X", "Intel's vice president X"."""
    person, index = mentions[at], at - 1
    found: list[str] = []
    last = index
    right = person.start
    while index >= 0 and mentions[index].kind in BODIES | {"country"}:
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
            bare in LINKS and (title_first or inside or found) and (index == last or found)
        ):
            found.append(body.actor)
        else:
            break
        right = body.start
        index -= 1
    return found


def _after(text: str, grammar: Grammar, mentions: Sequence[Mention], at: int) -> list[str]:
    """Bodies named in an apposition after a person: "X, director of Y", "X (Y)", "X of Y"."""
    person = mentions[at]
    found: list[str] = []
    left = person.end
    for body in mentions[at + 1 : at + 5]:
        gap = text[left : body.start]
        if body.kind not in BODIES | {"country"} or len(gap) > 90 or "\n" in gap or ". " in gap:
            break
        bare = gap.strip(' ,()"').lower()
        title = grammar.titles["any"].search(gap)
        apposed = _LEADING.match(gap) or (title and title.start() <= 2)
        inside = grammar.titles["any"].search(text, body.start, body.end) and len(gap) <= 30
        blocked = grammar.clauses["boundary"].search(gap) or grammar.clauses["speech"].search(gap)
        if ((title or inside) and apposed and not blocked) or (
            bare in LINKS and gap.strip() not in (",", "") and gap.strip()
        ):
            found.append(body.actor)
        elif not (found and bare in LINKS):
            break
        else:
            found.append(body.actor)
        left = body.end
    return found


def _bodies_first(found: list[str], kinds: Mapping[str, str]) -> list[str]:
    """A country counts as somebody's body only when no organisation of theirs is named."""
    bodies = [actor for actor in found if kinds.get(actor) != "country"]
    return bodies or found


def _named_before(text: str, mentions: Sequence[Mention], at: int, home: str | None) -> str | None:
    """Return the country named shortly before a person whose title names none; a Vietnamese name is at home."""
    person = mentions[at]
    if fold(person.surface).split()[0] in names().vietnamese_family and len(person.surface.split()) > 1:
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


def _nation_before(text: str, nations: Sequence[tuple[int, int, str | None]], start: int) -> str | None:
    """Return the country whose nationality stands in the title right before `start`."""
    at = bisect_left(nations, (start,)) - 1
    if at >= 0:
        first, last, country = nations[at]
        if start - _TITLE <= first and last <= start and "," not in text[last:start].strip(", "):
            return country
    return None
