"""How much of an activity each of its recipient countries has, where its file names several and does not say.

The standard asks for percentages that add up to 100 (rules 3.1.1 and 3.1.2 of the ruleset of IATI 2.03) and knows no
default: so the answer is a person's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from passerelle.core.commitments.activities import Activity

UNALLOCATED, EQUAL, GIVEN = WAYS = ("unallocated", "equal", "given")
_WHOLE, _HUNDREDTH = Decimal(100), Decimal("0.01")

Shares = Mapping[str, Decimal]  # ISO 3166-1 → percent


@dataclass(frozen=True, slots=True)
class Division:
    """What a person answers: `way` is one of WAYS, `parts` the shares of the way "given"."""

    way: str = UNALLOCATED
    parts: Shares = field(default_factory=dict)

    def among(self, countries: Sequence[str]) -> dict[str, Decimal]:
        """Return the share of each country in percent; empty where the answer does not divide between these."""
        if self.way == EQUAL:
            return equal(countries)
        return dict(self.parts) if self.way == GIVEN and fits(self.parts, countries) else {}


def undivided(activity: Activity) -> tuple[str, ...]:
    """Return the countries among which nobody divides an activity: several, none with a percentage, and no region."""
    codes = tuple(one.code for one in activity.countries)
    silent = all(one.percentage is None for one in activity.countries) and not activity.regions
    return codes if silent and 1 < len(codes) == len(set(codes)) else ()


def equal(countries: Sequence[str]) -> dict[str, Decimal]:
    """Return equal shares of some countries, in hundredths, that add up to 100: the first has what is left over."""
    if not countries:
        return {}
    each = (_WHOLE / len(countries)).quantize(_HUNDREDTH)
    rest = _WHOLE - each * (len(countries) - 1)
    return {code: rest if at == 0 else each for at, code in enumerate(countries)}


def fits(shares: Shares, countries: Collection[str]) -> bool:
    """Say whether shares divide a whole between exactly these countries."""
    some = shares.values()
    return set(shares) == set(countries) and all(one > 0 for one in some) and sum(some) == _WHOLE
