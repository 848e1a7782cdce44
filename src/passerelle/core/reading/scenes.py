"""Scenes: each sentence of a document with its actors and findings, read in order so that pronouns find theirs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import regex

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.clauses import Clauses, clauses_of
from passerelle.core.reading.datelines import dateline_end
from passerelle.core.reading.findings import Findings, place_of
from passerelle.core.reading.grammar import Grammar
from passerelle.core.reading.model import Mention
from passerelle.core.reading.parts import Part, Sentence
from passerelle.core.reading.quantities import Measure, measures
from passerelle.core.reading.references import Context, stand_ins
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.speakers import speech_in
from passerelle.core.technologies import TechnologyMention
from passerelle.core.text.model import Expression, Span

_DATES = ("date", "period")
_AMOUNTS = ("number", "percent", "money")
_COUNTRY = frozenset(("country",))
_SITE = frozenset(("place",))
_SEAT = frozenset(("country", "seat"))
_LOCATING = frozenset(("place", "country"))
_OPENING = 4
_LONGEST = 1500
_ACTS = regex.compile(r"\s\p{Ll}")
_BESIDE = 30
_PAIR, _OFTEN = 2, 2

Placed = TypeVar("Placed", Mention, Hit, Expression, TechnologyMention)


@dataclass(frozen=True)
class Document:
    """A text in its working form with everything found in it, each list in order of appearance."""

    text: str
    grammar: Grammar
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    nationalities: Sequence[Hit]
    expressions: Sequence[Expression]
    technologies: Sequence[TechnologyMention]
    bodies: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    home: str | None
    published: str | None
    generous: bool = False


def scenes_of(document: Document) -> Iterator[tuple[Scene, Findings]]:
    """Yield every sentence with its parts, ready for its claims to be read."""
    context = Context(home=document.home, bilateral=_bilateral(document))
    mentions = _finder(document.mentions)
    nationalities = _finder(document.nationalities)
    expressions = _finder(document.expressions)
    technologies = _finder(document.technologies)
    earlier: list[Measure] = []
    for sentence in _pieces(document.text, document.sentences):
        dateline = dateline_end(document.text, sentence.start, sentence.end)
        named = [one for one in mentions(sentence) if one.start >= dateline or one.kind not in _LOCATING]
        clauses = clauses_of(document.text, sentence.start, sentence.end, document.grammar)
        arranger = Sentence(document.text, sentence.start, sentence.end, document.grammar)
        found = _named_parts(document, sentence, named, nationalities(sentence))
        named_only = _without_sites(clauses, arranger.arrange(found))
        told = speech_in(clauses, named_only)
        context.hear(told.part if told else None)
        parts, speech = named_only, told
        if implied := list(_implied(clauses, named_only, context)):
            parts = _without_sites(clauses, arranger.arrange([*found, *implied]))
            speech = speech_in(clauses, parts)
        inside = expressions(sentence)
        scene = Scene(clauses, parts, speech, context, document.published, document.kinds)
        measured = measures(
            clauses,
            [one for one in inside if one.kind in _AMOUNTS],
            [(one.start, one.end) for one in named],
            generous=document.generous,
            earlier=earlier,
        )
        earlier = measured or earlier
        yield (
            scene,
            Findings(
                measures=measured,
                dates=[one for one in inside if one.kind in _DATES],
                technologies=technologies(sentence),
                places=_places(named, parts),
            ),
        )

        context.note(parts)


def _bilateral(document: Document) -> tuple[str, ...]:
    """Return the two countries that a text is about, by all that it names of theirs; nothing when there is no pair."""
    counted = Counter(one.country for one in document.mentions if one.country and one.kind != "place")
    counted.update(one.known[0].country for one in document.nationalities if one.known[0].country)
    leading = counted.most_common(3)
    if len(leading) < _PAIR or leading[1][1] < _OFTEN:
        return ()
    if len(leading) > _PAIR and leading[2][1] * 2 > leading[1][1]:
        return ()
    return leading[0][0].lower(), leading[1][0].lower()


def _finder(found: Sequence[Placed]) -> Callable[[Span], list[Placed]]:
    """Return a function that gives what lies inside a span; `found` is in order of appearance."""
    ordered = sorted(found, key=lambda one: one.start)
    starts = [one.start for one in ordered]

    def inside(span: Span) -> list[Placed]:
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [one for one in ordered[low:high] if one.end <= span.end]

    return inside


def _pieces(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Cut what has no full stop for pages into pieces, at a pause if there is one, so that reading stays linear."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            pauses = (text.rfind(sign, start + _LONGEST // 2, start + _LONGEST) for sign in ";, ")
            cut = next((at + 1 for at in pauses if at >= 0), start + _LONGEST)
            yield Span(start, cut)
            start = cut
        yield Span(start, sentence.end)


def _without_sites(clauses: Clauses, parts: list[Part]) -> list[Part]:
    """Keep the places that open a clause and act ("Da Nang has trained …"), and those told in one breath with them
    ("Da Nang and Lyon sign …"); others only say where.
    """
    kept: list[Part] = []
    for at, part in enumerate(parts):
        opens = at == 0 or part.start - clauses.around(part.start)[0] <= _OPENING
        beside = bool(kept) and kept[-1] is parts[at - 1] and kept[-1].kinds == _SITE
        if (
            part.kinds not in (_SITE, _SEAT)
            or (part.kinds == _SEAT and part.marker in ("with", "by", "between"))
            or (part.marker == "" and (opens or (beside and part.group == kept[-1].group)))
        ):
            kept.append(part)
    return kept


def _named_parts(
    document: Document, sentence: Span, named: Sequence[Mention], nationalities: Sequence[Hit]
) -> list[Part]:
    found = [part for mention in named if (part := _part(document, mention)) is not None]
    found.extend(_collectives(document, sentence, nationalities))
    return found


def _implied(clauses: Clauses, named: list[Part], context: Context) -> Iterator[Part]:
    taken = [(part.start, part.end) for part in named]
    for part in stand_ins(clauses, context, named):
        if not any(start < part.end and part.start < end for start, end in taken):
            taken.append((part.start, part.end))
            yield part


def _part(document: Document, mention: Mention) -> Part | None:
    span = (mention.start, mention.end)
    if mention.kind == "person":
        bodies = document.bodies.get(mention.actor, ())
        kinds = frozenset(document.kinds.get(body, "country") for body in bodies)
        return Part(*span, bodies, (mention.actor,), kinds | {"person"}, mention.country)
    if mention.kind == "place" and mention.country and mention.actor in document.grammar.capitals:
        return Part(*span, (mention.country.lower(),), (), _SEAT, mention.country)
    if mention.kind == "media" or (mention.kind == "place" and not _may_act(document, mention)):
        return None
    return Part(*span, (mention.actor,), (), frozenset((mention.kind,)), mention.country)


def _may_act(document: Document, place: Mention) -> bool:
    """Tell whether what follows a place may be its verb, not what it describes ("the Paris company")."""
    follows = bool(_ACTS.match(document.text, place.end))
    return follows and not document.grammar.collective.match(document.text, place.end + 1)


def _collectives(document: Document, sentence: Span, nationalities: Sequence[Hit]) -> Iterator[Part]:
    """A nationality beside a collective noun stands for its country: "Japanese firms", "firmes japonaises"."""
    text, collective = document.text, document.grammar.collective
    for hit in nationalities:
        code = hit.known[0].country
        if not code:
            continue
        after = collective.match(text, hit.end + 1, sentence.end)
        earlier = list(collective.finditer(text, max(sentence.start, hit.start - _BESIDE), hit.start))
        before = earlier[-1] if earlier else None
        beside = before if before is not None and text[before.end() : hit.start].strip() == "" else None
        if after is not None or beside is not None:
            start = beside.start() if beside else hit.start
            end = after.end() if after and not beside else hit.end
            yield Part(start, end, (code.lower(),), (), _COUNTRY, code)


def _places(named: Sequence[Mention], parts: Sequence[Part]) -> list[tuple[int, str]]:
    places = [(one.start, one.country) for one in named if one.kind == "place" and one.country]
    return sorted([*places, *place_of(parts)])
