"""The language of a text: one of those we read, or another that we leave alone."""

from dataclasses import dataclass
from functools import cache

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from passerelle.core.languages import LANGUAGES, table
from passerelle.core.text.folding import fold

UNKNOWN = "und"

_SAMPLE = 6000  # characters; more of them change no answer
_FEWEST_LETTERS = 2
_CLEARLY_LESS = 0.05  # our best language is dismissed when it is this much less likely than the winner
_CONVICTION = 0.2
_TONELESS_SHARE = 0.6
_TONELESS_WORDS = 4
_WORD = regex.compile(r"\p{L}+")


@dataclass(frozen=True, slots=True)
class Detected:
    """`language` is an ISO 639-1 code or "und"; `confidence` a probability in 0..1."""

    language: str
    confidence: float


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _toneless_syllables() -> frozenset[str]:
    return frozenset(table("vi", "text")["toneless"])


def detect(text: str) -> Detected:
    """Return the language of `text`: one we read unless the text clearly is in another.

    py3langid knows 97 languages and hesitates on short strings, where a language we read is the better
    guess; it does not hesitate on a sentence of another language. Vietnamese typed without tones is known by
    its syllables.
    """
    words = _WORD.findall(text[:_SAMPLE])
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return Detected(UNKNOWN, 0.0)
    if _is_toneless_vietnamese(words):
        return Detected("vi", 0.8)
    ranked: list[tuple[str, float]] = _identifier().rank(" ".join(words))
    winner, likely = ranked[0]
    read = [(language, chance) for language, chance in ranked if language in LANGUAGES]
    ours, chance = read[0]
    if winner != ours and chance < likely * _CLEARLY_LESS and likely >= _CONVICTION:
        return Detected(winner, likely)
    return Detected(ours, chance / sum(share for _, share in read))


def _is_toneless_vietnamese(words: list[str]) -> bool:
    if len(words) < _TONELESS_WORDS:
        return False
    syllables = [fold(word) for word in words]
    known = _toneless_syllables()
    if sum(syllable in known for syllable in syllables) < _TONELESS_SHARE * len(syllables):
        return False
    return all(word.isascii() for word in words)
