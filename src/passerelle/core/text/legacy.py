"""Older encodings of Vietnamese: recognised in a text that shows them as Western signs, and led to Unicode.

Before Unicode, Vietnamese was written with fonts: a file holds the codes of TCVN 5712:1993 (ABC fonts), of the
VNI-Windows fonts or of Windows code page 1258, and a program that does not know shows `ViÖt Nam`, `Vieät Nam`
or `Viêòt Nam`. A text is taken for such a one when its accented words make no sense as they stand and nearly all
become syllables of Vietnamese (an onset, a rime and a tone that go together) once converted. Tables:
`core/languages/vi/encodings.toml`.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from passerelle.core.languages import table

ENCODINGS = ("tcvn3", "vni", "cp1258")

_WINDOW = 30_000  # characters that are judged at the beginning, in the middle and at the end
_SHARE = 0.25  # of the words carry signs, in any Vietnamese text; in Western ones far fewer
_VALID = 0.9  # of these become syllables
_LIKELY = 0.6
_FEWEST, _FEWEST_LIKELY = 5, 4  # different words that the conversion changes into syllables
_ENOUGH_FOR_U_HORN = 120  # words with signs, among which there is always an ư
_TOKEN = regex.compile(r"[A-Za-z\u00a1-\u00ff\u0100-\u0233\u0300-\u036f\u03bc\u1e00-\u1eff]+")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_ASCII = regex.compile(r"[\x00-\x7f]*")
_MODERN = regex.compile(r"[\u1ea0-\u1ef9ĂăĐđƠơƯư]")  # letters that only Unicode gives Vietnamese
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP, _HEAVY = "\u0301", "\u0323"


@dataclass(frozen=True, slots=True)
class Legacy:
    """The encoding a text is in (one of ENCODINGS). One that is not `sure` is to be named, not converted."""

    encoding: str
    sure: bool


def recognise(text: str) -> Legacy | None:
    """Return the older Vietnamese encoding that `text` shows, or None for a text that is in order.

    Not sure are: few words, many that give no syllable, a text that is partly in Unicode, and TCVN3 whose sign for
    ư (the soft hyphen) was lost in copying.
    """
    sample = _sample(text)
    tokens = Counter(_TOKEN.findall(sample))
    signed = {token: number for token, number in tokens.items() if not token.isascii()}
    modern = sum(number for token, number in signed.items() if _MODERN.search(token))
    older = {token: number for token, number in signed.items() if not _MODERN.search(token)}
    count = sum(older.values())
    if len(older) < _FEWEST_LIKELY or count < _SHARE * (tokens.total() - modern):
        return None
    best: tuple[float, str, int] | None = None
    for encoding in ENCODINGS:
        valid, changed = _judged(older, CONVERSIONS[encoding])
        if changed >= _FEWEST_LIKELY and (best is None or valid > best[0]):
            best = valid, encoding, changed
    if best is None or best[0] < _LIKELY * count:
        return None
    valid, encoding, changed = best
    whole = encoding != "tcvn3" or count < _ENOUGH_FOR_U_HORN or "\u00ad" in sample
    sure = valid >= _VALID * count and changed >= _FEWEST and modern <= count // 50 and whole
    return Legacy(encoding, sure)


def convert(text: str, encoding: str) -> str:
    """Return `text`, shown as the Western signs of `encoding`, in Unicode (NFC).

    In TCVN3 most capitals with tones are a matter of the font. Words in capitals are completed; a toned capital that
    begins a sentence is restored; elsewhere (`ấn Độ`) the small letter stays.
    """
    converted = CONVERSIONS[encoding](text)
    return _with_capitals(converted) if encoding == "tcvn3" else converted


def suits(text: str, encoding: str) -> bool:
    """Say whether a short text (a title beside a page in `encoding`) is in that encoding as well."""
    signed = Counter(token for token in _TOKEN.findall(text) if not token.isascii())
    valid, changed = _judged(signed, CONVERSIONS[encoding])
    return not _MODERN.search(text) and changed > 0 and valid >= _LIKELY * signed.total()


def is_syllable(word: str) -> bool:
    """Say whether a word could be a syllable of Vietnamese: onset, rime and tone that go together."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [part for part in parts if part in _TONES]
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    found = _syllable().fullmatch(bare)
    if not found or len(tones) > 1:
        return False
    return not found["stopped"] or tones in ([_SHARP], [_HEAVY])


def _sample(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    middle = len(text) // 2
    return " ".join((text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]))


def _judged(tokens: dict[str, int], conversion: Callable[[str], str]) -> tuple[float, int]:
    """Return how many of these tokens give syllables, and how many different ones only the conversion makes so."""
    valid = changed = 0
    for token, number in tokens.items():
        converted = conversion(token)
        words = _WORD.findall(converted)
        if words and all(map(is_syllable, words)):
            valid += number
            changed += converted != token and not is_syllable(token)
    return valid, changed


@cache
def _syllable() -> regex.Pattern[str]:
    parts = table("vi", "encodings")["syllables"]

    def one_of(name: str) -> str:
        return "|".join(sorted(map(regex.escape, parts[name]), key=len, reverse=True))

    return regex.compile(
        f"(?:{one_of('onsets')})?(?:(?P<stopped>{one_of('stopped')})|{one_of('open')}|{one_of('nasal')})"
    )


@cache
def _tcvn3_signs() -> dict[int, str]:
    row = "".join(table("vi", "encodings")["tcvn3"]["rows"])
    # A micro sign often arrives as the Greek letter that Unicode holds equal to it.
    return {0xA0 + place: letter for place, letter in enumerate(row)} | {0x3BC: row[0xB5 - 0xA0]}


def _from_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_tcvn3_signs()))


@cache
def _vni_pairs() -> dict[str, str]:
    """Letter and sign, or sign alone → the letter of Unicode; a sign after a capital may be of either case."""
    signs = table("vi", "encodings")["vni"]
    pairs = dict(signs["letters"])
    for bases, shape, marks in (
        ("aeouyôö", "", "tones"),
        ("aeo", "\u0302", "circumflex"),
        ("a", "\u0306", "breve"),
    ):
        for base in bases:
            letter = signs["letters"].get(base, base)
            pairs |= {
                base + sign: unicodedata.normalize("NFC", letter + shape + tone)
                for sign, tone in signs[marks].items()
            }
    upper = {one.upper(): other.upper() for one, other in pairs.items()}
    mixed = {one[0].upper() + one[1:]: other.upper() for one, other in pairs.items() if len(one) == 2}
    return pairs | mixed | upper


@cache
def _vni_signs() -> regex.Pattern[str]:
    keys = _vni_pairs()
    first, second = ({key[place] for key in keys if len(key) == 2} for place in (0, 1))
    alone = {key for key in keys if len(key) == 1}
    return regex.compile(f"[{''.join(first)}][{''.join(second)}]|[{''.join(alone)}]")


def _from_vni(text: str) -> str:
    pairs = _vni_pairs()

    def letter(found: regex.Match[str]) -> str:
        signs = found[0]
        return pairs.get(signs) or "".join(pairs.get(sign, sign) for sign in signs)

    return _vni_signs().sub(letter, text)


@cache
def _cp1258_signs() -> dict[int, str]:
    return {ord(sign): letter for sign, letter in table("vi", "encodings")["cp1258"]["signs"].items()}


def _from_cp1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_cp1258_signs()))


CONVERSIONS: dict[str, Callable[[str], str]] = {
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "cp1258": _from_cp1258,
}

_CAPITAL = "[A-ZĂÂÊÔƠƯĐ]"
_RUN = regex.compile(r"[\p{L}\p{M}]++(?:[ \t-][\p{L}\p{M}]++)*+")
_PIECE = regex.compile(r"[\p{L}\p{M}]++")
_SMALL_ASCII = regex.compile(r"[a-z]")
_SHOUTED = regex.compile(rf"{_CAPITAL}(?:(?!{_CAPITAL})[\p{{L}}\p{{M}}])*+{_CAPITAL}")
# Always consumes the whole gap, a letter after it or not: a search that began anew inside it would not be linear.
_GAP = regex.compile(r"[.!?…\n][^\p{L}]*+(\p{L}?)")
_FIRST = regex.compile(r"[^\p{L}]*+\p{L}")
_ENDING = regex.compile(r"[.!?…][\"”»)]*+\s|\n[ \t]*+\n")


def _with_capitals(text: str) -> str:
    text = _RUN.sub(lambda run: "".join(_raised(run[0])) if _SHOUTED.search(run[0]) else run[0], text)
    first = _FIRST.match(text)
    begun = first[0][:-1] + _raised_letter(first[0][-1]) + text[first.end() :] if first else text
    return _GAP.sub(_begun, begun)


def _begun(found: regex.Match[str]) -> str:
    gap, letter = found[0][: len(found[0]) - len(found[1])], found[1]
    return gap + _raised_letter(letter) if _ENDING.search(gap) else found[0]


def _raised_letter(letter: str) -> str:
    """Raise a letter whose capital the encoding lacks; plain ones are written as they were meant."""
    return letter if letter.isascii() else letter.upper()


def _raised(run: str) -> Iterator[str]:
    """Yield a run of words with those raised that stand in a stretch of capitals."""
    pieces = list(_PIECE.finditer(run))
    stretch: list[int] = []
    raised: set[int] = set()
    for number, piece in enumerate([*pieces, None]):
        if piece is not None and not _SMALL_ASCII.search(piece[0]):
            stretch.append(number)
            continue
        if any(_SHOUTED.search(pieces[one][0]) for one in stretch):
            raised.update(stretch)
        stretch = []
    last = 0
    for number, piece in enumerate(pieces):
        yield run[last : piece.start()]
        yield piece[0].upper() if number in raised else piece[0]
        last = piece.end()
    yield run[last:]
