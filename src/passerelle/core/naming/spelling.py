"""How near two spellings of one word are: edits, and the sound that romanisations share."""

from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

# Written differently, said alike, in the romanisations and spellings that names come in; applied in this order.
_SAID = (
    ("shch", "S"), ("schtsch", "S"), ("tsch", "C"), ("tch", "C"), ("tj", "C"), ("cz", "C"), ("sch", "S"), ("ch", "C"),
    ("sh", "S"), ("sz", "S"), ("hs", "s"), ("kh", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("gh", "g"), ("zh", "J"), ("dj", "J"), ("ts", "s"), ("tz", "s"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ("c", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("z", "s"), ("oo", "u"), ("ou", "u"), ("ee", "i"),
    ("ie", "i"), ("ei", "i"), ("eo", "o"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("io", "o"), ("y", "i"),
    ("j", "i"),
)  # fmt: skip
_VOICED = str.maketrans("gdbJ", "ktpC")
_TWICE = regex.compile(r"(.)\1+")
_VOWELS = regex.compile(r"[aeiouy]")
_LONG_VOWELS = regex.compile("[wy]")
_ADJECTIVE = regex.compile(r"(?<=.{4})sk(?:[iy]+|i?y|aya|oye|oe|ogo|oy|oi|ij|a)$")
_SOUNDED_H = regex.compile(r"(?<=.)h")
APART = 0.5  # below it, two words are two words


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return how a word is said, roughly: spellings of one name tend to share it."""
    if word.startswith("x"):
        word = "s" + word[1:]
    for written, said in _SAID:
        if written in word:
            word = word.replace(written, said)
    word = _TWICE.sub(r"\1", _SOUNDED_H.sub("", word))
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return the consonants of a word as they sound: what writing without vowels keeps."""
    return _VOWELS.sub("", sound(word))


@lru_cache(maxsize=50_000)
def rooted(word: str) -> str:
    """Return a word without the ending of a Slavic adjective: Murom(skiy), Warszaw(ski)."""
    return _ADJECTIVE.sub("", word)


@lru_cache(maxsize=200_000)
def alike(a: str, b: str, consonants: bool = False) -> float:
    """Return how near two words in plain Latin letters are, 0 to 1; 1 only when they are equal.

    `consonants`: one of them comes from a script that writes no vowels. Short words have no room for errors: up to
    three letters, only those that sound alike are alike.
    """
    if a == b:
        return 1.0
    shorter, longer = sorted((len(a), len(b)))
    if consonants:
        return _without_vowels(a, b)
    if shorter < 2:
        return 0.0
    heard, other = sound(a), sound(b)
    if heard == other and shorter > 1:
        return 0.95 if shorter > 2 else 0.9
    if longer <= 3:
        return 0.0
    written = OSA.distance(a, b) / longer
    said = OSA.distance(heard, other) / max(len(heard), len(other), 1)
    near = 1 - (written + said)
    if a[0] != b[0]:
        near -= 0.1
    if shorter > 3 and heard.translate(_VOICED) == other.translate(_VOICED):
        return 0.8
    bones = skeleton(a)
    if len(bones) > 2 and bones == skeleton(b) and longer - shorter < 3:
        near = max(near, 0.75)
    return max(0.0, min(near, 0.94))


def _without_vowels(a: str, b: str) -> float:
    return max(
        (
            max(0.0, 0.9 - 1.6 * OSA.distance(one, two) / max(len(one), len(two)))
            for one in _bones(a)
            for two in _bones(b)
            if one and two
        ),
        default=0.0,
    )


def _bones(word: str) -> set[str]:
    """Return the consonants of a word; w and y may be long vowels, at its beginning behind an unwritten letter."""
    inner = _LONG_VOWELS.sub("", word[1:])
    return {skeleton(word[:1] + inner), skeleton(inner) if word[0] in "wy" else skeleton(word[:1] + inner)}
