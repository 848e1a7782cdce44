"""Claims: signals and figures of a sentence put together with their parties, status, date and speaker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from passerelle.core.reading.claims import claims_of, dated, instrument_between, listed_strengths
from passerelle.core.reading.drafts import drafted
from passerelle.core.reading.model import STATUSES, Claim, Quantity
from passerelle.core.reading.parts import Part
from passerelle.core.reading.quantities import Measure
from passerelle.core.reading.slots import Filled
from passerelle.core.reading.trained import amounts, roles, sentences, states, worth
from passerelle.core.reading.trained.candidates import HERE, Candidate, candidates
from passerelle.core.reading.trained.dates import date_of, deadline_of
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.judgement import Judgement
from passerelle.core.reading.trained.signals import NONE, Signal, sentence_features, signals_in

_FIGURES = frozenset(("target", "result"))
_TWO_SIDED = frozenset(("agreement", "request"))
_FAR, _LEAD = 160, 3
_CERTAIN = 0.65
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim put together, with the probabilities that went into it, by name."""

    claim: Claim
    chances: dict[str, float]
    marks: tuple[str, ...]


def proposals_in(frame: Frame, judge: Judgement) -> list[Proposal]:
    """Return everything the sentence may state, likely or not, in order."""
    floor = judge.thresholds["signal"]
    vocabulary = judge.vocabulary.get(frame.language, frozenset())
    whole = sentences.chances(frame, judge)
    signals = [one for one in signals_in(frame, judge.types, vocabulary, floor) if one.type not in _FIGURES]
    found: list[Proposal] = []
    used: set[int] = set()
    for measure in frame.findings.measures:
        kind, chance = _use_of(frame, measure, judge)
        if kind == NONE:
            continue
        host = None if kind in _FIGURES else _host(signals, used, kind, measure)
        if host is not None:
            used.add(id(host))
            chance = max(chance, host.probability)
            found.append(_put_together(frame, judge, host, chance, measure, whole))
        else:
            at = frame.token_at(measure.start)
            own = Signal(kind, measure.start, measure.end, at, at, chance)
            found.append(_put_together(frame, judge, own, chance, measure, whole))
    for signal in signals:
        if id(signal) not in used:
            found.append(_put_together(frame, judge, signal, signal.probability, None, whole))
    ruled = list(claims_of(frame.scene, frame.findings, frame.held))
    found = [replace(one, marks=(*one.marks, _echo(one.claim, ruled))) for one in found]
    found.extend(_ruled(frame, one, whole, signals) for one in ruled if one.type not in _FIGURES)
    complete = sorted((one for one in found if _complete(frame, one)), key=lambda one: one.claim.start)
    return [replace(one, marks=(*one.marks, *_company(frame, one, complete))) for one in complete]


def _echo(claim: Claim, ruled: Sequence[Claim]) -> str:
    """Say whether the rules tell the same, much the same, or nothing of the kind."""
    alike = [set(one.parties) for one in ruled if one.type == claim.type]
    ours = set(claim.parties)
    if any(2 * len(ours & theirs) >= len(ours | theirs) for theirs in alike):
        return "rules-agree"
    return "rules-near" if alike else "rules-silent"


def _ruled(frame: Frame, claim: Claim, whole: Mapping[str, float], signals: Sequence[Signal]) -> Proposal:
    """A claim of the rules as a proposal: judged like the others, by what the classifiers think of its words."""
    near = [one.probability for one in signals if one.type == claim.type]
    chances = {
        "type": max(near, default=0.0),
        "status": claim.confidence.get("status", 0.5),
        "parties": claim.confidence.get("parties", 0.3),
        "sentence": whole.get(claim.type, 0.0),
    }
    marks = ("by-rule", *_marks(frame, claim.type, claim.start, claim.end))
    return Proposal(claim, chances, marks)


def chosen(
    judged: Sequence[tuple[float, Proposal]], thresholds: Mapping[str, float]
) -> list[tuple[float, Proposal]]:
    """Return the proposals that hold, the likeliest telling of each thing only."""
    kept: list[tuple[float, Proposal]] = []
    for chance, one in sorted(judged, key=lambda pair: -round(pair[0], _DIGITS)):
        least = thresholds["figure" if one.claim.quantity else "claim"]
        if chance < least or any(_same_thing(one.claim, other.claim) for _, other in kept):
            continue
        kept.append((chance, one))
    return sorted(kept, key=lambda pair: pair[1].claim.start)


def _same_thing(one: Claim, other: Claim) -> bool:
    if one.type != other.type or one.sentence_start != other.sentence_start:
        return False
    if one.quantity and other.quantity and one.quantity != other.quantity:
        return False
    return set(one.parties) <= set(other.parties) or set(other.parties) <= set(one.parties)


def _company(frame: Frame, one: Proposal, others: Sequence[Proposal]) -> Iterator[str]:
    """How a proposal stands among those of its sentence, and whether the text told the like before."""
    claim = one.claim
    yield f"place={min(frame.position, 3) if frame.position < _LEAD else 'body'}"
    better = sum(other.chances["type"] > one.chances["type"] for other in others)
    yield f"better={min(better, 3)}"
    alike = [other for other in others if other is not one and other.claim.type == claim.type]
    yield f"alike={min(len(alike), 2)}"
    if any(other.chances["type"] > one.chances["type"] for other in alike):
        yield "alike-better"
    if any(set(other.claim.parties) == set(claim.parties) for other in alike):
        yield "alike-same"
    parties = set(claim.parties)
    told = [
        other
        for other in frame.scene.context.told
        if other.type == claim.type
        and 2 * len(parties & set(other.parties)) > len(parties | set(other.parties)) - 1
    ]
    yield f"told={min(len(told), 3)}"
    if claim.quantity and any(o.quantity and o.quantity.value == claim.quantity.value for o in told):
        yield "told-figure"
    if any(set(other.technologies) & set(claim.technologies) for other in told):
        yield "told-technology"


def claims_in(frame: Frame, judge: Judgement) -> Iterator[Claim]:
    """Yield what the sentence states, in order, each attribute with its confidence."""
    judged = [(worth.chance(one, judge), one) for one in proposals_in(frame, judge)]
    for chance, one in chosen(judged, judge.thresholds):
        yield replace(one.claim, confidence=worth.confidences(one, chance, judge))
    yield from listed_strengths(frame.scene, frame.findings)


def _use_of(frame: Frame, measure: Measure, judge: Judgement) -> tuple[str, float]:
    chances = judge.amounts.probabilities(amounts.clues_of(frame, measure))
    found = dict(zip(judge.amounts.labels, chances, strict=True))
    if 1 - found[NONE] < judge.thresholds["amount"]:
        return NONE, found[NONE]
    kind = max((label for label in found if label != NONE), key=lambda label: found[label])
    return kind, found[kind]


def _host(signals: Sequence[Signal], used: set[int], kind: str, measure: Measure) -> Signal | None:
    """Return the nearest signal of the figure's kind that has no figure yet."""
    free = [
        one
        for one in signals
        if one.type == kind and id(one) not in used and abs(one.start - measure.start) < _FAR
    ]
    return min(free, key=lambda one: abs(one.start - measure.start), default=None)


def _put_together(
    frame: Frame,
    judge: Judgement,
    signal: Signal,
    chance: float,
    measure: Measure | None,
    whole: Mapping[str, float],
) -> Proposal:
    scene, kind = frame.scene, signal.type
    parts, sure, marks = parties_of(frame, judge, kind, signal.start, signal.end)
    status, likely = judge.states.best(
        states.clues_of(frame, kind, signal.start, signal.end),
        [f"{kind}:{one}" for one in STATUSES[kind]],
    )
    low, high = signal.start, signal.end
    if measure is not None:
        low, high = min(low, measure.start), max(high, measure.end)
    filled = Filled(parts, sure)
    claim = drafted(scene, frame.findings, kind, status.split(":")[1], low, high, filled, chance)
    chances = {"type": chance, "status": likely, "parties": sure, "sentence": whole.get(kind, 0.0)}
    marks += tuple(_marks(frame, kind, low, high))
    if measure is not None:
        claim = replace(claim, quantity=_quantity(frame, judge, kind, measure))
        chances["quantity"] = 0.8
    if kind == "agreement":
        instrument = instrument_between(scene, low, high)
        claim = replace(claim, instrument=instrument)
        chances["instrument"] = 0.75
    if kind not in ("target", "request", "strength"):
        found = date_of(frame, judge, kind, low, high)
        if found:
            date, chances["date"] = found
            claim = replace(claim, date=dated(scene, date, claim.status))
    return Proposal(claim, chances, marks)


def _marks(frame: Frame, kind: str, low: int, high: int) -> Iterator[str]:
    """What the rules and the words around say of a proposal."""
    held = [one for one in frame.held if one.trigger.start < high and low < one.trigger.end]
    yield "held" if any(one.trigger.rule.type == kind for one in held) else "other" if held else "unheld"
    for cue in frame.cues_around(low, high):
        if cue.startswith(("negation", "hypothetical", "obligation")):
            yield cue
    yield from sentence_features(frame)


def _quantity(frame: Frame, judge: Judgement, kind: str, measure: Measure) -> Quantity:
    if kind != "target":
        return measure.quantity
    return replace(measure.quantity, by=deadline_of(frame, judge, measure))


def parties_of(
    frame: Frame, judge: Judgement, kind: str, start: int, end: int
) -> tuple[list[Part], float, tuple[str, ...]]:
    """Return who is party to a claim of `kind` at text[start:end], how sure that is, and where they were found."""
    picked = roles.rule_choice(frame, kind, start, end)
    scored = [
        (judge.roles.probability(roles.clues_of(frame, kind, start, end, one, picked)), one)
        for one in candidates(frame)
    ]
    # Of equally likely ones the first named comes first, whatever the last digit of a sum.
    scored.sort(key=lambda pair: -round(pair[0], _DIGITS))
    agreed = _agreed([pair for pair in scored if pair[0] >= judge.thresholds["party"]])
    wanted = 2 if kind in _TWO_SIDED else 1
    for pair in scored:
        if len({one.party for _, one in agreed}) >= wanted:
            break
        if pair not in agreed and pair[0] >= judge.thresholds["least_party"]:
            agreed.append(pair)
    if not agreed:
        return [], 0.3 if kind in _FIGURES else 0.0, ("nobody",)
    sure = min(chance for chance, _ in agreed)
    taken = {one.party for _, one in agreed}
    doubts = [chance for chance, one in scored if one.origin == HERE and one.party not in taken]
    sure *= 1 - max(doubts, default=0.0) * 0.5
    marks = tuple(sorted({one.origin for _, one in agreed}))
    return [replace(one.part, parties=(one.party,)) for _, one in agreed], sure, marks


def _agreed(likely: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Of those carried over from before keep the likeliest, and others only when they are as good as certain."""
    kept: list[tuple[float, Candidate]] = []
    for chance, one in likely:
        if any(one.party == other.party for _, other in kept):
            continue
        rivals = [other for _, other in kept if other.origin != HERE and other.part != one.part]
        if one.origin == HERE or not rivals or chance >= _CERTAIN:
            kept.append((chance, one))
    return kept


def _complete(frame: Frame, one: Proposal) -> bool:
    """Tell whether a proposal has what the guide asks of its type."""
    claim = one.claim
    if claim.type in _TWO_SIDED and len(claim.parties) < 2:
        return False
    if claim.type == "strength" and not claim.technologies:
        return False
    if claim.type == "engagement" and len(claim.parties) < 2:
        return bool(claim.parties) and bool(claim.date or claim.place or frame.findings.places)
    return bool(claim.parties) or claim.type in _FIGURES
