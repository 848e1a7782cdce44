"""Whether two lists of parties, and two amounts, may be the same thing said twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from passerelle.core.events.report import Party
from passerelle.core.events.tables import table
from passerelle.core.naming.compare import SAME, organisations
from passerelle.core.reading.model import Quantity
from passerelle.core.text.folding import fold

_EXACT, _ROUNDED = 0.005, 0.06
_STATE_FOR_BODY, _BODIES_OF_STATE = 0.6, 0.3  # "France" for one of its bodies; two bodies of one state
_SHORTENED = 0.7  # "Solvéo" for "Solvéo Énergie"
_MOST = 30
_TELLING_COUNT = 100
_TELLING = 4  # letters of a word that may stand for a whole name
_SPELLINGS = 3  # of one party, the longest first


@dataclass(frozen=True, slots=True)
class Shared:
    """What two lists of parties share: of the shorter list, of all; `others` are bodies that only one side
    names.
    """

    least: float
    all: float
    common: tuple[str, ...]
    others: tuple[str, ...]
    exclude: bool
    disjoint: bool


@lru_cache(maxsize=20_000)
def parties_agree(one: tuple[Party, ...], other: tuple[Party, ...], *, named: bool = True) -> Shared:
    """Pair the parties of two reports, the surest pairs first; by their names too unless `named` is False."""
    left, right = sorted(one)[:_MOST], sorted(other)[:_MOST]
    pairs = sorted(
        ((-value, a.actor, b.actor) for a in left for b in right if (value := alike(a, b, named=named)) > 0),
    )
    free_left, free_right = {a.actor for a in left}, {b.actor for b in right}
    total, common = 0.0, []
    for value, a, b in pairs:
        if a in free_left and b in free_right:
            free_left.discard(a)
            free_right.discard(b)
            total -= value
            common.append(a if a == b else "~".join(sorted((a, b))))
    others = _bodies(left, free_left), _bodies(right, free_right)
    shorter, longer = sorted((len({a.actor for a in left}), len({b.actor for b in right})))
    both = others[0] and others[1]
    return Shared(
        min(1.0, total / shorter),
        min(1.0, total / (shorter + longer - len(common))),
        tuple(sorted(common)),
        tuple(sorted((others[0][0].actor, others[1][0].actor))) if both else (),
        len(others[0]) == len(others[1]) == 1 and _different(others[0][0], others[1][0]),
        not common and all(_different(a, b) for a in left for b in right),
    )


def one_state(one: Iterable[Party], other: Iterable[Party], shared: Shared) -> bool:
    """Say whether all they share is one state, by name or by one of its bodies: much that is told is about a state."""
    states = {party.actor for party in (*one, *other) if party.kind in ("country", "place")}
    return len(shared.common) == 1 and bool(states & set(shared.common[0].split("~")))


def states_alone(one: Iterable[Party], other: Iterable[Party], shared: Shared) -> bool:
    """Say whether states, or bodies of theirs that stand for them, are all that is shared."""
    states = {party.actor for party in (*one, *other) if party.kind in ("country", "place")}
    return bool(shared.common) and all(states & set(common.split("~")) for common in shared.common)


def alike(one: Party, other: Party, *, named: bool = True) -> float:
    """Return how far two parties may be one: 1 the same; less when one is the state and the other a body of
    it, or when nobody knows one of them and their names are alike in any language.
    """
    if one.actor == other.actor:
        return 1.0
    if "country" in (one.kind, other.kind):
        state, body = (one, other) if one.kind == "country" else (other, one)
        same = body.country in (state.country, state.actor.upper()) and body.country
        return _STATE_FOR_BODY if same and body.kind != "country" else 0.0
    if one.country and other.country and one.country != other.country:
        return 0.0
    if one.known and other.known:
        return (
            _BODIES_OF_STATE
            if one.kind == other.kind == "government" and one.country == other.country
            else 0.0
        )
    if not named:
        return 0.0
    found = max(
        (_named_alike(a, b) for a in one.names[:_SPELLINGS] for b in other.names[:_SPELLINGS]), default=0.0
    )
    return found if found >= SAME else 0.0


def _named_alike(one: str, other: str) -> float:
    return _compared(*sorted((one, other)))


@lru_cache(maxsize=100_000)
def _compared(one: str, other: str) -> float:
    shorter, longer = sorted((set(fold(one).split()), set(fold(other).split())), key=len)
    if shorter < longer and max(map(len, shorter), default=0) >= _TELLING:
        return _SHORTENED
    return float(organisations(one, other).value)


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Say whether two amounts are one: of the same unit, or a telling count whose noun readers give otherwise."""
    counted = _counts(one) and _counts(other) and min(one.value, other.value) >= _TELLING_COUNT
    return (counted or _unit(one) == _unit(other)) and _near(one.value, other.value, _EXACT)


def amounts_agree(one: Quantity, other: Quantity) -> bool:
    """Say whether two amounts may be one: rounded, or converted into another currency."""
    if same_amount(one, other):
        return True
    if _unit(one) == _unit(other):
        return _near(one.value, other.value, _ROUNDED)
    rates = table("acts")["currencies"]
    if one.unit not in rates or other.unit not in rates:
        return False
    return _near(one.value / rates[one.unit], other.value / rates[other.unit], float(rates["tolerance"]))


def comparable(one: Quantity, other: Quantity) -> bool:
    """Say whether two amounts count the same thing, so that they can contradict each other."""
    rates = table("acts")["currencies"]
    return _unit(one) == _unit(other) or (one.unit in rates and other.unit in rates)


def _counts(amount: Quantity) -> bool:
    return not amount.unit.isupper() and amount.unit != "percent"


def _unit(amount: Quantity) -> str:
    """Return a unit, of a noun its last word: a patent application is an application."""
    return amount.unit.rsplit(" ", 1)[-1]


def _near(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other))


def _bodies(parties: list[Party], left: set[str]) -> list[Party]:
    """Return the organisations that only one side names."""
    return [party for party in parties if party.actor in left and party.kind not in ("country", "place")]


def _different(one: Party, other: Party) -> bool:
    """Say whether two parties are surely not one: of two countries, or both known."""
    if one.country and other.country and one.country != other.country:
        return True
    known = one.known or one.kind == "country", other.known or other.kind == "country"
    return all(known) and not alike(one, other)
