"""Whether two agreements, entered by two hands or from two lists, are one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import sqrt

import regex

from passerelle.core.commitments.tables import table
from passerelle.core.events.agreement import amounts_agree, comparable, parties_agree, same_amount
from passerelle.core.events.report import Party, Words
from passerelle.core.events.spans import days, gap
from passerelle.core.events.tables import rarity
from passerelle.core.events.words import words_of
from passerelle.core.naming.scoring import Evidence, Reason, Score, nothing, summed
from passerelle.core.reading.model import Quantity
from passerelle.core.text.folding import fold

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SHORTEST = 3  # letters of a word that says what an agreement is about
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement as a ledger holds it; "" and None where nothing is known.

    `signed` is ISO 8601, as precise as known; `instrument` one of INSTRUMENTS; `address` that of its text;
    `words` those of its title (`words_of_title`).
    """

    key: str
    title: str
    parties: tuple[Party, ...] = ()
    signed: str | None = None
    instrument: str = ""
    amount: Quantity | None = None
    address: str = ""
    words: Words = field(default_factory=Words)


def words_of_title(title: str, language: str) -> Words:
    """Return what a title says in any language; nothing but its names where the language is not one we read."""
    return words_of(title, 0, len(title), language)


def same_agreement(one: Agreed, other: Agreed) -> Score:
    """Score how sure it is that two rows are one agreement, by `data/agreements.toml`; symmetric.

    Parties who are surely others, and days of signature further apart than reports differ, forbid it.
    """
    left, right = days(one.signed), days(other.signed)
    if left and right and gap(left, right) > int(table("agreements")["limits"]["near_days"]):
        return nothing("other_day", " / ".join(sorted((one.signed or "", other.signed or ""))))
    shared = parties_agree(one.parties, other.parties) if one.parties and other.parties else None
    if shared and (not shared.common or shared.exclude):
        return nothing("other_parties")
    found = [Evidence("parties", shared.all, " ".join(shared.common))] if shared else []
    fewer, more = sorted((len(one.parties), len(other.parties)))
    if shared and len(shared.common) < fewer:
        found += [Evidence("other_party", 1.0)]
    elif fewer != more:
        found += [Evidence("party_left_out", 1.0)]
    found += [*_by_day(one, other), *_by_title(one, other), *_by_amount(one, other)]
    found += [Evidence("address", float(bool(one.address) and one.address == other.address))]
    if one.instrument and other.instrument and "other" not in (one.instrument, other.instrument):
        same = one.instrument == other.instrument
        found += [Evidence("instrument" if same else "other_instrument", 1.0)]
    weights = table("agreements")["weights"]
    reasons = [Reason(rule, round(weights[rule] * much, 3), detail) for rule, much, detail in found if much]
    return summed(float(weights["bias"]), sorted(reasons, key=lambda reason: reason.rule))


def perhaps_one(agreements: Iterable[Agreed]) -> list[tuple[str, str, Score]]:
    """Return the pairs (keys in order) that are proposed as one, the surest first; any order gives the same.

    Only rows that share a party or its country are compared; of those without parties, of one month.
    """
    blocks: dict[str, list[Agreed]] = defaultdict(list)
    for one in sorted(agreements, key=lambda row: row.key):
        for key in dict.fromkeys(_blocks(one)):
            blocks[key].append(one)
    least = float(table("agreements")["limits"]["same"])
    found: dict[tuple[str, str], Score] = {}
    for rows in blocks.values():
        for one, other in combinations(rows, 2):
            pair = one.key, other.key
            if pair not in found:
                found[pair] = same_agreement(one, other)
    likely = [(left, right, score) for (left, right), score in found.items() if score.value >= least]
    return sorted(likely, key=lambda row: (-row[2].value, row[0], row[1]))


def _blocks(one: Agreed) -> Iterator[str]:
    """Two rows are compared when they share a party or its country; without parties, when they share a month."""
    for party in one.parties:
        yield party.country or party.actor
    if not one.parties and one.signed:
        yield one.signed[:7]


def _by_day(one: Agreed, other: Agreed) -> Iterator[Evidence]:
    left, right = days(one.signed), days(other.signed)
    if not left or not right:
        yield Evidence("no_date", 1.0)
    elif gap(left, right):
        yield Evidence("near_day", 1.0, f"{gap(left, right)} d")
    else:
        yield Evidence(
            "same_day" if left.length == right.length == 1 else "same_period", 1.0, one.signed or ""
        )


def _by_title(one: Agreed, other: Agreed) -> Iterator[Evidence]:
    known = {
        word for row in (one, other) for party in row.parties for name in party.names for word in _words(name)
    }
    paper = table("agreements")["papers"]
    left, right = (_words(row.title) - known - set(paper["words"]) for row in (one, other))
    ours, theirs = (row.words.concepts - set(paper["concepts"]) for row in (one, other))
    by_word = len(left & right) / sqrt(len(left) * len(right)) if left and right else 0.0
    size = sqrt(_rare(ours) * _rare(theirs))
    by_meaning = _rare(ours & theirs) / size if size else 0.0
    like = max(by_word, by_meaning)
    yield Evidence("words", like, " ".join(sorted(left & right)[:5]))
    yield Evidence("other_words", float(not like))
    editions = one.words.ordinals, other.words.ordinals
    years = set(_YEAR.findall(one.title)), set(_YEAR.findall(other.title))
    apart = any(a and b and not a & b for a, b in (editions, years))
    yield Evidence("other_edition", float(apart))


def _by_amount(one: Agreed, other: Agreed) -> Iterator[Evidence]:
    if one.amount is None or other.amount is None or not comparable(one.amount, other.amount):
        return
    if same_amount(one.amount, other.amount):
        yield Evidence("same_amount", 1.0)
    else:
        yield Evidence("rounded_amount" if amounts_agree(one.amount, other.amount) else "other_amount", 1.0)


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST}


def _rare(concepts: Iterable[str]) -> float:
    known = rarity()
    return sum(known.get(concept, 0.0) ** 2 for concept in concepts)
