"""What speaks for and against an entry seen in a text: a line of numbers for each sighting."""

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Index, Real, Whole
from passerelle.core.naming.sightings import Sightings
from passerelle.core.naming.texts import Texts
from passerelle.core.reading.model import ACTOR_KINDS

_WHOLE = 0.95  # a name is held whole when no more than a small word of it is missing
_KINDS = ("university", "institute", "company", "government", "association")
_ACRONYM = 3

ALONE: tuple[str, ...] = (
    "weight", "missing", "held", "form", "part_covered", "text_covered", "part_left", "from_start", "from_end",
    "headed", "text_parts", "written", "shared", "place", "names", "children", "kind", "alone", "placed",
    "corrected", "before", "after", "edges",
)  # fmt: skip
"""What each sighting shows by itself: the columns of `alone`."""

BESIDE: tuple[str, ...] = (
    "lead", "lead_there", "rivals", "inside", "elsewhere", "wholes", "parent_seen", "child_seen",
)  # fmt: skip
"""What each shows beside the others of its text: the columns of `beside`."""


def alone(index: Index, texts: Texts, seen: Sightings) -> Real:
    """Return the signs of sightings by themselves: a line for each, a column for each of `ALONE`.

    Some are cells, numbers that stand for a combination: `form` for how a name of so many words is held, `written`
    for the kind of name in a text of so many words, `shared` and `place` for where it is among its namesakes.
    """
    text, name, entry, start, end = seen.text, seen.name, seen.entry, seen.start, seen.end
    first, last = texts.first[text, start], texts.last[text, end]
    part_weight = texts.weights[text, last + 1] - texts.weights[text, first]
    text_weight = texts.weights[text, -1]
    length = texts.length[text]
    parts = texts.parts.max(axis=1)
    density = seen.held / (end - start + 1)
    words = numpy.minimum(index.name_size[name], 4)
    land, town = texts.places.land(index, text, entry), _town(index, texts, seen)
    sharers = numpy.digitize(index.name_sharers[name], (1.5, 3.5, 10.5))
    looseness = numpy.digitize(density, (0.5, 0.75, 0.99)) * 2 + (seen.turned == 0)
    kinds = sum((index.kinds[entry] == ACTOR_KINDS.index(kind)) * (i + 1) for i, kind in enumerate(_KINDS))
    written = index.name_kind[name]
    # What the words right before and after weigh, in the same part: is the name cut out of a longer one?
    neighbours = (
        numpy.where(start > first, _weight_at(texts, text, start - 1), 0),
        numpy.where(end < last, _weight_at(texts, text, end + 1), 0),
    )
    only_place = texts.placed[text, end + 1] - texts.placed[text, start] >= seen.held
    columns = {
        "weight": seen.weight,
        "missing": index.name_weight[name] - seen.weight,
        "held": words * 10 + numpy.digitize(seen.covered, (0.6, 0.7, 0.8, 0.9, 0.99)),
        "form": words * 40 + numpy.minimum(seen.crossed, 2) * 10 + looseness,
        "part_covered": seen.weight / numpy.maximum(part_weight, 1e-6),
        "text_covered": seen.weight / numpy.maximum(text_weight, 1e-6),
        "part_left": part_weight - seen.weight,
        "from_start": texts.parts[text, start],
        "from_end": parts[text] - texts.parts[text, end],
        "headed": texts.headed[text, start] * 10 + numpy.minimum(words, 3),
        "text_parts": parts[text] + 1,
        "written": written * 10 + numpy.digitize(length, (1.5, 3.5, 8.5)),
        "shared": sharers * 10 + land + 1,
        "place": town * 10 + land + 1,
        "names": index.entry_names[entry],
        "children": index.children[entry],
        "kind": kinds,
        "before": neighbours[0],
        "after": neighbours[1] + 20 * (neighbours[1] > 0) * texts.joined[text, end + 1],
        "edges": words * 10
        + 3 * numpy.digitize(neighbours[0], (0.1, 4))
        + numpy.digitize(neighbours[1], (0.1, 4)),
        "placed": only_place * 100 + words * 10 + numpy.digitize(seen.covered, (0.7, 0.99)),
        "corrected": numpy.minimum(texts.corrected[text, end + 1] - texts.corrected[text, start], 3) * 10
        + numpy.minimum(words, 3),
        "alone": (written == _ACRONYM) * 100 + sharers * 10 + (parts[text] > 0),
    }
    # Sums of weights in another order differ far behind the point: that is no sign of anything.
    table = numpy.stack([columns[sign] for sign in ALONE], dtype=numpy.float64).round(3)
    found: Real = table.astype(numpy.float32).T
    return found


def beside(index: Index, seen: Sightings, score: Real) -> Real:
    """Return the signs of sightings beside the others of their text, which have these scores."""
    parent_seen, child_seen = _family(index, seen, score)
    columns = dict(zip(BESIDE, (*_rivalry(seen, score), parent_seen, child_seen), strict=True))
    found: Real = numpy.column_stack([columns[sign] for sign in BESIDE]).astype(numpy.float32)
    return found


def everything(by_itself: Real, among: Real, score: Real | NDArray[numpy.float64]) -> Real:
    """Return all the signs of sightings, the columns of `ALONE`, `BESIDE` and their score by themselves."""
    found: Real = numpy.column_stack([by_itself, among, score]).astype(numpy.float32)
    return found


def _weight_at(texts: Texts, text: Whole, at: Whole) -> Real:
    """Return what the word at a position of each text weighs; beyond its ends, something that does not matter."""
    place = numpy.clip(at, 0, texts.weights.shape[1] - 2)
    found: Real = texts.weights[text, place + 1] - texts.weights[text, place]
    return found


def _town(index: Index, texts: Texts, seen: Sightings) -> Whole:
    """Return whether the text names the entry's city.

    0: no city is named; 1: others are; 2: its own is, within its name; 3: its own is, elsewhere.
    """
    at = texts.places.town(index, seen.text, seen.entry)
    within = (seen.start <= at) & (at <= seen.end)
    found: Whole = numpy.where(at >= 0, numpy.where(within, 2, 3), texts.places.some_town[seen.text])
    return found


def _rivalry(seen: Sightings, score: Real) -> tuple[Real, ...]:
    """Return how each sighting stands beside the others of its text.

    Its score less that of the best other anywhere, and of the best at some of the same words; how many that are as
    good stand at the same words; the lead of the best that it lies inside of; that of the best elsewhere; how many
    good ones there are.
    """
    count = len(seen.text)
    if not count:
        return (numpy.zeros(0, dtype=numpy.float32),) * 6
    rank = numpy.arange(count) - numpy.searchsorted(seen.text, seen.text)
    shape = (int(seen.text[-1]) + 1, int(rank.max()) + 1)

    def padded(values: NDArray[numpy.generic], empty: float) -> NDArray[numpy.float32]:
        table = numpy.full(shape, empty, dtype=numpy.float32)
        table[seen.text, rank] = values
        return table

    worst = -30.0
    scores, begin, finish = padded(score, worst), padded(seen.start, -2), padded(seen.end, -1)
    mine, theirs = scores[:, :, None], scores[:, None, :]
    other = (theirs > worst) & ~numpy.eye(shape[1], dtype=bool)[None]
    apart = (begin[:, None, :] > finish[:, :, None]) | (finish[:, None, :] < begin[:, :, None])
    same = (begin[:, :, None] == begin[:, None, :]) & (finish[:, :, None] == finish[:, None, :])
    holds = (begin[:, None, :] <= begin[:, :, None]) & (finish[:, None, :] >= finish[:, :, None]) & ~same

    def best(where: NDArray[numpy.bool_]) -> NDArray[numpy.float32]:
        among: NDArray[numpy.float32] = numpy.where(other & where, theirs, -9.0).max(axis=2)
        return numpy.clip(among, -9, 9)

    anywhere = numpy.ones_like(apart)
    tables = (
        numpy.clip(scores, -9, 9) - best(anywhere), numpy.clip(scores, -9, 9) - best(~apart),
        (same & other & (theirs >= mine - 0.1)).sum(axis=2), best(holds), best(apart),
        (other & (theirs > 0)).sum(axis=2),
    )  # fmt: skip
    return tuple(numpy.asarray(table[seen.text, rank], dtype=numpy.float32) for table in tables)


def _family(index: Index, seen: Sightings, score: Real) -> tuple[Real, Real]:
    """Return the score of the best parent, and of the best child, of each entry in the same text; -9 is none."""
    size = len(index.entry_names)
    key = seen.text.astype(numpy.int64) * size + seen.entry
    order = numpy.argsort(key)
    owner, parent = index.parents.take(seen.entry)
    wanted = seen.text[owner].astype(numpy.int64) * size + parent
    at = numpy.searchsorted(key[order], wanted)
    found = at < len(key)
    found[found] = key[order][at[found]] == wanted[found]
    child, older = owner[found], order[at[found]]
    parent_seen, child_seen = (numpy.full(len(key), -9, dtype=numpy.float32) for _ in range(2))
    numpy.maximum.at(parent_seen, child, score[older])
    numpy.maximum.at(child_seen, older, score[child])
    return parent_seen, child_seen
