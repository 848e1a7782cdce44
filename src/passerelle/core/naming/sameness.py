"""Entries of a register that are perhaps one actor: the plan by which a directory finds what it holds twice.

Names are compared within a language where both have one; what else is known (identifiers, country, city, kind, the
whole that one is part of) is added. The weights are a table, `data/sameness.toml`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import regex
from rapidfuzz.fuzz import token_sort_ratio

from passerelle.core.naming import compare
from passerelle.core.naming.bodies import Item, body_of
from passerelle.core.naming.concepts import stem
from passerelle.core.naming.persons import person_of
from passerelle.core.naming.plan import Match, Plan, matches
from passerelle.core.naming.register import Entry, Written
from passerelle.core.naming.scoring import Reason, Score, logit, nothing, summed
from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import words_of
from passerelle.core.text.folding import fold

_PARTS, _NAMES, _TRIED = 5, 24, 2
_VOWELS = regex.compile(r"[aeiouyw]")


def likely_same(entries: Iterable[Entry]) -> list[Match]:
    """Return which entries are perhaps one actor, the surest first, with the reasons (weights in logits).

    An engine does the same faster: `open_engine().matches(SAME_ACTOR, entries)`.
    """
    return matches(SAME_ACTOR, entries)


def keys(entry: Entry) -> Iterator[str]:
    """Yield identifiers, acronyms with the country; of every other name what it means, and its consonants and numbers.

    So names meet that mean the same in two languages, and those whose vowels or order of words differ.
    """
    yield from (f"{scheme}:{value}" for scheme, value in entry.identifiers.items())
    sort = _sort(entry)
    for name in entry.names[:_NAMES]:
        if name.kind == "acronym":
            yield f"{sort} ^{fold(name.text)} {entry.country}"
            continue
        words = [word.plain for word in words_of(name.text).words if word.kind in ("word", "number")]
        if sounds := _VOWELS.sub("", "".join(sorted(words))):
            yield f"{sort} {sounds}"
        if sort == "person":
            parts = sorted({part.plain for part in person_of(name.text).parts})[:_PARTS]
            yield from (f"{sort} {one} {other}" for one, other in combinations(parts, 2))
        elif sort == "body" and (items := body_of(name.text).items):
            yield f"{sort} {' '.join(sorted({_meaning(item) for item in items}))}"


def likeness(one: Entry, other: Entry) -> Score:
    """Return how sure it is that two entries are one actor, 0 to 1, with the reasons."""
    if _sort(one) != _sort(other):
        return nothing("other_kind", f"{one.kind} {other.kind}")
    start, reasons = _named(one, other)
    if any(_identifiers(one, other, same=True)):
        if start + sum(reason.weight for reason in reasons) < 0:
            start, reasons = 0.0, []  # an identifier is proof, whatever the names
    elif not reasons:
        return nothing("no_name")
    weights = naming_table("sameness")["weights"]
    reasons += [Reason(rule, float(weights[rule]), detail) for rule, detail in _known(one, other)]
    return summed(start, reasons)


def apart(one: Entry, other: Entry) -> bool:
    """Say whether two entries are surely not one: of two sorts, or with two identifiers of one scheme."""
    return _sort(one) != _sort(other) or any(_identifiers(one, other, same=False))


def _named(one: Entry, other: Entry) -> tuple[float, list[Reason]]:
    """Return what the names say, in logits: a start and reasons, none when there is nothing to compare."""
    limits, weights = naming_table("sameness")["limits"], naming_table("sameness")["weights"]
    both: list[str | None] = [*sorted(_languages(one) & _languages(other))]
    before = any(name.kind == "former" for name in (*one.names, *other.names))
    found = [
        (score, language, former)
        for language in both or [None]
        for former in (False, True)[: 1 + before]
        if (score := _closest(_sort(one), _names(one, language, former), _names(other, language, former)))
        and score.value > 0
    ]
    if not found:
        return 0.0, []
    best, _, former = max(found, key=lambda one: (one[0].value, not one[2]))
    told = [*best.reasons]
    start = logit(best.value) - sum(reason.weight for reason in told)
    now = {language: score.value for score, language, before in found if not before and language}
    alike = sorted(language for language, value in now.items() if value >= limits["alike"])
    unlike = sorted(language for language, value in now.items() if value < limits["unlike"])
    differing = tuple(naming_table("sameness")["differing"]["rules"])
    if odd := [reason.detail for reason in told if reason.rule.startswith(differing)]:
        told.append(Reason("differing", float(weights["differing"]) * len(odd), ", ".join(odd)))
    if former:
        told.append(Reason("former", float(weights["former"]), ""))
    told += [Reason("also_named", float(weights["also_named"]), language) for language in alike[1:]]
    if alike:
        told += [
            Reason("named_otherwise", float(weights["named_otherwise"]), language) for language in unlike
        ]
    return start, told


def _closest(sort: str, ours: Sequence[str], theirs: Sequence[str]) -> Score | None:
    """Return the highest score of a name of one and a name of the other; the likeliest by their letters are tried."""
    ask = {"person": compare.people, "place": compare.places}.get(sort, compare.organisations)
    pairs = sorted((-_near(mine, yours), mine, yours) for mine in ours for yours in theirs)[:_TRIED]
    return max((ask(mine, yours) for _, mine, yours in pairs), key=lambda score: score.value, default=None)


@lru_cache(maxsize=100_000)
def _near(mine: str, yours: str) -> float:
    return token_sort_ratio(fold(mine), fold(yours))


def _known(one: Entry, other: Entry) -> Iterator[tuple[str, str]]:
    yield from (("identifier", told) for told in [*_identifiers(one, other, same=True)][:1])
    yield from (("identifier_conflict", told) for told in [*_identifiers(one, other, same=False)][:1])
    for rule, ours, theirs in (("country", one.country, other.country), ("city", one.city, other.city)):
        if ours and theirs:
            same = fold(ours) == fold(theirs)
            yield f"{'same' if same else 'other'}_{rule}", ours if same else f"{ours} ≠ {theirs}"
    if one.kind != other.kind:
        yield "mission" if "mission" in (one.kind, other.kind) else "other_kind", f"{one.kind} ≠ {other.kind}"
    if one.actor in other.parents or other.actor in one.parents:
        yield "part", ""


def _identifiers(one: Entry, other: Entry, *, same: bool) -> Iterator[str]:
    """Yield the identifiers that two entries share; or, unless they share any, those of one scheme that differ."""
    both = sorted(one.identifiers.keys() & other.identifiers.keys())
    shared = [scheme for scheme in both if one.identifiers[scheme] == other.identifiers[scheme]]
    if same:
        yield from (f"{scheme} {one.identifiers[scheme]}" for scheme in shared)
    elif not shared:
        yield from (f"{scheme} {one.identifiers[scheme]} ≠ {other.identifiers[scheme]}" for scheme in both)


def _languages(entry: Entry) -> set[str]:
    return {name.language for name in entry.names if name.kind != "acronym"}


def _names(entry: Entry, language: str | None, former: bool) -> list[str]:
    """Return the names of a language (of every language: None) that are compared; with `former`, also those of old."""
    return [name.text for name in entry.names[:_NAMES] if _asked(name, language, former)]


def _asked(name: Written, language: str | None, former: bool) -> bool:
    if name.kind == "acronym" or (name.kind == "former" and not former):
        return False
    return language is None or name.language in (language, "")


def _sort(entry: Entry) -> str:
    return {"person": "person", "place": "place", "country": "place"}.get(entry.kind, "body")


def _meaning(item: Item) -> str:
    return min(item.concepts) if item.concepts else stem(item.plain)


SAME_ACTOR = Plan(keys, likeness, float(naming_table("sameness")["limits"]["same"]), apart)
