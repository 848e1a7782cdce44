"""Is one name the initials of the other: of its own words, or of what they mean in one of the three languages?"""

from collections import Counter
from collections.abc import Sequence

from passerelle.core.naming.bodies import Body, Item
from passerelle.core.naming.concepts import LANGUAGES, initials_of
from passerelle.core.naming.tables import naming_table

_LEAST, _MOST = 2, 9


def acronym_of(short: Body, long: Body) -> float:
    """Return how well the one word of `short` is the initials of `long`: 0 to 1.

    1: every word of the name, in order; less when words are left over, less again when the letters are those of a
    translation, whose order is not known.
    """
    if len(short.words) != 1 or len(long.items) < 2:
        return 0.0
    letters = short.words[0].plain
    if letters in (aside.lower() for aside in long.asides):
        return 1.0
    if not _LEAST <= len(letters) <= _MOST or not letters.isalpha():
        return 0.0
    return max(_own(letters, long), _translated(letters, long.items))


def _own(letters: str, long: Body) -> float:
    stops = naming_table("legal_forms")["places"]["stops"]
    words = [word for word in long.written if word.plain and word.kind not in ("comma", "and")]
    initials = [(word.plain[0], word.plain in stops) for word in words]
    reached = {0: 0}  # letters used → words of weight left out
    for letter, optional in initials:
        following: dict[int, int] = {}
        for used, skipped in reached.items():
            if used < len(letters) and letters[used] == letter:
                following[used + 1] = min(skipped, following.get(used + 1, skipped))
            left = skipped if optional else skipped + 1
            following[used] = min(left, following.get(used, left))
        reached = following
    left = reached.get(len(letters), -1)
    if left < 0 or letters[0] != initials[0][0]:
        return 0.0
    said = sum(not optional for _, optional in initials)
    opening = "".join(letter for letter, optional in initials if not optional)
    if len(letters) > 2 and opening.startswith(letters):
        return 0.65
    return max(0.0, 1 - 1.6 * left / said) if len(letters) > 2 or not left else 0.0


def _translated(letters: str, items: Sequence[Item]) -> float:
    if len(letters) < 3:
        return 0.0
    given = Counter(letters)
    best = 0.0
    for language in LANGUAGES:
        wanted = [_initials(item, language) for item in items]
        if not all(wanted):
            continue
        choices = [options for options, item in zip(wanted, items, strict=True) if item.kind != "forms"]
        for whole in (wanted, choices, choices[:-1]):
            if len(whole) > 1 and _spells(given, whole):
                best = max(best, 0.55 if len(whole) < len(choices) else 0.7)
    return best


def _initials(item: Item, language: str) -> list[str]:
    if item.kind == "country":
        return [*sorted(one.split()[1].lower() for one in item.concepts), item.plain[0]]
    if item.kind == "word":
        return [item.plain[0]]
    if item.kind == "city":
        return [item.plain[0]]
    return sorted({found for one in item.concepts if (found := initials_of(one).get(language))})


def _spells(given: Counter[str], choices: Sequence[Sequence[str]]) -> bool:
    """Say whether one initial of each choice makes up the letters; "of", "and", "de" and "et" may have theirs."""
    tried = [Counter[str]()]
    for options in choices:
        tried = [
            sofar
            for before in tried
            for option in options
            if not ((sofar := before + Counter(option)) - given)
        ][:64]
    for made in tried:
        left = given - made
        if not left or (sum(left.values()) == 1 and set(left) <= set("oade")):
            return True
    return False
