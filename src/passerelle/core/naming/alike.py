"""A second look at who a short name may mean: the two names side by side, as `compare` sees them.

People and places are named by their names alone; among few organisations, a name that is no affiliation is judged by
how alike the two names are as well.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

import regex
from babel.core import get_global

from passerelle.core.naming import compare
from passerelle.core.naming.accents import agree
from passerelle.core.naming.register import Entry
from passerelle.core.naming.scoring import Score
from passerelle.core.text.folding import fold

_CUTS = regex.compile(r"\s*[,;]\s*")
_SURE = 1e-6
_ACRONYM = "acronym"


def of_person(name: str, entry: Entry) -> Score:
    """Return how alike a name is to the nearest of a person's."""
    return max((compare.people(name, one.text) for one in entry.names), key=lambda score: score.value)


def of_place(name: str, entry: Entry) -> Score:
    """Return how alike a name is to the nearest of a place's or country's."""
    return max((compare.places(name, one.text) for one in entry.names), key=lambda score: score.value)


def of_organisation(name: str, entry: Entry) -> Score:
    """Return how alike a name is to the nearest of an organisation's."""
    return max((compare.organisations(name, one.text) for one in entry.names), key=lambda score: score.value)


def between(one: float, other: float) -> float:
    """Return the probability half way between two, in log-odds."""
    middle = (odds(one) + odds(other)) / 2
    return 1 / (1 + exp(-middle))


def odds(chance: float) -> float:
    """Return a probability as log-odds."""
    bounded = min(max(chance, _SURE), 1 - _SURE)
    return log(bounded / (1 - bounded))


class Whole(NamedTuple):
    """A whole name of an entry; `home` says that it is in the language of the entry's own country."""

    entry: int
    text: str
    home: bool


def exact_names(entries: Sequence[Entry]) -> dict[str, tuple[Whole, ...]]:
    """Return whole names by their folded form, for `exactly_named`."""
    found: dict[str, list[Whole]] = {}
    for number, entry in enumerate(entries):
        for one in entry.names:
            if one.kind != _ACRONYM:
                home = bool(entry.country) and _country_of(one.language) == entry.country
                found.setdefault(fold(one.text), []).append(Whole(number, one.text, home))
    return {key: tuple(names) for key, names in found.items()}


def exactly_named(text: str, exact: Mapping[str, Sequence[Whole]]) -> dict[int, bool]:
    """Return the entries of which a text, or a part between commas, is the very name, no accent contradicting.

    True for those that it names in the language of their own country: a Vietnamese ministry needs no "of Viet Nam" in
    Vietnamese.
    """
    found: dict[int, bool] = {}
    for part in {text.strip(), *_CUTS.split(text.strip())}:
        for name in exact.get(fold(part), ()):
            if agree(part, name.text):
                found[name.entry] = found.get(name.entry, False) or name.home
    return found


@cache
def _country_of(language: str) -> str:
    """Return the country that most speakers of a language live in; none of English, which is everybody's."""
    likely = "" if language in ("", "en") else get_global("likely_subtags").get(language, "")
    return str(likely).rpartition("_")[2]
