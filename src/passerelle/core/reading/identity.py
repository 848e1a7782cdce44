"""Which claim of a new reading is which claim already known, so that what people decided outlives readers.

Readers change: a later version finds the same statement a few words wider, with one more party or another
status. Two proposals are the same statement when they have the same type, overlap in the text and contradict
each other neither in parties nor in quantity. Where several fit, the most alike are paired first, one to one.
"""

from collections.abc import Iterable, Sequence

from passerelle.core.reading.model import Claim, Quantity

WEIGHTS = {
    "parties": 3.0,
    "quantity": 3.0,
    "span": 2.0,
    "date": 1.0,
    "status": 1.0,
    "people": 1.0,
    "technologies": 0.5,
    "place": 0.5,
}


def likeness(one: Claim, other: Claim) -> float:
    """Return how alike two proposals are, in 0..1; 0 when they cannot be the same statement.

    Symmetric, and 1 for equal claims.
    """
    if one.type != other.type or one.end <= other.start or other.end <= one.start:
        return 0.0
    if one.parties and other.parties and not set(one.parties) & set(other.parties):
        return 0.0
    if one.quantity and other.quantity and _amount(one.quantity) != _amount(other.quantity):
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    alike = {
        "parties": _overlap(one.parties, other.parties),
        "quantity": float(_amount(one.quantity) == _amount(other.quantity)),
        "span": shared / (max(one.end, other.end) - min(one.start, other.start)),
        "date": float(one.date == other.date),
        "status": float(one.status == other.status),
        "people": _overlap(one.people, other.people),
        "technologies": _overlap(one.technologies, other.technologies),
        "place": float(one.place == other.place),
    }
    return sum(WEIGHTS[name] * value for name, value in alike.items()) / sum(WEIGHTS.values())


def same_statement(one: Claim, other: Claim) -> bool:
    """Say whether two proposals overlap and agree in everything that tells one statement from another."""
    return (
        likeness(one, other) > 0
        and set(one.parties) == set(other.parties)
        and _amount(one.quantity) == _amount(other.quantity)
        and (one.date, set(one.people)) == (other.date, set(other.people))
    )


def recognise(known: Sequence[Sequence[Claim]], proposed: Sequence[Claim]) -> list[int | None]:
    """Return, for each proposed claim, the index of the known claim it is, or None when it is new.

    `known` gives each claim's faces: as first proposed and, when a person corrected it, as it stands now.
    Pairs are one to one, except that a proposal which says nothing else than a known claim is never new.
    """
    pairs = sorted(
        (
            (-score, k, p)
            for k, faces in enumerate(known)
            for p, claim in enumerate(proposed)
            if (score := max((likeness(face, claim) for face in faces), default=0.0)) > 0
        )
    )
    found: list[int | None] = [None] * len(proposed)
    taken: set[int] = set()
    for _, k, p in pairs:
        if found[p] is None and k not in taken:
            found[p] = k
            taken.add(k)
    for _, k, p in pairs:
        if found[p] is None and any(same_statement(face, proposed[p]) for face in known[k]):
            found[p] = k
    return found


def _amount(quantity: Quantity | None) -> tuple[float, str] | None:
    return (quantity.value, quantity.unit) if quantity else None


def _overlap(one: Iterable[str], other: Iterable[str]) -> float:
    left, right = set(one), set(other)
    return len(left & right) / len(left | right) if left or right else 1.0
