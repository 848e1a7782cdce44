"""The five keys of a partnership, computed from what the ledger holds, with the items behind each figure.

    trust               share of promises kept on time, among those that were due
    mutual_benefit      balance of flows both ways: 1 when each side gives as much, 0 when one side gives all
    innovation          promises about a technology that were delivered, and in how many technologies
    people              people trained or exchanged, counted once where a promise and a result tell of the same
    open_institutions   share of promises that anybody can check: evidence that is published and independent

Nothing is guessed: what would be needed to say more stands in `missing`, with the items that lack it. A share has
the interval in which it would lie for a partnership of the same habits (Wilson, 1927), so that two promises kept out
of two do not look like certainty.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import NamedTuple

KEYS = ("trust", "mutual_benefit", "innovation", "people", "open_institutions")
MISSING = ("deadline", "precise_date", "amount", "rate", "technology", "number", "evidence", "nothing")
PEOPLE_KINDS = ("training", "exchange", "visit")
_KEPT, _BROKEN = ("kept",), ("late", "overdue")
_DELIVERED = ("delivered", "verified")
_Z = 1.2816  # 80 %


class Promise(NamedTuple):
    """A commitment between the two sides; a tuple, because thousands of them are made for one page.

    `side` is "a", "b" or "both": who owes it; `due` a state of `due.DUES`; `stage` of STAGES; `people` how many it
    trains or exchanges, as reported; `published` that independent evidence of it can be read by anybody;
    `has_evidence` that there is any.
    """

    key: str
    side: str
    kind: str
    due: str
    stage: str
    technologies: tuple[str, ...] = ()
    people: Decimal | None = None
    published: bool = False
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Gift:
    """Money (counted once) from one side to the other: "a" or "b" gave it. `amount` None: it has no rate."""

    key: str
    side: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Heads:
    """People that a result counts; `promise` is the commitment it measures, "" for none of them."""

    key: str
    number: Decimal
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What would be needed to say more (one of MISSING), and the items that lack it."""

    what: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its value (None: nothing to compute it from), an interval for shares, parts, items, what is missing.

    `unit` is "share", "count" or "people". `parts` are figures beside it, such as what each side kept.
    """

    name: str
    value: Decimal | None
    unit: str
    items: tuple[str, ...]
    parts: tuple[tuple[str, Decimal], ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    missing: tuple[Missing, ...] = ()


def five_keys(
    promises: Iterable[Promise], gifts: Iterable[Gift] = (), heads: Iterable[Heads] = ()
) -> tuple[Key, ...]:
    """Return the five keys in the order of KEYS."""
    told = sorted(promises, key=lambda one: one.key)
    return (
        _trust(told),
        _benefit(sorted(gifts, key=lambda one: one.key)),
        _innovation(told),
        _people(told, sorted(heads, key=lambda one: one.key)),
        _openness(told),
    )


def _trust(promises: list[Promise]) -> Key:
    judged = [one for one in promises if one.due in (*_KEPT, *_BROKEN)]
    parts = []
    for side in ("a", "b", "both"):
        own = [one for one in judged if one.side == side]
        if own:
            parts.append((side, _ratio(sum(one.due in _KEPT for one in own), len(own))))
    missing = _lacking(
        ("deadline", [one.key for one in promises if one.due == "none"]),
        ("precise_date", [one.key for one in promises if one.due == "perhaps_late"]),
    )
    return _share(
        "trust", [one.key for one in judged], sum(one.due in _KEPT for one in judged), parts, missing
    )


def _benefit(gifts: list[Gift]) -> Key:
    valued = [one for one in gifts if one.amount is not None]
    given = {
        side: sum((one.amount or Decimal(0) for one in valued if one.side == side), Decimal(0))
        for side in "ab"
    }
    whole = given["a"] + given["b"]
    missing = _lacking(("rate", [one.key for one in gifts if one.amount is None]))
    items = tuple(one.key for one in valued)
    if {one.side for one in gifts} - {one.side for one in valued}:
        # All that one side gave lacks a rate: it would look as if it had given nothing.
        return Key("mutual_benefit", None, "share", items, missing=missing)
    if whole <= 0 or min(given.values()) < 0:
        return Key("mutual_benefit", None, "share", items, missing=(*missing, Missing("amount")))
    if len({one.side for one in valued}) < 2:
        missing = (*missing, Missing("amount"))
    balance = 1 - abs(given["a"] - given["b"]) / whole
    return Key("mutual_benefit", balance, "share", items, tuple(given.items()), missing=missing)


def _innovation(promises: list[Promise]) -> Key:
    done = [one for one in promises if one.stage in _DELIVERED]
    new = [one for one in done if one.technologies]
    fields = Counter(technology for one in new for technology in set(one.technologies))
    parts = tuple((name, Decimal(count)) for name, count in sorted(fields.items()))
    missing = _lacking(("technology", [one.key for one in done if not one.technologies]))
    value = Decimal(len(new)) if promises else None
    return Key(
        "innovation",
        value,
        "count",
        tuple(one.key for one in new),
        parts,
        missing=_or_nothing(missing, promises),
    )


def _people(promises: list[Promise], heads: list[Heads]) -> Key:
    moved = [one for one in promises if one.kind in PEOPLE_KINDS and one.stage in _DELIVERED]
    told = {one.key: one.people for one in promises if one.people is not None and one.stage in _DELIVERED}
    loose = Decimal(0)
    measured: dict[str, Decimal] = {}
    for one in heads:
        if one.promise:
            measured[one.promise] = max(one.number, measured.get(one.promise, one.number))
        else:
            loose += one.number
    counted = {
        key: max(told.get(key, Decimal(0)), measured.get(key, Decimal(0)))
        for key in told.keys() | measured.keys()
    }
    missing = _lacking(("number", [one.key for one in moved if one.key not in counted]))
    items = (*sorted(counted), *(one.key for one in heads))
    value = sum(counted.values(), loose) if items or promises else None
    return Key("people", value, "people", items, missing=_or_nothing(missing, [*promises, *heads]))


def _openness(promises: list[Promise]) -> Key:
    missing = _lacking(("evidence", [one.key for one in promises if not one.has_evidence]))
    published = sum(one.published for one in promises)
    return _share("open_institutions", [one.key for one in promises], published, [], missing)


def _share(
    name: str, items: list[str], good: int, parts: list[tuple[str, Decimal]], missing: tuple[Missing, ...]
) -> Key:
    if not items:
        return Key(name, None, "share", (), missing=missing or (Missing("nothing"),))
    low, high = wilson(good, len(items))
    return Key(name, _ratio(good, len(items)), "share", tuple(items), tuple(parts), low, high, missing)


def wilson(good: int, whole: int) -> tuple[Decimal, Decimal]:
    """Return Wilson's interval for a share at 80 %, rounded to thousandths. Raises ValueError for no items."""
    if whole <= 0:
        raise ValueError("a share of nothing")
    share, square = good / whole, _Z * _Z
    centre = share + square / (2 * whole)
    width = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    low, high = ((centre + sign * width) / (1 + square / whole) for sign in (-1, 1))
    return Decimal(str(round(max(low, 0.0), 3))), Decimal(str(round(min(high, 1.0), 3)))


def _ratio(good: int, whole: int) -> Decimal:
    return Decimal(good) / Decimal(whole)


def _lacking(*rows: tuple[str, list[str]]) -> tuple[Missing, ...]:
    return tuple(Missing(what, tuple(items)) for what, items in rows if items)


def _or_nothing(missing: tuple[Missing, ...], there: Sequence[object]) -> tuple[Missing, ...]:
    return missing if there else (Missing("nothing"),)
