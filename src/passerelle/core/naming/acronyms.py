"""Is one name the initials of the other: of its own words, or of what they mean in one of the three languages?"""

from collections import Counter
from collections.abc import Sequence

from passerelle.core.naming.bodies import Body, Item
from passerelle.core.naming.concepts import LANGUAGES, country_letters, initials_of
from passerelle.core.naming.tables import naming_table

_LEAST, _MOST = 2, 9
_COUNTRIES = ("us", "uk", "vn", "eu")  # may stand before the initials of a name that does not say them
_MINISTRIES = ("ministry", "department")


def acronym_of(short: Body, long: Body) -> float:
    """Return how well the one word of `short` is the initials of `long`: 0 to 1.

    1: every word of the name, in order; less when words are left over, less again when the letters are those of a
    translation, whose order is not known.
    """
    letters = _letters(short)
    if not letters or len(long.items) < 2:
        return 0.0
    if letters in (aside.lower() for aside in long.asides):
        return 1.0
    if not _LEAST <= len(letters) <= _MOST or not letters.isalpha():
        return 0.0
    best = max(_own(letters, long), _syllables(letters, long), _translated(letters, long.items))
    if not best and len(letters) > 4 and letters[:2] in _COUNTRIES:
        best = 0.65 * _own(letters[2:], long)
    return best


def _letters(short: Body) -> str:
    """Return the letters of a name that may be an acronym: one word, or capitals in pieces (P&G, C-DAC)."""
    words = [word for word in short.words if word.kind not in ("and", "comma")]
    if len(words) == 1 or (words and all(word.upper for word in words)):
        return "".join(word.plain for word in words)
    return ""


def stands_for(letters: str, items: Sequence[Item]) -> bool:
    """Say whether a word within a name is the initials of these items of another: UC, University of California."""
    if not 2 <= len(letters) <= 6 or len(items) < 2 or not letters.isalpha():
        return False
    return "".join(item.plain[0] for item in items) == letters or any(
        _spells(Counter(letters), wanted, False)
        for language in LANGUAGES
        if all(wanted := [_initials(item, language) for item in items])
    )


def _syllables(letters: str, long: Body) -> float:
    """Say whether the letters are the beginnings of the words, in order: MOFCOM, Ministry of Foreign Commerce."""
    if len(letters) < 4:
        return 0.0
    stops = naming_table("legal_forms")["places"]["stops"]
    words = [(word.plain, word.plain in stops) for word in long.written if word.kind in ("word", "dotted")]
    reached = {0: 0}
    for plain, optional in words:
        following: dict[int, int] = {}
        for used, skipped in reached.items():
            for taken in range(5):
                if letters[used : used + taken] != plain[:taken] or used + taken > len(letters):
                    break
                left = skipped if taken or optional else skipped + 1
                following[used + taken] = min(left, following.get(used + taken, left))
        reached = following
    said = sum(not optional for _, optional in words)
    if len(letters) not in reached or not words or not words[0][0].startswith(letters[0]):
        return 0.0
    return max(0.0, 0.8 - 1.6 * reached[len(letters)] / said)


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
    if len(items) == 2 and len(letters) == 3 and letters[1] == "o":  # MOF, Ministry of Finance
        letters = letters[0] + letters[2]
    given = Counter(letters)
    best = 0.0
    for language in LANGUAGES:
        wanted = [_initials(item, language) for item in items]
        if not all(wanted):
            continue
        said = [at for at, item in enumerate(items) if item.kind != "forms"]
        named = [at for at in said if items[at].kind not in ("country", "city")]
        for kept, worth in ((range(len(items)), 0.7), (said, 0.7), (named, 0.65), (said[:-1], 0.55)):
            if len(kept) > 1 and _spells(given, [wanted[at] for at in kept], len(kept) == len(items)):
                best = max(best, worth)
    return best


def _initials(item: Item, language: str) -> list[str]:
    if item.kind == "country":
        codes = [one.removeprefix("country ") for one in item.concepts if one.startswith("country ")]
        return sorted({letter for code in codes for letter in country_letters(code, language)})
    if item.kind == "word":
        return [item.plain[0]]
    if item.kind == "city":
        return [item.plain[0]]
    concepts = set(item.concepts)
    if concepts & set(_MINISTRIES):  # what one country calls a ministry is another's department
        concepts |= set(_MINISTRIES)
    return sorted({found for one in concepts for found in initials_of(one, language)})


def _spells(given: Counter[str], choices: Sequence[Sequence[str]], freely: bool = True) -> bool:
    """Say whether one initial of each choice makes up the letters, in any order.

    `freely`: "of", "and", "de" and "et" may have theirs as well.
    """
    tried = [Counter[str]()]
    for options in choices:
        tried = [
            sofar
            for before in tried
            for option in options
            if not ((sofar := before + Counter(option)) - given)
        ][:64]
    lefts = [given - made for made in tried]
    return any(
        not left or (freely and len(choices) > 2 and sum(left.values()) == 1 and set(left) <= set("oade"))
        for left in lefts
    )
