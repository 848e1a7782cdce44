"""A second look at who a short name may mean: the two names side by side, as `compare` sees them.

People and places are named by their names alone; among few organisations, a name that is no affiliation is judged by
how alike the two names are as well.
"""

from math import exp, log

from passerelle.core.naming import compare
from passerelle.core.naming.register import Entry
from passerelle.core.naming.scoring import Score

_SURE = 1e-6


def of_person(name: str, entry: Entry) -> Score:
    """Return how alike a name is to the nearest of a person's."""
    return max((compare.people(name, one.text) for one in entry.names), key=lambda score: score.value)


def of_place(name: str, entry: Entry) -> Score:
    """Return how alike a name is to the nearest of a place's or country's."""
    return max((compare.places(name, one.text) for one in entry.names), key=lambda score: score.value)


def of_organisation(name: str, written: str) -> Score:
    """Return how alike a name is to one that an organisation is known by."""
    return compare.organisations(name, written)


def between(one: float, other: float) -> float:
    """Return the probability half way between two, in log-odds."""
    middle = (_odds(one) + _odds(other)) / 2
    return 1 / (1 + exp(-middle))


def _odds(chance: float) -> float:
    bounded = min(max(chance, _SURE), 1 - _SURE)
    return log(bounded / (1 - bounded))
