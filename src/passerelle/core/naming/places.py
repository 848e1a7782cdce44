"""Are two names one place's? The evidence, rule by rule; the weights are in `data/weights.toml`."""

from collections.abc import Iterator
from math import log2

from passerelle.core.naming.accents import marks
from passerelle.core.naming.bodies import body_of
from passerelle.core.naming.localities import Locality, locality_of
from passerelle.core.naming.organisations import compared
from passerelle.core.naming.pairing import best_pairs
from passerelle.core.naming.scoring import Evidence
from passerelle.core.naming.spelling import APART, alike
from passerelle.core.naming.words import Word

_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mont", "ft": "fort"}


def evidence_of_places(a: str, b: str) -> list[Evidence] | None:
    """Return what speaks for and against two names being one place's; None when one of them names nothing."""
    one, other = locality_of(a), locality_of(b)
    if not (one.words or one.numbers) or not (other.words or other.numbers):
        return None
    if one.known and other.known:
        found = list(_known(one, other))
    elif _is_site(a) and _is_site(b):
        found = list(compared(body_of(a), body_of(b)))
    else:
        found = list(_spelled(one, other))
    if one.disguised or other.disguised:
        found.append(Evidence("disguised", 1.0, ", ".join(one.disguised + other.disguised)))
    return [evidence for evidence in found if evidence.amount]


def _is_site(name: str) -> bool:
    """Say whether a name is that of a park, zone or other site, which languages translate word by word."""
    items = body_of(name).items
    return len(items) > 1 and any(item.kind == "heads" for item in items)


def _known(one: Locality, other: Locality) -> Iterator[Evidence]:
    shared = one.known & other.known
    if shared:
        yield Evidence("known", 1.0, ", ".join(sorted(shared)))
        yield Evidence("agreed", log2(1 + min(_letters(one), _letters(other))) / 4)
        yield Evidence("spelling", 0.1 * (1 - alike(_whole(one), _whole(other))))
    else:
        yield Evidence(
            "known_conflict", 1.0, f"{', '.join(sorted(one.known))} ≠ {', '.join(sorted(other.known))}"
        )


def _spelled(one: Locality, other: Locality) -> Iterator[Evidence]:
    if one.numbers != other.numbers:
        rule = "number_conflict" if one.numbers and other.numbers else "number_missing"
        yield Evidence(rule, 1.0, f"{' '.join(one.numbers) or '–'} ≠ {' '.join(other.numbers) or '–'}")
    elif one.numbers:
        yield Evidence("number_same", 1.0, " ".join(one.numbers))
    if contrary := _contrary(one, other):
        yield Evidence("accents", 1.0, contrary)
    near = alike(_whole(one), _whole(other))
    if near >= 0.9:
        yield Evidence("agreed", log2(1 + min(_letters(one), _letters(other))) / 4, _whole(one))
        yield Evidence("spelling", 2 * (1 - near), f"{_whole(one)} {_whole(other)}")
        return
    likeness = [[_likeness(mine, yours) for yours in other.words] for mine in one.words]
    pairs = best_pairs(likeness, APART)
    agreed = sum(len(one.words[row].plain) * likeness[row][column] for row, column in pairs)
    yield Evidence("agreed", log2(1 + agreed) / 4, " ".join(one.words[row].text for row, _ in pairs))
    worst = max((1 - likeness[row][column] for row, column in pairs), default=0.0)
    yield Evidence("spelling", 2 * worst)
    left, right = len(one.words) - len(pairs), len(other.words) - len(pairs)
    yield Evidence("conflict_word", float(min(left, right)))
    yield Evidence("missing_word", float(abs(left - right)))


def _likeness(mine: Word, yours: Word) -> float:
    a, b = (_ABBREVIATED.get(word.plain, word.plain) for word in (mine, yours))
    near = alike(a, b)
    return near if a == b or min(len(a), len(b)) > 4 or near >= 0.9 else 0.0


def _contrary(one: Locality, other: Locality) -> str:
    """Return the first words whose accents contradict one another, written by both."""
    for mine, yours in zip(one.words, other.words, strict=False):
        if mine.plain == yours.plain and mine.script == yours.script == "Latin":
            ours, theirs = marks(mine.text), marks(yours.text)
            if ours - theirs and theirs - ours:
                return f"{mine.text} ≠ {yours.text}"
    return ""


def _whole(place: Locality) -> str:
    return "".join(word.plain for word in place.words)


def _letters(place: Locality) -> int:
    return len(_whole(place)) + len(place.numbers)
