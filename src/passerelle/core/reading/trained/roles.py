"""Roles: which actors of a sentence, or carried over from before, are parties to what a signal states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from passerelle.core.reading.fillers import fill, measured
from passerelle.core.reading.grammar import Rule, Trigger
from passerelle.core.reading.parts import Part
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.tokens import kind_of

HERE = "here"
_PAST, _FIRST = 5, 3
_CODE = 2
_NEAR = (2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that may be `party`, and the part of a sentence that brings it.

    `origin` is HERE for one of the sentence, else how it was carried over; `rank` counts how many were named since.
    """

    part: Part
    party: str
    origin: str
    rank: int = 0


def candidates(frame: Frame) -> list[Candidate]:
    """Return every actor that may be party to what the sentence states, those that it names first."""
    scene = frame.scene
    context = scene.context
    found = [one for part in scene.parts for one in _each(part, HERE)]
    known = {one.party for one in found}
    carried = scene.carried()
    sides = context.both("any")
    speaking = context.speaking() if scene.speech is None else None
    for origin, part in (
        ("subject", carried),
        ("sides", Part(0, 0, tuple(sides), certain=False) if len(sides) > 1 else None),
        ("bilateral", Part(0, 0, context.bilateral, certain=False) if context.bilateral != sides else None),
        ("speaker", speaking),
    ):
        if part is not None:
            found.extend(one for one in _each(part, origin) if one.party not in known)
    opening = [part for part in context.opening if not known & set(part.parties)][:_FIRST]
    for rank, part in enumerate(opening):
        found.extend(_each(replace(part, certain=False), "opening", rank))
    past = [part for part in context.recent() if not known & set(part.parties)][:_PAST]
    for rank, part in enumerate(past):
        found.extend(_each(replace(part, certain=False), "past", rank))
    return found


def _each(part: Part, origin: str, rank: int = 0) -> list[Candidate]:
    return [Candidate(part, party, origin, rank) for party in part.parties]


def rule_choice(frame: Frame, kind: str, start: int, end: int) -> frozenset[str]:
    """Return the parties that the rules would give a claim of `kind` at text[start:end]."""
    if kind in ("target", "result"):
        return frozenset(measured(frame.scene, start, end).parties)
    exact = [
        one.trigger
        for one in frame.held
        if one.trigger.rule.type == kind and one.trigger.start < end and start < one.trigger.end
    ]
    trigger = exact[0] if exact else Trigger(_plain_rule(frame, kind), start, end)
    return frozenset(fill(frame.scene, trigger).parties)


def _plain_rule(frame: Frame, kind: str) -> Rule:
    return next(rule for rule in frame.scene.clauses.grammar.rules if rule.type == kind)


def features_of(
    frame: Frame, kind: str, start: int, end: int, one: Candidate, chosen: frozenset[str]
) -> Iterator[str]:
    """Yield what is known of an actor in relation to a signal of `kind` at text[start:end]."""
    part = one.part
    sort = kind_of(part)
    picked = "picked" if one.party in chosen else "passed" if chosen else "nobody"
    yield f"{picked}"
    yield f"{kind}&{picked}"
    yield f"{kind}&{picked}&{one.origin}"
    yield f"{kind}&{sort}"
    own = _own_kind(frame, one.party)
    place = part.parties.index(one.party) if len(part.parties) > 1 else "only"
    beside = "+".join(sorted({_own_kind(frame, party) for party in part.parties if party != one.party})[:2])
    yield f"{kind}&own={own}"
    yield f"own={own}&{sort}&{beside}"
    yield f"{kind}&own={own}&beside={beside}"
    yield f"{one.origin}&{kind}&own={own}&{place}"
    if one.origin != HERE:
        here = [p for p in frame.scene.parts if p.parties]
        yield f"{one.origin}"
        yield f"{kind}&{one.origin}"
        yield f"{kind}&{one.origin}&{sort}"
        yield f"{kind}&{one.origin}&alone={min(len(here), 3)}"
        before = any(p.end <= start and p.marker == "" for p in here)
        yield f"{one.origin}&{'subject' if before else 'none'}"
        yield f"{kind}&{one.origin}&{'subject' if before else 'none'}"
        same = any(set(p.parties) & set(part.parties) for p in here)
        yield f"{one.origin}&{'again' if same else 'absent'}"
        yield from _remembered(frame, kind, one, before)
        return
    yield from _placed(frame, kind, start, end, part, sort)


def _own_kind(frame: Frame, party: str) -> str:
    return "country" if len(party) == _CODE else frame.scene.kinds.get(party, "actor")


def _remembered(frame: Frame, kind: str, one: Candidate, subject: bool) -> Iterator[str]:
    """What speaks for an actor that only earlier sentences name."""
    context, part = frame.scene.context, one.part
    sort = kind_of(part)
    times = min(context.times[part.parties], 4)
    yield f"{one.origin}&rank={one.rank}"
    yield f"{kind}&{one.origin}&rank={one.rank}"
    yield f"{one.origin}&times={times}"
    yield f"{kind}&{one.origin}&times={times}&{'subject' if subject else 'none'}"
    first = any(one.party in part.parties for part in context.opening)
    yield f"{one.origin}&opening={first}"
    yield f"{kind}&{one.origin}&opening={first}"
    if context.subject is not None and set(part.parties) <= set(context.subject.parties):
        yield f"{one.origin}&subject-before"
        yield f"{kind}&{one.origin}&subject-before"
    stood = any(not p.certain for p in frame.scene.parts)
    yield f"{one.origin}&{'stood-for' if stood else 'unmentioned'}"
    for concept in {token.concept for token in frame.tokens if token.concept}:
        yield f"{one.origin}&{sort}&k={concept}"
    yield f"{one.origin}&{sort}&{'technology' if frame.findings.technologies else 'plain'}"


def _placed(frame: Frame, kind: str, start: int, end: int, part: Part, sort: str) -> Iterator[str]:
    scene = frame.scene
    side = "before" if part.end <= start else "after" if part.start >= end else "inside"
    marker = part.marker or "bare"
    others = [p for p in scene.parts if p.parties]
    rank = _rank(others, part, side)
    first, last = scene.clauses.around(start)
    clause = "clause" if first <= part.start < last else "beyond"
    a, b = frame.token_at(part.start), frame.token_at(start)
    distance = _bucket(abs(a - b))
    speaks = scene.speech is not None and part == scene.speech.part
    yield f"{kind}&{side}&{marker}"
    yield f"{side}&{marker}&{clause}"
    yield f"{kind}&{side}&{marker}&{clause}"
    yield f"{kind}&{side}&{sort}"
    yield f"{kind}&{side}&{sort}&{marker}"
    yield f"{kind}&{side}&rank={rank}"
    yield f"{kind}&{side}&{marker}&rank={rank}"
    yield f"{side}&{distance}"
    yield f"{kind}&{side}&{distance}"
    yield f"{kind}&{clause}"
    yield f"{kind}&group={min(sum(1 for p in others if p.group == part.group), 3)}"
    yield f"{kind}&many={min(len(others), 5)}"
    if not part.certain:
        yield "stand-in"
        yield f"{kind}&stand-in&{side}"
    if speaks:
        yield "speaks"
        yield f"{kind}&speaks&{side}"
    if others and others[0] is part:
        yield f"{kind}&opens&{marker}"
    tokens, language = frame.tokens, frame.language
    if a:
        yield f"{kind}&{language}:{tokens[a - 1].form}<"
        yield f"{language}:{tokens[a - 1].form}<"
    if a + 1 < len(tokens):
        yield f"{language}:>{tokens[a + 1].form}"
        yield f"{kind}&{language}:>{tokens[a + 1].form}"
    low, high = (a + 1, b) if a < b else (frame.token_at(end - 1) + 1, a)
    between = [token.form for token in tokens[low:high]]
    for token in tokens[low:high][:8]:
        if token.concept:
            yield f"{side}&via={token.concept}"
            yield f"{kind}&{side}&via={token.concept}"
    if a:
        yield f"{kind}&k:{tokens[a - 1].concept}<"
    if a + 1 < len(tokens):
        yield f"{kind}&>k:{tokens[a + 1].concept}"
    yield f"{kind}&{side}&{marker}&of={tokens[b].concept}"
    if len(between) <= 3:
        yield f"{kind}&{side}&{language}:{' '.join(between)}"
    yield f"{side}&between={min(sum(1 for p in others if min(part.end, end) <= p.start < max(part.start, start)), 3)}"
    if ";" in between or ":" in between:
        yield f"{side}&broken"


def _rank(others: Sequence[Part], part: Part, side: str) -> int:
    """Count the enumerations between an actor and the signal's side, the nearest being 0."""
    index = next(i for i, p in enumerate(others) if p is part)
    nearer = others[index + 1 :] if side == "before" else others[:index]
    groups = {p.group for p in nearer}
    return min(len(groups - {part.group}), 3)


def _bucket(distance: int) -> str:
    return next((f"near{limit}" for limit in _NEAR if distance <= limit), "far")
