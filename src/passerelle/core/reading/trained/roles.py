"""Roles: what speaks for an actor being party to what a signal states."""

from collections.abc import Iterator, Sequence

from passerelle.core.reading.fillers import fill, measured
from passerelle.core.reading.grammar import Rule, Trigger
from passerelle.core.reading.parts import Part
from passerelle.core.reading.trained.candidates import HERE, Candidate
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.linear import Clue, spelt
from passerelle.core.reading.trained.tokens import kind_of

_AGES, _LATELY = (0, 1, 2, 5, 10), 12
_CODE = 2
_NEAR = (2, 5, 10, 20)


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
    return spelt(clues_of(frame, kind, start, end, one, chosen))


def clues_of(
    frame: Frame, kind: str, start: int, end: int, one: Candidate, chosen: frozenset[str]
) -> Iterator[Clue]:
    """Yield the features of an actor, those that come together in groups."""
    part = one.part
    sort = kind_of(part)
    picked = "picked" if one.party in chosen else "passed" if chosen else "nobody"
    own = _own_kind(frame, one.party)
    place, beside = "only", ""
    if len(part.parties) > 1:
        place = str(part.parties.index(one.party))
        others = {_own_kind(frame, party) for party in part.parties if party != one.party}
        beside = "+".join(sorted(others)[:2])
    yield _plain, kind, picked, one.origin, sort, own, place, beside
    yield _known_so_far, kind, one.origin, own, part.certain, *_history(frame, kind, one.party)
    if one.origin == HERE:
        yield from _placed(frame, kind, start, end, part, sort)
    else:
        yield from _remembered(frame, kind, start, one, sort)
    if one.place is not None:
        side, clause = _stand(frame, one.place, start, end)
        yield _instead, kind, one.rank, side, one.place.marker or "bare", clause


def _plain(
    kind: str, picked: str, origin: str, sort: str, own: str, place: str, beside: str
) -> Iterator[str]:
    yield f"{picked}"
    yield f"{kind}&{picked}"
    yield f"{kind}&{picked}&{origin}"
    yield f"{kind}&{sort}"
    yield f"{kind}&own={own}"
    yield f"own={own}&{sort}&{beside}"
    yield f"{kind}&own={own}&beside={beside}"
    yield f"{origin}&{kind}&own={own}&{place}"


def _history(frame: Frame, kind: str, party: str) -> tuple[int, str, str, bool]:
    """How prominent an actor is in the text so far, how long ago it was named, and what was told of it."""
    context = frame.scene.context
    since = context.since(party)
    age = "new" if since is None else next((str(limit) for limit in _AGES if since <= limit), "old")
    last = context.told[-1] if context.told else None
    told = "nothing" if last is None else "last" if party in last.parties else "other"
    alike = any(claim.type == kind and party in claim.parties for claim in context.told[-_LATELY:])
    return context.prominence(party), age, told, alike


def _known_so_far(
    kind: str, origin: str, own: str, certain: bool, more: int, age: str, told: str, alike: bool
) -> Iterator[str]:
    where = origin if certain or origin != HERE else "stand-in"
    yield f"{where}&more={more}"
    yield f"{kind}&{where}&more={more}"
    yield f"{where}&own={own}&more={more}&age={age}"
    yield f"{where}&age={age}"
    yield f"{kind}&{where}&age={age}"
    yield f"{where}&told={told}"
    yield f"{kind}&{where}&told={told}&age={age}"
    yield f"{kind}&{where}&alike={alike}"
    yield f"{kind}&own={own}&{where}&told={told}&more={more}"


def _instead(kind: str, rank: int, side: str, marker: str, clause: str) -> Iterator[str]:
    yield f"alike&{side}&{marker}&{clause}"
    yield f"alike&{kind}&{side}&{marker}"
    yield f"alike&{kind}&{side}&rank={rank}"


def _own_kind(frame: Frame, party: str) -> str:
    return "country" if len(party) == _CODE else frame.scene.kinds.get(party, "actor")


def _remembered(frame: Frame, kind: str, start: int, one: Candidate, sort: str) -> Iterator[Clue]:
    """What speaks for an actor that only earlier sentences name."""
    context, part = frame.scene.context, one.part
    here = frame.actors
    subject = "subject" if any(p.end <= start and p.marker == "" for p in here) else "none"
    mine = set(part.parties)
    again = "absent" if mine.isdisjoint(frame.named) else "again"
    yield _carried, kind, one.origin, sort, min(len(here), 3), subject, again
    times = min(context.times[part.parties], 4)
    first = any(one.party in part.parties for part in context.opening)
    follows = context.subject is not None and mine <= set(context.subject.parties)
    yield _told, kind, one.origin, one.rank, times, subject, first, follows
    stood = "stood-for" if frame.refers else "unmentioned"
    what = "technology" if frame.findings.technologies else "plain"
    yield _about, one.origin, sort, stood, what, frame.meanings


def _carried(kind: str, origin: str, sort: str, actors: int, subject: str, again: str) -> Iterator[str]:
    yield f"{origin}"
    yield f"{kind}&{origin}"
    yield f"{kind}&{origin}&{sort}"
    yield f"{kind}&{origin}&alone={actors}"
    yield f"{origin}&{subject}"
    yield f"{kind}&{origin}&{subject}"
    yield f"{origin}&{again}"


def _told(
    kind: str, origin: str, rank: int, times: int, subject: str, first: bool, follows: bool
) -> Iterator[str]:
    yield f"{origin}&rank={rank}"
    yield f"{kind}&{origin}&rank={rank}"
    yield f"{origin}&times={times}"
    yield f"{kind}&{origin}&times={times}&{subject}"
    yield f"{origin}&opening={first}"
    yield f"{kind}&{origin}&opening={first}"
    if follows:
        yield f"{origin}&subject-before"
        yield f"{kind}&{origin}&subject-before"


def _about(origin: str, sort: str, stood: str, what: str, meanings: Sequence[str]) -> Iterator[str]:
    yield f"{origin}&{stood}"
    for concept in meanings:
        yield f"{origin}&{sort}&k={concept}"
    yield f"{origin}&{sort}&{what}"


def _placed(frame: Frame, kind: str, start: int, end: int, part: Part, sort: str) -> Iterator[Clue]:
    """What speaks for an actor that the sentence names: where it stands, and the words around it."""
    scene, others = frame.scene, frame.actors
    tokens, language = frame.tokens, frame.language
    side, clause = _stand(frame, part, start, end)
    marker = part.marker or "bare"
    a, b = frame.token_at(part.start), frame.token_at(start)
    speaks = scene.speech is not None and part == scene.speech.part
    group = min(sum(1 for p in others if p.group == part.group), 3)
    yield _stands, kind, side, marker, clause, tokens[b].concept
    yield _sorted, kind, side, sort, marker, _rank(others, part, side), _bucket(abs(a - b))
    yield (
        _among, kind, side, marker, group, min(len(others), 5), part.certain, speaks,
        bool(others) and others[0] is part,
    )  # fmt: skip
    if a:
        yield _led, kind, language, tokens[a - 1].form, tokens[a - 1].concept
    if a + 1 < len(tokens):
        yield _followed, kind, language, tokens[a + 1].form, tokens[a + 1].concept
    low, high = (a + 1, b) if a < b else (frame.token_at(end - 1) + 1, a)
    for token in tokens[low : min(high, low + 8)]:
        if token.concept:
            yield _via, kind, side, token.concept
    between = [token.form for token in tokens[low:high]]
    if len(between) <= 3:
        yield f"{kind}&{side}&{language}:{' '.join(between)}"
    until, since = min(part.end, end), max(part.start, start)
    yield f"{side}&between={min(sum(1 for p in others if until <= p.start < since), 3)}"
    if ";" in between or ":" in between:
        yield f"{side}&broken"


def _stand(frame: Frame, part: Part, start: int, end: int) -> tuple[str, str]:
    """On which side of text[start:end] a part stands, and whether in its clause."""
    side = "before" if part.end <= start else "after" if part.start >= end else "inside"
    first, last = frame.scene.clauses.around(start)
    return side, "clause" if first <= part.start < last else "beyond"


def _stands(kind: str, side: str, marker: str, clause: str, concept: str) -> Iterator[str]:
    yield f"{kind}&{side}&{marker}"
    yield f"{side}&{marker}&{clause}"
    yield f"{kind}&{side}&{marker}&{clause}"
    yield f"{kind}&{clause}"
    yield f"{kind}&{side}&{marker}&of={concept}"


def _sorted(kind: str, side: str, sort: str, marker: str, rank: int, distance: str) -> Iterator[str]:
    yield f"{kind}&{side}&{sort}"
    yield f"{kind}&{side}&{sort}&{marker}"
    yield f"{kind}&{side}&rank={rank}"
    yield f"{kind}&{side}&{marker}&rank={rank}"
    yield f"{side}&{distance}"
    yield f"{kind}&{side}&{distance}"


def _among(
    kind: str, side: str, marker: str, group: int, many: int, certain: bool, speaks: bool, opens: bool
) -> Iterator[str]:
    yield f"{kind}&group={group}"
    yield f"{kind}&many={many}"
    if not certain:
        yield "stand-in"
        yield f"{kind}&stand-in&{side}"
    if speaks:
        yield "speaks"
        yield f"{kind}&speaks&{side}"
    if opens:
        yield f"{kind}&opens&{marker}"


def _led(kind: str, language: str, form: str, concept: str) -> Iterator[str]:
    yield f"{kind}&{language}:{form}<"
    yield f"{language}:{form}<"
    yield f"{kind}&k:{concept}<"


def _followed(kind: str, language: str, form: str, concept: str) -> Iterator[str]:
    yield f"{language}:>{form}"
    yield f"{kind}&{language}:>{form}"
    yield f"{kind}&>k:{concept}"


def _via(kind: str, side: str, concept: str) -> Iterator[str]:
    yield f"{side}&via={concept}"
    yield f"{kind}&{side}&via={concept}"


def _rank(others: Sequence[Part], part: Part, side: str) -> int:
    """Count the enumerations between an actor and the signal's side, the nearest being 0."""
    index = next(i for i, p in enumerate(others) if p is part)
    nearer = others[index + 1 :] if side == "before" else others[:index]
    groups = {p.group for p in nearer}
    return min(len(groups - {part.group}), 3)


def _bucket(distance: int) -> str:
    return next((f"near{limit}" for limit in _NEAR if distance <= limit), "far")
