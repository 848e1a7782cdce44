"""Affiliations made from a register, to teach what labelled ones seldom show: slips of the pen, and nobody at all.

Right answers: an organisation's own name, as it is or with a slip, its country or city beside it. Nobody: cities
and countries, names of people, and names of organisations whose one telling word is another's.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from passerelle.core.naming.register import Entry

SEED, EACH = 20261122, 700
_PEOPLE = """
Anna Minh Jean Wei Fatima Carlos Yuki Ivan Sofia David Linh Pierre Ahmed Maria Hiroshi
Nguyen Martin Schmidt Wang Rossi Tanaka Garcia Kumar Petrov Dupont Tran Silva Kim Jensen Okafor
"""
_GIVEN, _FAMILY = (line.split() for line in _PEOPLE.strip().splitlines())
_TRADES = ("Logistics", "Bakery", "Ventures", "Holdings", "Motors", "Textiles", "Shipping", "Media", "Hotels")


def made(entries: Sequence[Entry], seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Yield affiliations and the actor each names, "" for nobody."""
    chance = random.Random(seed)
    named = Counter(written.text.casefold() for entry in entries for written in entry.names)
    own = [
        (written.text, entry)
        for entry in entries
        for written in entry.names
        if written.kind != "acronym" and named[written.text.casefold()] == 1 and " " in written.text
    ]
    for text, entry in chance.sample(own, EACH * 2):
        written = slip(text, chance) if chance.random() < 0.5 else text
        yield _placed(written, entry, chance), entry.actor
    for text, _ in chance.sample(own, EACH):
        words = text.split()
        longest = max(range(len(words)), key=lambda i: len(words[i]))
        words[longest] = max(chance.choice(own)[0].split(), key=len)
        if named[" ".join(words).casefold()] == 0:
            yield " ".join(words), ""
    for entry in chance.sample(entries, EACH // 2):
        yield entry.city, ""
    for _ in range(EACH // 2):
        yield f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}", ""
        yield f"{chance.choice(_FAMILY)} {chance.choice(_TRADES)}", ""


def slip(text: str, chance: random.Random) -> str:
    """Return a text with one letter lost, doubled, changed or exchanged with its neighbour."""
    letters = list(text)
    at = chance.randrange(1, len(letters) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        del letters[at]
    elif kind == 1:
        letters.insert(at, letters[at])
    elif kind == 2:
        letters[at] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    else:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _placed(text: str, entry: Entry, chance: random.Random) -> str:
    where = chance.randrange(3)
    if where == 0 or not entry.city:
        return text
    return f"{text}, {entry.city}" if where == 1 else f"{text}, {entry.city}, {entry.country}"
