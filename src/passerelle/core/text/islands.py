"""Islands: the stretches of a text where an expression can stand, so that the rest is never cut into tokens.

Most of a page is plain words. Each chunk between two spaces gets one letter: `p` plain, `g` glue (words and signs
that expressions are made of, such as "of" or a comma), `a` anchor (figures, names of numbers, months, days and units).
An island is a run of glue and anchors that holds an anchor, with the one plain chunk behind it.
"""

from collections.abc import Iterator
from itertools import accumulate

import regex

from passerelle.core.text.model import Span

_PIECE = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_RUN = regex.compile("[ga]++p?")
_FIGURE = regex.compile(r"[\d\uF000-\uF00E]")
_LONG = 60  # characters; what is longer is cut into tokens without being remembered
_REMEMBERED = 50_000


class Chart(dict[str, str]):
    """The letter of each chunk of one language, worked out once for each spelling met."""

    def __init__(self, anchors: frozenset[str], glue: frozenset[str]) -> None:
        super().__init__()
        self.anchors, self.glue = anchors, glue

    def __missing__(self, chunk: str) -> str:
        letter = self._letter(chunk)
        if len(self) > _REMEMBERED:
            self.clear()
        if len(chunk) <= _LONG:
            self[chunk] = letter
        return letter

    def _letter(self, chunk: str) -> str:
        if len(chunk) > _LONG or _FIGURE.search(chunk):
            return "a"
        words = _PIECE.findall(chunk)
        if not self.anchors.isdisjoint(words):
            return "a"
        return "g" if self.glue.issuperset(words) else "p"

    def islands(self, levelled: str) -> Iterator[Span]:
        """Yield the islands of a levelled text, in order."""
        chunks = levelled.replace("\n", " ").split(" ")
        letters = "".join(map(self.__getitem__, chunks))
        lengths = list(accumulate(map(len, chunks), initial=0))
        for run in _RUN.finditer(letters):
            if "a" in run.group():
                start, end = run.span()
                yield Span(lengths[start] + start, lengths[end] + end - 1)
