"""Which of a register's countries and cities texts name, as arrays over its entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Index, Whole

Bits = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True)
class Placing:
    """The places that texts name."""

    lands: Bits
    """Whether each text names each country of the register."""
    some_land: Bits
    """Whether each text names any country, of the register or not."""
    towns: NDArray[numpy.int64]
    """Cities named: text by text, in order, as one number each."""
    town_at: Whole
    """The position where each of them is named last."""
    some_town: Bits

    def land(self, index: Index, text: Whole, entry: Whole) -> Whole:
        """Return whether texts name the country of an entry (1), others only (-1), or nothing is known (0)."""
        home = index.land[entry]
        away = self.some_land[text] & (home > 0)
        return numpy.where(self.lands[text, home] & away, 1, -away.astype(numpy.int32)).astype(numpy.int32)

    def town(self, index: Index, text: Whole, entry: Whole) -> Whole:
        """Return where texts name the city of an entry, -1 for nowhere."""
        wanted = text.astype(numpy.int64) * len(index.town_numbers) + index.town[entry]
        at = numpy.searchsorted(self.towns, wanted)
        found = numpy.full(len(wanted), -1, dtype=numpy.int32)
        some = at < len(self.towns)
        some[some] = self.towns[at[some]] == wanted[some]
        found[some] = self.town_at[at[some]]
        return found


def placing(index: Index, lands: Sequence[Mapping[str, int]], towns: Sequence[Mapping[str, int]]) -> Placing:
    """Return the places that texts name: for each text its countries, and its cities, with their positions."""
    named = numpy.zeros((len(lands), len(index.lands)), dtype=bool)
    for row, codes in enumerate(lands):
        for code in codes:
            if code in index.lands:
                named[row, index.lands[code]] = True
    found = sorted(
        (row * len(index.town_numbers) + index.town_numbers[town], at)
        for row, cities in enumerate(towns)
        for town, at in cities.items()
    )
    return Placing(
        named,
        numpy.array([bool(codes) for codes in lands], dtype=bool),
        numpy.array([key for key, _ in found], dtype=numpy.int64),
        numpy.array([at for _, at in found], dtype=numpy.int32),
        numpy.array([bool(cities) for cities in towns], dtype=bool),
    )
