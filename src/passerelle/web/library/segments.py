"""A text cut where claims begin and end, so that each piece can be underlined for the claims that cover it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Segment:
    """A stretch of the text and the claims (by id) whose anchor covers it, the shortest anchor first."""

    start: int
    text: str
    claims: tuple[int, ...]


def segments(text: str, anchors: Iterable[tuple[int, int, int]]) -> list[Segment]:
    """Cut `text` at the bounds of `anchors`, each (claim id, start, end); joined again they are the text."""
    spans = [(claim, max(0, start), min(len(text), end)) for claim, start, end in anchors]
    spans = [span for span in spans if span[1] < span[2]]
    cuts = sorted({0, len(text), *(s for _, s, _ in spans), *(e for _, _, e in spans)})
    opening: dict[int, list[tuple[int, int, int]]] = {}
    for span in spans:
        opening.setdefault(span[1], []).append(span)
    pieces: list[Segment] = []
    current: list[tuple[int, int, int]] = []
    for start, end in pairwise(cuts):
        current = [span for span in current if span[2] > start] + opening.get(start, [])
        covering = sorted(current, key=lambda span: (span[2] - span[1], span[1], span[0]))
        pieces.append(Segment(start, text[start:end], tuple(span[0] for span in covering)))
    return pieces
