"""How likely two reports are to tell one event, with the reasons, and what forbids it."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from passerelle.core.events.agreement import (
    amounts_agree,
    comparable,
    one_state,
    parties_agree,
    same_amount,
    states_alone,
)
from passerelle.core.events.report import Party, Report
from passerelle.core.events.spans import gap
from passerelle.core.events.tables import families, mistaken, rarity, stages, table
from passerelle.core.events.timing import SOON, Found, by_time
from passerelle.core.text.folding import fold

_SLIGHT = 0.005  # reasons that weigh less are not told
# Acts between parties: with somebody else it is another act.
_BETWEEN = {"agreement", "engagement", "request"}
_LAUNCHED = {"programme", "investment"}
_SAME_TIME = {"same_day", "told_at_once", "headline"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for (weight > 0) or against; `rule` is a row of weights.toml, `detail` what was
    compared.
    """

    rule: str
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two reports tell one event, in 0..1. `conflicts` name what forbids it however like they are."""

    value: float
    reasons: tuple[Reason, ...]
    conflicts: tuple[str, ...]


NOTHING = Likeness(0.0, (), ("type",))


def likeness(one: Report, other: Report) -> Likeness:
    """Compare two reports. Symmetric; the weights are those of `data/weights.toml`.

    Conflicts: `type` (never compared), `date` (both give days further apart than a dispute), `parties`
    (disjoint, or the other side of an act between two is somebody else), and within one document `quantity`
    and `instrument`: a document that says two different things means two.
    """
    if not _comparable(one, other):
        return NOTHING
    weights: dict[str, float] = table("weights")["weights"]
    found: Found = []
    conflicts: list[str] = []
    for look in _LOOKS:
        look(one, other, found, conflicts)
    # Names are compared only where the best that parties can add would make the two related.
    best = weights["bias"] + weights["parties"] + weights["all_parties"]
    best += sum(weights[rule] * share for rule, share, _ in found)
    _by_parties(one, other, found, conflicts, named=best >= _logit(table("weights")["limits"]["doubtful"]))
    reasons = [
        Reason(rule, round(weights[rule] * share, 3), detail) for rule, share, detail in found if share
    ]
    value = 1 / (1 + math.exp(-(weights["bias"] + sum(reason.weight for reason in reasons))))
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.rule))
    kept = tuple(reason for reason in reasons if abs(reason.weight) > _SLIGHT)
    return Likeness(round(value, 6), kept, tuple(sorted(set(conflicts))))


def compared(one: Report, other: Report) -> dict[str, float] | None:
    """Return rule → share for two reports, `bias` with 1; None where they are never compared or something forbids that
    they are one. The weights are learnt from these.
    """
    if not _comparable(one, other):
        return None
    found: Found = []
    conflicts: list[str] = []
    for look in _LOOKS:
        look(one, other, found, conflicts)
    _by_parties(one, other, found, conflicts, named=True)
    return None if conflicts else {"bias": 1.0} | {rule: share for rule, share, _ in found}


def _comparable(one: Report, other: Report) -> bool:
    """Say whether two claims may be of one act: of one family; or, as readers err, of one amount, or of one day and of
    types that are mistaken for one another.
    """
    if _one_family(one, other) or _one_amount(one, other):
        return True
    return frozenset((one.type, other.type)) in mistaken() and _one_day(one, other)


def _one_family(one: Report, other: Report) -> bool:
    return families().get(one.type) == families().get(other.type)


def _one_day(one: Report, other: Report) -> bool:
    first, second = one.day, other.day
    return bool(
        first and second and first.length <= SOON and second.length <= SOON and not gap(first, second)
    )


def _one_amount(one: Report, other: Report) -> bool:
    return bool(one.quantity and other.quantity and same_amount(one.quantity, other.quantity))


def _read_twice(one: Report, other: Report) -> bool:
    """Say whether one sentence was read as two acts that only their names tell apart: a joint laboratory opens as a
    programme and as an investment.
    """
    return (
        {one.type, other.type} == _LAUNCHED
        and bool(one.words.sentence)
        and one.words.sentence == other.words.sentence
        and one.parties == other.parties
        and one.date == other.date
    )


def _by_parties(one: Report, other: Report, found: Found, conflicts: list[str], *, named: bool) -> None:
    if not one.parties or not other.parties:
        found.append(("no_parties", 1.0, ""))
        return
    shared = parties_agree(one.parties, other.parties, named=named)
    found.append(("parties", shared.least, " ".join(shared.common)))
    found.append(("all_parties", shared.all, ""))
    if one_state(one.parties, other.parties, shared):
        found.append(("one_state", 1.0, " ".join(shared.common)))
    elif states_alone(one.parties, other.parties, shared):
        found.append(("two_states", 1.0, " ".join(shared.common)))
    elif len(shared.common) == 1:
        found.append(("one_party", 1.0, " ".join(shared.common)))
    if shared.others:
        found.append(("other_party", 1.0, " / ".join(shared.others)))
    if shared.disjoint or (shared.exclude and _BETWEEN & {one.type, other.type}):
        conflicts.append("parties")


def _by_act(one: Report, other: Report, found: Found, conflicts: list[str]) -> None:
    if one.type != other.type:
        rule = "other_type" if _one_family(one, other) else "other_family"
        found.append((rule, 1.0, " / ".join(sorted((one.type, other.type)))))
        if one.document == other.document and not _one_amount(one, other) and not _read_twice(one, other):
            conflicts.append("type")
    elif stages().get((one.type, one.status)) != stages().get((other.type, other.status)):
        at_once = bool(_SAME_TIME & {rule for rule, _, _ in found})
        statuses = " / ".join(sorted((one.status, other.status)))
        found.append(("other_status" if at_once else "other_stage", 1.0, statuses))
    if one.instrument and other.instrument and "other" not in (one.instrument, other.instrument):
        same = one.instrument == other.instrument
        found.append(("same_instrument" if same else "other_instrument", 1.0, one.instrument if same else ""))
        if not same and one.document == other.document:
            conflicts.append("instrument")


def _by_amount(one: Report, other: Report, found: Found, conflicts: list[str]) -> None:
    if not one.quantity or not other.quantity:
        return
    if same_amount(one.quantity, other.quantity):
        found.append(("same_amount", 1.0, f"{one.quantity.value:g} {one.quantity.unit}"))
    elif amounts_agree(one.quantity, other.quantity):
        found.append(("rounded_amount", 1.0, ""))
    else:
        counted = comparable(one.quantity, other.quantity)
        if counted:
            found.append(("other_amount", 1.0, ""))
        figures = "figure" in (families()[one.type], families()[other.type])
        inside = one.document == other.document
        if figures or (inside and (counted or one.words.sentence == other.words.sentence)):
            conflicts.append("quantity")


def _by_subject(one: Report, other: Report, found: Found, conflicts: list[str]) -> None:
    found.append(("people", _contained(one.people, other.people), ""))
    if one.technologies and other.technologies:
        shared = _contained(one.technologies, other.technologies)
        found.append(("technologies", shared, "") if shared else ("other_technologies", 1.0, ""))
    if one.place and other.place and one.place != other.place:
        found.append(("other_place", 1.0, " / ".join(sorted((one.place, other.place)))))


def _by_words(one: Report, other: Report, found: Found, conflicts: list[str]) -> None:
    left, right = one.words, other.words
    if left.sentence and left.sentence == right.sentence and one.document != other.document:
        found.append(("copied", 1.0, ""))
    shared, size = (
        _rare(left.concepts & right.concepts),
        math.sqrt(_rare(left.concepts) * _rare(right.concepts)),
    )
    found.append(("concepts", shared / size if size else 0.0, ""))
    if left.ordinals and right.ordinals:
        found.append(("same_edition" if left.ordinals & right.ordinals else "other_edition", 1.0, ""))
    if left.codes and right.codes:
        found.append(("same_paper" if left.codes & right.codes else "other_paper", 1.0, ""))
    own = _names_of(one.parties) | _names_of(other.parties)
    names, numbers = (left.names & right.names) - own, left.numbers & right.numbers
    found.append(("names", _strength(names), ", ".join(sorted(names)[:3])))
    found.append(("numbers", _strength(numbers), ", ".join(sorted(numbers)[:3])))
    if one.document == other.document:  # they stand around one another
        return
    near = (left.names | left.near_names) & (right.names | right.near_names) - names - own
    near |= (left.numbers | left.near_numbers) & (right.numbers | right.near_numbers) - numbers
    found.append(("around", _strength(near), ", ".join(sorted(near)[:3])))


Look = Callable[[Report, Report, Found, list[str]], None]
_LOOKS: tuple[Look, ...] = (by_time, _by_act, _by_amount, _by_subject, _by_words)


def _logit(value: float) -> float:
    return math.log(value / (1 - value))


def _contained(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@lru_cache(maxsize=20_000)
def _rare(concepts: frozenset[str]) -> float:
    known = rarity()
    return math.fsum(known.get(concept, 0.0) ** 2 for concept in concepts)


def _strength(shared: frozenset[str]) -> float:
    steps: list[float] = table("weights")["strength"]["shared"]
    return steps[min(len(shared), len(steps)) - 1] if shared else 0.0


@lru_cache(maxsize=20_000)
def _names_of(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(
        word for party in parties for name in party.names for word in (fold(name), *fold(name).split())
    )
