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
        self._bases = sorted({base for _, base in self._rows})

    def convert(
        self, amount: Decimal, currency: str, on: str, to: str, oldest: int = OLDEST
    ) -> Converted | None:
        """Return `amount` in the currency `to` by the rates of the day `on`, None when there is none.

        Tried in this order: the rate stated, its inverse, two rates over a common base. `on` must be a day: an
        imprecise date has no rate.
        """
        if currency == to:
            return Converted(amount, ())
        try:
            moment = day(on)
        except ValueError:
            return None
        if (one := self._last(currency, to, moment, oldest)) is not None:
            return Converted(amount * one.value, (one,))
        if (one := self._last(to, currency, moment, oldest)) is not None:
            return Converted(amount / one.value, (one,))
        for base in self._bases:
            first, second = (self._last(code, base, moment, oldest) for code in (currency, to))
            if first is not None and second is not None:
                return Converted(amount * first.value / second.value, (first, second))
        return None

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

    def _last(self, currency: str, base: str, moment: int, oldest: int) -> Rate | None:
        row = self._rows.get((currency, base), [])
        place = bisect_right(row, moment, key=lambda one: one[0])
        if not place or moment - row[place - 1][0] > oldest:
            return None
        return row[place - 1][1]
