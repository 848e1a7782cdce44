"""Same or not: how sure it is that two names are one person's, one organisation's or one place's, and why.

Symmetric, bounded in time, never raising: what is empty, too long or nothing but titles and legal forms scores 0.
"""

from collections.abc import Callable

from passerelle.core.naming.organisations import evidence_of_organisations
from passerelle.core.naming.people import evidence_of_people
from passerelle.core.naming.places import evidence_of_places
from passerelle.core.naming.scoring import Evidence, Score, nothing, weigh
from passerelle.core.naming.words import LONGEST, words_of

SAME = 0.5  # calibrated: at this score it is as likely one as two


def people(a: str, b: str) -> Score:
    """Return how sure it is that two names are one person's, 0 to 1, with the reasons (weights in logits)."""
    return _compare("people", evidence_of_people, a, b)


def organisations(a: str, b: str) -> Score:
    """Return how sure it is that two names are one organisation's, 0 to 1, with the reasons (weights in logits)."""
    return _compare("organisations", evidence_of_organisations, a, b)


def places(a: str, b: str) -> Score:
    """Return how sure it is that two names are one place's, 0 to 1, with the reasons (weights in logits)."""
    return _compare("places", evidence_of_places, a, b)


def _compare(kind: str, evidence_of: Callable[[str, str], list[Evidence] | None], a: str, b: str) -> Score:
    if max(len(a), len(b)) > LONGEST:
        return nothing("too_long")
    one, other = sorted((a, b))
    if not words_of(one).words or not words_of(other).words:
        return nothing("empty")
    evidence = evidence_of(one, other)
    return nothing("no_name") if evidence is None else weigh(kind, evidence)
