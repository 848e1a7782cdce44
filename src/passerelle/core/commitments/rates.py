"""Rates of exchange as the user gave them, and sums in one currency that never guess.

An amount is converted by the last rate known on its day, not older than asked. What has no rate stays as stated and is
said beside the sum. Nothing is rounded: whoever shows a sum rounds it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from passerelle.core.commitments.days import day

OLDEST = 31


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` was worth `value` units of `base` on the ISO day `on`, says `source`."""

    currency: str
    base: str
    on: str
    value: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, and the rates it was converted by: none, one, or two over a common base."""

    amount: Decimal
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in one currency, the rates it rests on, and what could not be converted: currency → amount."""

    amount: Decimal
    currency: str
    rates: tuple[Rate, ...]
    as_stated: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Way:
    """From one currency to another: values in the order of reckoning, each to multiply or to divide by."""

    steps: tuple[tuple[Decimal, bool], ...]
    rates: tuple[Rate, ...]


class Rates:
    """Rates to look up in. Raises ValueError for a value that is not positive or a day that is none."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        rows: dict[tuple[str, str], list[tuple[int, Rate]]] = defaultdict(list)
        for rate in rates:
            if not rate.value.is_finite() or rate.value <= 0:
                raise ValueError(f"not a rate: {rate.value}")
            rows[rate.currency, rate.base].append((day(rate.on), rate))
        self._rows = {
            pair: sorted(row, key=lambda one: (one[0], one[1].source)) for pair, row in rows.items()
        }
        self._codes = sorted({code for pair in self._rows for code in pair})
        self._known: dict[
            tuple[str, str, str, int], _Way | None
        ] = {}  # a sum asks the same day again and again

    def convert(
        self, amount: Decimal, currency: str, on: str, to: str, oldest: int = OLDEST
    ) -> Converted | None:
        """Return `amount` in the currency `to` by the rates of the day `on`, None when there is none.

        The newest counts: the rate stated, its inverse, or two over a third currency, which are as old as the older
        of them; of equally new ones the first of these. `on` must be a day: an imprecise date has no rate.
        """
        if currency == to:
            return Converted(amount, ())
        asked = (currency, on, to, oldest)
        if asked not in self._known:
            self._known[asked] = self._way(*asked)
        if (way := self._known[asked]) is None:
            return None
        for value, times in way.steps:
            amount = amount * value if times else amount / value
        return Converted(amount, way.rates)

    def total(self, amounts: Iterable[tuple[Decimal, str, str]], to: str, oldest: int = OLDEST) -> Sum:
        """Return the sum of (amount, currency, day) in one currency, and what stays as stated."""
        whole = Decimal(0)
        used: set[Rate] = set()
        as_stated: dict[str, Decimal] = {}
        for amount, currency, on in amounts:
            converted = self.convert(amount, currency, on, to, oldest)
            if converted is None:
                as_stated[currency] = as_stated.get(currency, Decimal(0)) + amount
            else:
                whole += converted.amount
                used.update(converted.rates)
        rates = sorted(used, key=lambda one: (one.currency, one.base, one.on, one.source))
        return Sum(whole, to, tuple(rates), as_stated)

    def _way(self, currency: str, on: str, to: str, oldest: int) -> "_Way | None":
        """Return the rates that lead from one currency to another on a day, None when there are none."""
        try:
            moment = day(on)
        except ValueError:
            return None
        found = [(one[0], [one]) for one in [self._leg(currency, to, moment, oldest)] if one]
        for middle in self._codes:
            legs = [self._leg(currency, middle, moment, oldest), self._leg(middle, to, moment, oldest)]
            both = [leg for leg in legs if leg]
            if len(both) == 2:
                found.append((min(leg[0] for leg in both), both))
        if not found:
            return None
        chosen = max(found, key=lambda one: one[0])[1]
        steps = tuple((rate.value, times) for _, rate, times in sorted(chosen, key=lambda leg: not leg[2]))
        return _Way(steps, tuple(rate for _, rate, _ in chosen))

    def _leg(self, currency: str, to: str, moment: int, oldest: int) -> tuple[int, Rate, bool] | None:
        """Return the newest rate between two currencies with its day, and whether to multiply by it or divide."""
        stated, inverse = (self._last(*pair, moment, oldest) for pair in ((currency, to), (to, currency)))
        if stated and (not inverse or stated[0] >= inverse[0]):
            return (*stated, True)
        return (*inverse, False) if inverse else None

    def _last(self, currency: str, base: str, moment: int, oldest: int) -> tuple[int, Rate] | None:
        row = self._rows.get((currency, base), [])
        place = bisect_right(row, moment, key=lambda one: one[0])
        if not place or moment - row[place - 1][0] > oldest:
            return None
        return row[place - 1]
