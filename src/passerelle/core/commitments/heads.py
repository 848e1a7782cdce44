"""Which quantities count people: so many trained, exchanged or received."""

from functools import cache

from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.counted import nouns

# Places for one person each, by the reader's own nouns.
_PLACES = ("scholarship", "internship", "fellowship", "traineeship")


@cache
def counts_people(unit: str) -> bool:
    """Say whether a unit (a noun in any language; claims keep the English one) counts people."""
    return unit in ("person", *_PLACES) or any(nouns(one).named(unit) == "person" for one in LANGUAGES)
