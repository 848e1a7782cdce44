"""Misspelt words of names: an unknown word that one slip of the pen parts from a known one, or two written as one.

Words that lose one letter each and are then equal differ by one letter added, left out, changed or by two exchanged
(symmetric deletion, as in SymSpell); what that proposes is checked by its distance.
"""

from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

_SHORTEST, _LONGEST = 5, 24
_PART = 3


class Corrections:
    """The known words, by what is left of them when a letter is lost. `holders` says how many names hold each."""

    def __init__(self, words: Mapping[str, int], holders: Mapping[str, int]) -> None:
        self._words = words
        self._left: dict[str, str] = {}
        for word in words:
            if _corrigible(word):
                for left in _losses(word):
                    other = self._left.get(left)
                    if other is None or holders[other] < holders[word]:
                        self._left[left] = word

    def of(self, word: str) -> tuple[int, ...]:
        """Return the known word, or two, that an unknown one stands for; none when there is no such word."""
        if not _corrigible(word):
            return ()
        for left in _losses(word):
            known = self._left.get(left)
            if known is not None and OSA.distance(word, known, score_cutoff=1) <= 1:
                return (self._words[known],)
        for cut in range(len(word) - _PART, _PART - 1, -1):
            first, second = self._words.get(word[:cut]), self._words.get(word[cut:])
            if first is not None and second is not None:
                return (first, second)
        return ()


def _corrigible(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()


def _losses(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
