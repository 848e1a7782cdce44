"""Who an actor of a document is: by what people decided, by its key, by its names, by an office; or nobody known.

The order is that of trust. A name that several actors carry, or one that the facts around it contradict, is doubtful
and goes to a person; a stranger stays unknown.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from passerelle.core.naming.accents import marks
from passerelle.core.text.folding import fold

# How sure each way of recognising is; what is under SURE goes to a person, what is under WORTH is not asked.
SURE, WORTH = 0.8, 0.3
WEIGHTS = {
    "decided_before": 1.0,  # a person decided so for this name
    "same_key": 0.98,  # the reader knew it
    "same_name": 0.96,  # letter for letter
    "same_letters": 0.9,  # accents or case left out
    "office": 0.85,  # who held the office on that day
    "office_body": 0.82,  # the one body of that country that has the office
    "context": 0.8,  # the one body of its kind that the document names in full
    "several_holders": 0.5,  # several held the office, or several bodies have it
    "several_named": 0.5,  # the document names several bodies of its kind
    "other_country": -0.4,  # the name is right, the country is not
    "short_name": -0.3,  # only a shortened form is the same
    "shared_name": -0.35,  # others carry it too
}
_PARTS = {"person": "person", "country": "country", "place": "place"}


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the directory, as far as recognising it goes."""

    pk: int
    key: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class Named:
    """What one document calls one actor; names as written, the longest first."""

    local: str
    kind: str
    country: str
    names: tuple[str, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (fold(name.strip()) for name in self.names))))

    @property
    def groups(self) -> tuple[tuple[str, str, str], ...]:
        """What makes two strangers one: a whole name, the kind and, but for people, the country.

        Readers guess a person's country from the page, and a lone word may be anybody's family name.
        """
        person = self.kind == "person"
        whole = [name for name in self.folded if " " in name] if person or not self.country else self.folded
        country = "" if person else self.country
        return tuple((name, self.kind, country) for name in (*self.folded[:1], *whole))


@dataclass(slots=True)
class Answer:
    """Who it is, if anybody; `reasons` are rule, weight and detail, `runners_up` are (actor, score), best first."""

    actor: int | None = None
    confidence: float = 0.0
    reasons: list[dict[str, Any]] = field(default_factory=list)
    runners_up: list[tuple[int, float]] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        return self.actor is not None


def by_key(named: Named, known: Known | None, names: Iterable[str]) -> Answer | None:
    """Recognise an actor whose key the reader gave; a person's must carry the name as well."""
    if known is None or not _same_sort(named.kind, known.kind):
        return None
    if named.kind == "person" and not set(named.folded) & {fold(name) for name in names}:
        return None
    if named.country and known.country and named.country != known.country and named.kind != "person":
        return None
    return Answer(known.pk, WEIGHTS["same_key"], [_reason("same_key", known.key)])


def by_name(named: Named, carriers: Iterable[tuple[Known, str]], apart: frozenset[int]) -> Answer | None:
    """Recognise an actor by a name it carries. `apart` are those that a person said it is not."""
    scored: dict[int, tuple[float, list[dict[str, Any]]]] = {}
    for known, name in carriers:
        if known.pk in apart or not _same_sort(named.kind, known.kind):
            continue
        for at, written in enumerate(named.names):
            if (found := _same(named, known, written, name, whole=at == 0)) is not None:
                score = sum(reason["weight"] for reason in found)
                if score > scored.get(known.pk, (0.0, []))[0]:
                    scored[known.pk] = (score, found)
    if not scored:
        return None
    ranked = sorted(scored.items(), key=lambda one: (-one[1][0], one[0]))
    return decide([(pk, score) for pk, (score, _) in ranked], ranked[0][1][1])


def decide(ranked: list[tuple[int, float]], reasons: list[dict[str, Any]]) -> Answer:
    """Return the best where it is sure and alone, else the runners-up, for a person to choose."""
    (best, score), others = ranked[0], ranked[1:]
    if others and score - others[0][1] < 0.05:
        reasons = [*reasons, _reason("shared_name", "")]
        score += WEIGHTS["shared_name"]
        ranked = [(pk, max(value + WEIGHTS["shared_name"], 0.0)) for pk, value in ranked]
    if score >= SURE:
        return Answer(best, min(score, 1.0), reasons, others[:5])
    return Answer(None, max(score, 0.0), reasons, ranked[:5])


def by_office(named: Named, holders: Iterable[tuple[Known, str]]) -> Answer | None:
    """Recognise a person of whom only the office is said, where one person held it on the day."""
    found = {known.pk: office for known, office in holders}
    if named.kind != "person" or len(found) != 1:
        return None
    ((pk, office),) = found.items()
    return Answer(pk, WEIGHTS["office"], [_reason("office", office)])


def decided_before(actor: int) -> Answer:
    """A person decided who the bearers of this name are."""
    return Answer(actor, WEIGHTS["decided_before"], [_reason("decided_before", "")])


def _same(named: Named, known: Known, written: str, name: str, *, whole: bool) -> list[dict[str, Any]] | None:
    """Return why a name of a document is a name of the directory; None when it is not."""
    if fold(written) != fold(name) or not _accents_allow(written, name):
        return None
    if named.kind == "person" and " " not in written.strip():
        return None
    exact = unicodedata.normalize("NFC", written.strip()) == unicodedata.normalize("NFC", name.strip())
    reasons = [_reason("same_name" if exact else "same_letters", name)]
    if named.kind == "person":
        return reasons
    elsewhere = bool(named.country and known.country and named.country != known.country)
    here = bool(named.country and named.country == known.country)
    if elsewhere and not whole:
        return None
    if elsewhere:
        reasons.append(_reason("other_country", known.country))
    if not whole and not here:
        reasons.append(_reason("short_name", written))
    return reasons


def _accents_allow(one: str, other: str) -> bool:
    """Say whether two spellings of the same letters may be one name.

    A writer leaves accents out everywhere or nowhere, but for capitals ("Etat français"); tones that differ are
    another name ("Tô Lâm", "Tố Lẫm").
    """
    ours, theirs = unicodedata.normalize("NFC", one).split(), unicodedata.normalize("NFC", other).split()
    if not marks(one) or not marks(other):
        return True
    return len(ours) == len(theirs) and all(
        marks(mine) == marks(wanted)
        or (marks(mine[1:]) == marks(wanted[1:]) and not (marks(mine[0]) and marks(wanted[0])))
        for mine, wanted in zip(ours, theirs, strict=True)
    )


def _same_sort(one: str, other: str) -> bool:
    """Readers tell a person, a country, a place and a body apart, but not always which sort of body it is."""
    return not one or not other or _PARTS.get(one) == _PARTS.get(other)


def _reason(rule: str, detail: str) -> dict[str, Any]:
    return {"rule": rule, "weight": WEIGHTS[rule], "detail": detail[:200]}
