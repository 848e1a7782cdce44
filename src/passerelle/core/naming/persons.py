"""The name of a person taken apart: titles and degrees off, particles and generations aside, the rest in words."""

from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from passerelle.core.naming.concepts import phrase_at
from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word, with_letters, words_of

_OF = frozenset(
    {"of", "de", "du", "des", "d", "l", "la", "for", "for the", "and", "et", "va", "the", "cua", "a", "aux"}
)
_SHORT_COUNTRIES = frozenset({"anh", "nga", "us", "uk"})
_MOST = 12  # words of a name that are compared


class Part(NamedTuple):
    """One word of a person's name. `initial`: only its first letter is written; `tied`: a hyphen stands before it."""

    text: str
    plain: str
    script: str
    initial: bool
    tied: bool = False


class Person(NamedTuple):
    """A name ready to be compared; `titles` were taken off, `generation` is a number as text or empty.

    `syllabic`: a Vietnamese name, whose words are syllables. `sons`: (child, father) as bin, ibn or ould say it.
    """

    parts: tuple[Part, ...]
    particles: frozenset[str]
    titles: tuple[str, ...]
    generation: str
    syllabic: bool
    disguised: tuple[str, ...]
    sons: frozenset[tuple[str, str]]


@lru_cache(maxsize=50_000)
def person_of(name: str) -> Person:
    """Take the name of a person apart; without parts when nothing of it names anybody."""
    words, disguised = words_of(with_letters(name))
    titled, kept = _untitled(list(words))
    kept = [word for word in kept if word.kind != "and"]
    generation, kept = _generation(_given_first(kept))
    sons = frozenset(
        (child.plain, father.plain)
        for child, of, father in zip(kept, kept[1:], kept[2:], strict=False)
        if of.plain in naming_table("people")["sons"]
    )
    small = [word for at, word in enumerate(kept) if _is_particle(word, kept[at + 1 : at + 2])]
    if _is_syllabic([word.plain for word in kept], "".join(word.text for word in kept)):
        small = [
            word for word in small if word.plain == "thi"
        ]  # Lê, Văn and Đỗ are names there, not particles
    if len(kept) - len(small) < 2:
        small = []
    shouted = all(word.upper for word in kept)
    parts = [part for word in kept if word not in small and word.plain for part in _parts(word, shouted)][
        :_MOST
    ]
    particles = frozenset(word.plain for word in small)
    whole = [part.plain for part in parts if not part.initial]
    syllabic = _is_syllabic(whole, "".join(part.text for part in parts))
    return Person(tuple(parts), particles, titled, generation, syllabic, disguised, sons)


def _is_syllabic(plain: list[str], written: str) -> bool:
    """Tell a Vietnamese name: short words, its tones written or a Vietnamese family name at one end."""
    if len(plain) < 2 or any(len(word) > 6 for word in plain):
        return False
    if any(sign in "ăâđêôơư" or "\u1ea0" <= sign <= "\u1ef9" for sign in written):
        return True
    families = naming_table("people")["syllabic"]
    return plain[0] in families or (plain[-1] in families and len(plain) < 5)


@cache
def namesakes() -> dict[str, frozenset[int]]:
    """Return, for each given or family name that has other forms, the groups that it belongs to."""
    groups: defaultdict[str, set[int]] = defaultdict(set)
    lines = [*naming_table("given_names")["groups"], *naming_table("people")["alike_families"]]
    for number, line in enumerate(lines):
        for name in line.split():
            groups[name].add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@cache
def _phrases(key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in naming_table("people")[key])


def _untitled(words: list[Word]) -> tuple[tuple[str, ...], list[Word]]:
    """Take titles off the front and degrees off the end; what is nothing but titles loses all its words."""
    titles: list[str] = []
    while length := _title_at_front(words) or _office_at_front(words, bool(titles)):
        titles.append(" ".join(word.text for word in words[:length]))
        words = words[length:]
        while titles and words and words[0].kind == "comma":
            words = words[1:]
    if titles and len(words) > 3 and (at := _family_within(words)):
        titles.append(" ".join(word.text for word in words[:at]))
        words = words[at:]
    degrees = _phrases("degrees")
    cut = True
    while cut:
        cut = False
        for length in (2, 1):
            end = tuple(word.plain for word in words[-length:])
            if len(words) > length + 1 and end in degrees:
                titles.append(" ".join(end))
                words, cut = words[:-length], True
                break
    while words and words[-1].kind == "comma":
        words = words[:-1]
    return tuple(titles), words


def _title_at_front(words: list[Word]) -> int:
    accented = naming_table("people")["with_accents"]
    titles = _phrases("titles")
    for length in range(min(6, len(words)), 0, -1):
        front = tuple(word.plain for word in words[:length])
        if front not in titles:
            continue
        if length == 1 and words[0].text != accented.get(front[0], words[0].text):
            continue
        if length == 1 and front[0] in accented and len(words) < 3:
            continue
        return length
    return 0


def _family_within(words: list[Word]) -> int:
    """Return where a Vietnamese name begins behind what its bearer presides over: FPT Trương Gia Bình."""
    families = _families()
    if words[0].plain in families:
        return 0
    places = range(max(1, len(words) - 4), len(words) - 1)
    return next((at for at in places if words[at].plain in families), 0)


def _office_at_front(words: list[Word], titled: bool) -> int:
    """Return how many words say of what a title is (of Foreign Affairs, Nhật Bản), or whose (the French President)."""
    if not titled:
        whose = 1 if words and words[0].plain in ("the", "le", "la", "l") else 0
        phrase = phrase_at(words, whose, False) if len(words) > whose + 1 else None
        country = phrase is not None and any(one.kind == "country" for one in phrase.meanings)
        size = phrase.end if phrase is not None and country else whose
        return size if size and _title_at_front(words[size:]) else 0
    if len(words) > 2 and words[0].plain in _OF:
        inner = _of_what(words[1:])
        return 1 + inner if inner and len(words) - 1 - inner > 0 else 0
    return _of_what(words)


def _of_what(words: list[Word]) -> int:
    """Return the length of the phrase of the vocabulary that opens the words, if two words of a name are left."""
    phrase = phrase_at(words, 0, False)
    if phrase is None or len(words) - phrase.end < 2:
        return 0
    single = phrase.end == 1 and len(words[0].plain) < 5
    if single and (words[1].plain in naming_table("people")["syllabic"] or words[0].text == words[0].plain):
        return 1 if words[0].text in _SHORT_COUNTRIES and words[1].plain not in _families() else 0
    return phrase.end


@cache
def _families() -> frozenset[str]:
    return frozenset(naming_table("people")["syllabic"])


def _given_first(words: list[Word]) -> list[Word]:
    """Turn "Villani, Cédric" round."""
    commas = [at for at, word in enumerate(words) if word.kind == "comma"]
    if commas and commas[0] > 1 and _title_at_front(words[commas[0] + 1 :]):
        words, commas = words[: commas[0]], []
    if len(commas) == 1 and 0 < commas[0] < len(words) - 1:
        words = words[commas[0] + 1 :] + words[: commas[0]]
    return [word for word in words if word.kind != "comma"]


def _generation(words: list[Word]) -> tuple[str, list[Word]]:
    known = naming_table("people")["generations"]
    if len(words) > 2 and (words[-1].plain in known or words[-1].kind == "number"):
        last = words[-1]
        if last.upper or len(last.plain) > 1 or last.kind == "number":
            return known.get(last.plain, last.plain), words[:-1]
    return "", words


def _is_particle(word: Word, following: list[Word]) -> bool:
    if word.tied or (any(after.tied for after in following) and word.plain not in ("al", "el")):
        return False
    if word.plain not in naming_table("people")["particles"] or word.kind == "dotted":
        return False
    return not (word.upper and len(word.plain) == 1)


def _parts(word: Word, shouted: bool) -> list[Part]:
    letters = word.plain
    run_together = word.kind == "dotted" or (
        word.upper and not shouted and 1 < len(letters) < 4 and not set(letters) & set("aeiouy")
    )
    if run_together:
        return [Part(letter, letter, word.script, True) for letter in letters]
    initial = len(letters) == 1 and word.script == "Latin"
    return [Part(word.text, letters, word.script, initial, word.tied)]
