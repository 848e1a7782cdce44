"""How much a word of a name says: the rarer among names, the more.

The common words come from a table, so that a register of ten actors weighs "university" like one of fifty thousand.
"""

import gzip
from functools import cache
from importlib.resources import files
from math import log

UNCOMMON = 10.5
"""What a word weighs that the table does not have: fewer than five names in a hundred thousand hold it."""

_COUNTED = 50  # a register speaks for itself about the words that so many of its names hold


def rarity_of(word: str, names_with: int, names: int) -> float:
    """Return the weight of a word that `names_with` of the `names` of a register hold: ln(1 + names per holder)."""
    known = common_words().get(word, UNCOMMON)
    return min(known, log(1 + names / names_with)) if names_with >= _COUNTED else known


@cache
def common_words() -> dict[str, float]:
    """Return the words that many names of the research registry hold, with their weights."""
    data = (files(__package__) / "data" / "common_words.csv.gz").read_bytes()
    header, *lines = gzip.decompress(data).decode("utf-8").splitlines()
    names = int(header.rpartition(",")[2])
    found = {}
    for line in lines:
        word, _, holders = line.partition(",")
        found[word] = min(UNCOMMON, log(1 + names / int(holders)))
    return found
