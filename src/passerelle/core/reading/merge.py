"""One claim a stated thing: what a headline, a lead and a body repeat is told once, the fullest telling kept.

A headline yields to the body, which says when and where.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from passerelle.core.reading.model import Claim
from passerelle.core.reading.publication import bounds_of

_ONCE_A_SENTENCE = frozenset(("request", "policy", "programme"))
_NEAR = 700
_LONG_AGO = {"engagement": timedelta(days=60), "agreement": timedelta(days=300)}
_FULL_STOP = '.!?…:;"»”'
_RANK = {
    "signed": 3,
    "held": 3,
    "adopted": 3,
    "operating": 3,
    "under_construction": 2,
    "in_force": 2,
    "running": 2,
}


def merged(claims: Sequence[Claim], text: str = "", published: str | None = None) -> list[Claim]:
    """Return the claims without repetitions, in the order in which they are first stated.

    `text` tells its headlines, `published` (ISO 8601) what happened long ago: neither is needed.
    """
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.sentence_start, []).append(claim)
    kept: list[Claim] = []
    by_type: dict[str, list[int]] = {}
    for claim in claims:
        if _only_cooperation(claim, told[claim.sentence_start]):
            continue
        recent = by_type.setdefault(claim.type, [])
        for index in reversed(recent[-40:]):
            if _same(kept[index], claim) and not _recalled(kept[index], claim, text, published):
                kept[index] = _fuller(kept[index], claim, text)
                break
        else:
            recent.append(len(kept))
            kept.append(claim)
    return kept


def _only_cooperation(claim: Claim, others: Sequence[Claim]) -> bool:
    """Tell whether "in cooperation with" only says how something that the same sentence tells was done."""
    if (claim.type, claim.status, claim.instrument) != ("agreement", "in_force", "other"):
        return False
    return any(
        other.type in ("agreement", "engagement", "programme")
        and other is not claim
        and set(claim.parties) <= set(other.parties)
        and _dates_agree(claim, other)
        for other in others
    )


def _same(one: Claim, other: Claim) -> bool:
    together = one.sentence_start == other.sentence_start
    if one.quantity and other.quantity:
        alike = one.quantity.value == other.quantity.value and one.quantity.unit == other.quantity.unit
        return alike and (_shared(one, other) or together)
    if one.type in ("target", "result"):
        return False
    if one.quantity or other.quantity:
        return (
            one.type == "investment"
            and _shared(one, other)
            and _dates_agree(one, other)
            and _told_again(one, other)
        )
    if not _shared(one, other) or not _dates_agree(one, other):
        return False
    if one.type in _ONCE_A_SENTENCE:
        return _overlap(one, other) if together else _named_alike(one, other)
    if one.type == "strength":
        return bool(set(one.technologies) & set(other.technologies)) or together
    if one.type == "agreement":
        if not together and "ended" in {one.status, other.status} != {"ended"}:
            return False
        return one.instrument == other.instrument or together or None in (one.instrument, other.instrument)
    if one.type == "engagement":
        return together or (one.status == other.status and _same_people(one, other))
    return together


def _shared(one: Claim, other: Claim) -> bool:
    ours, theirs = set(one.parties), set(other.parties)
    if not ours or not theirs:
        return ours == theirs
    return ours <= theirs or theirs <= ours or len(ours & theirs) / len(ours | theirs) >= 0.6


def _same_people(one: Claim, other: Claim) -> bool:
    return not one.people or not other.people or bool(set(one.people) & set(other.people))


def _dates_agree(one: Claim, other: Claim) -> bool:
    if one.date is None or other.date is None:
        return True
    return one.date.startswith(other.date) or other.date.startswith(one.date)


def _recalled(one: Claim, other: Claim, text: str, published: str | None) -> bool:
    """Tell whether one was long ago and the other, in another sentence, does not say when: who met meets again, and a
    contract of old is not the one signed today.

    A headline never says when.
    """
    undated = [claim for claim in (one, other) if claim.date is None]
    if one.type not in _LONG_AGO or len(undated) != 1 or one.sentence_start == other.sentence_start:
        return False
    told, happened = bounds_of(published), bounds_of((one.date or other.date or "").split("/")[-1])
    if told is None or happened is None or _headline(undated[0], text):
        return False
    return told[0] - happened[1] > _LONG_AGO[one.type]


def _told_again(one: Claim, other: Claim) -> bool:
    """An investment is told again when the same technologies stand with it, close by."""
    together = one.sentence_start == other.sentence_start
    near = abs(one.sentence_start - other.sentence_start) < _NEAR
    return together or (near and bool(one.technologies) and one.technologies == other.technologies)


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


def _named_alike(one: Claim, other: Claim) -> bool:
    """A programme or policy told again in another sentence bears the same technologies and date."""
    if one.type == "request":
        return False
    return bool(one.technologies) and one.technologies == other.technologies and one.status == other.status


def _fuller(one: Claim, other: Claim, text: str) -> Claim:
    """Keep the claim with more parties and details, completed from the other where it is silent.

    It is anchored in the body, if only one of them is a headline.
    """
    borne_out = _headline(one, text) and set(one.parties) <= set(other.parties) and not _headline(other, text)
    best, rest = (other, one) if borne_out or _weight(other) > _weight(one) else (one, other)
    place = rest if _headline(best, text) and not _headline(rest, text) else best
    confidence = {**rest.confidence, **best.confidence}
    return replace(
        best,
        start=place.start,
        end=place.end,
        sentence_start=place.sentence_start,
        sentence_end=place.sentence_end,
        people=tuple(dict.fromkeys((*best.people, *rest.people))),
        technologies=tuple(dict.fromkeys((*best.technologies, *rest.technologies))),
        date=max((date for date in (best.date, rest.date) if date), key=len, default=None),
        place=best.place or rest.place,
        quantity=best.quantity or rest.quantity,
        instrument=best.instrument or rest.instrument,
        speaker=best.speaker if one.speaker and other.speaker else None,
        confidence={
            name: value
            for name, value in confidence.items()
            if name != "speaker" or (one.speaker and other.speaker)
        },
    )


def _headline(claim: Claim, text: str) -> bool:
    end = claim.sentence_end
    return text[end : end + 1] == "\n" and text[end - 1] not in _FULL_STOP


def _weight(claim: Claim) -> float:
    return (
        2 * len(claim.parties)
        + 2 * bool(claim.quantity)
        + len(claim.people) * 0.5
        + bool(claim.date)
        + _RANK.get(claim.status, 1)
        + claim.confidence.get("parties", 0)
    )
