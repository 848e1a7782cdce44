"""Are two names one person's? The evidence, rule by rule; the weights are in `data/weights.toml`."""

from collections.abc import Iterator
from itertools import pairwise
from math import log2

from rapidfuzz.distance import OSA

from passerelle.core.naming.accents import marks
from passerelle.core.naming.pairing import best_pairs
from passerelle.core.naming.persons import Part, Person, namesakes, person_of
from passerelle.core.naming.scoring import Evidence
from passerelle.core.naming.slips import letters_changed, stand_ins
from passerelle.core.naming.spelling import APART, alike
from passerelle.core.naming.tables import naming_table

_INITIAL, _NAMESAKE = 0.7, 0.8
_DOUBLED = "lnt"
_VOWELLESS = ("Arabic", "Hebrew")


def evidence_of_people(a: str, b: str) -> list[Evidence] | None:
    """Return what speaks for and against two names being one person's; None when one of them names nobody."""
    one, other = person_of(a), person_of(b)
    if not one.parts or not other.parts:
        return None
    return [found for found in _evidence(one, other) if found.amount]


def _evidence(one: Person, other: Person) -> Iterator[Evidence]:
    ours, theirs = _joined(one.parts, other.parts)
    theirs, ours = _joined(theirs, ours)
    strict = one.syllabic and other.syllabic
    likeness = [[_likeness(mine, yours, strict) for yours in theirs] for mine in ours]
    pairs = best_pairs(likeness, APART)
    matched = [(ours[row], theirs[column], likeness[row][column]) for row, column in pairs]
    left = [part for at, part in enumerate(ours) if at not in {row for row, _ in pairs}]
    right = [part for at, part in enumerate(theirs) if at not in {column for _, column in pairs}]

    letters = sum(min(len(mine.plain), len(yours.plain)) * near for mine, yours, near in matched)
    full = [(mine, yours, near) for mine, yours, near in matched if not mine.initial and not yours.initial]
    words = " ".join(mine.text for mine, _, _ in matched)
    yield Evidence("agreed", log2(1 + letters) / 4, words)
    if len(full) < 2:
        counts = sorted((len(ours), len(theirs)))
        rule = "few_words" if counts[0] > 1 else "one_word" if counts[1] > 1 else "only_word"
        yield Evidence(rule, 1.0, words)
    if not full and [mine.plain for mine in ours] != [yours.plain for yours in theirs]:
        yield Evidence("only_initials", 1.0, words)
    yield from _spelled(full)
    swapped = [] if strict else _swapped(left, right)
    left = [part for part in left if part not in [mine for mine, _, _ in swapped]]
    right = [part for part in right if part not in [yours for _, yours, _ in swapped]]
    yield from _letters(full, swapped)
    yield from _unmatched(left, right, len(ours) + len(theirs))
    if strict and (ours[-1] in left) != (theirs[-1] in right) and bool(left) != bool(right):
        yield Evidence("given_missing", 1.0, f"{ours[-1].text} {theirs[-1].text}")
    yield from _order(pairs, len(ours), len(theirs))
    short = [(mine, yours) for mine, yours, _ in matched if mine.initial or yours.initial]
    yield Evidence("initial", len(short), ", ".join(f"{mine.text} {yours.text}" for mine, yours in short))
    yield from _apart(full)
    if turned := sorted(one.sons & {(father, child) for child, father in other.sons}):
        yield Evidence("father_son", 1.0, " ".join(turned[0]))
    if one.generation != other.generation:
        both = bool(one.generation and other.generation)
        rule = "generation" if both else "generation_missing"
        yield Evidence(rule, 1.0, f"{one.generation or '–'} {other.generation or '–'}")
    if one.disguised or other.disguised:
        yield Evidence("disguised", 1.0, ", ".join(one.disguised + other.disguised))
    if one.titles or other.titles:
        yield Evidence("title", 1.0, ", ".join(one.titles + other.titles))
    if one.particles ^ other.particles:
        yield Evidence("particle", 1.0, ", ".join(sorted(one.particles ^ other.particles)))
    scripts = {part.script for part in ours} ^ {part.script for part in theirs}
    if scripts - {""}:
        yield Evidence("script", 1.0, ", ".join(sorted(scripts)))


def _joined(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Join neighbouring words of `theirs` that `ours` writes as one: Dae-jung, Daejung."""
    for mine in ours:
        if len(mine.plain) < 4 or any(mine.plain == yours.plain for yours in theirs):
            continue
        for size in (2, 3, 4):
            for at in range(len(theirs) - size + 1):
                run = theirs[at : at + size]
                whole = "".join(part.plain for part in run)
                tied = all(part.tied for part in run[1:])
                if len(whole) > 3 and alike(mine.plain, whole) >= (0.6 if tied else 0.9):
                    joined = Part("".join(part.text for part in run), whole, run[0].script, False)
                    theirs = (*theirs[:at], joined, *theirs[at + size :])
                    break
            else:
                continue
            break
    return ours, theirs


def _likeness(mine: Part, yours: Part, strict: bool) -> float:
    if mine.initial or yours.initial:
        if mine.plain[0] != yours.plain[0]:
            return 0.0
        return 0.9 if mine.initial and yours.initial else _INITIAL
    a, b = mine.plain, yours.plain
    if a == b:
        return 1.0
    if strict:
        return 0.9 if [a, b] in _syllables() or [b, a] in _syllables() else 0.0
    near = alike(a, b, (mine.script in _VOWELLESS) != (yours.script in _VOWELLESS))
    groups = namesakes()
    if a in groups and b in groups:
        return max(near, _NAMESAKE) if groups[a] & groups[b] else 0.0
    return max(near, 0.9) if _gendered(a, b) else near


def _syllables() -> list[list[str]]:
    alike_syllables: list[list[str]] = naming_table("people")["alike_syllables"]
    return alike_syllables


def _gendered(a: str, b: str) -> bool:
    return any(
        len(stem) > 2 and stem + his in (a, b) and stem + hers in (a, b)
        for hers, his in naming_table("people")["gendered"]
        for stem in {a.removesuffix(hers), b.removesuffix(hers)} - {a, b}
    )


def _spelled(full: list[tuple[Part, Part, float]]) -> Iterator[Evidence]:
    """Say how far the words that stand for one another are apart, the farthest first."""
    groups = namesakes()
    names = [
        (mine, yours)
        for mine, yours, near in full
        if near < 1 and groups.get(mine.plain, frozenset()) & groups.get(yours.plain, frozenset())
    ]
    yield Evidence("namesake", len(names), ", ".join(f"{mine.text} {yours.text}" for mine, yours in names))
    apart = sorted(
        ((1 - near, mine, yours) for mine, yours, near in full if near < 1 and (mine, yours) not in names),
        key=lambda one: -one[0],
    )
    if not apart:
        return
    told = [f"{mine.text} {yours.text}" for _, mine, yours in apart]
    brief = [pair for _, *pair in apart if max(len(part.plain) for part in pair) < 6]
    yield Evidence("brief", len(brief), ", ".join(f"{mine.text} {yours.text}" for mine, yours in brief))
    yield Evidence("spelling", apart[0][0] * 2, told[0])
    yield Evidence("spelling_again", sum(far for far, _, _ in apart[1:]) * 2, ", ".join(told[1:]))
    given = {id(part) for mine, yours, _ in full[:-1] for part in (mine, yours)}
    ends = [
        (mine, yours)
        for _, mine, yours in apart
        if id(mine) in given and _only_ending(mine.plain, yours.plain)
    ]
    yield Evidence("ending", len(ends), ", ".join(f"{mine.text} {yours.text}" for mine, yours in ends))
    first = [(mine, yours) for _, mine, yours in apart if mine.plain[0] != yours.plain[0]]
    yield Evidence(
        "first_letter", len(first), ", ".join(f"{mine.text} {yours.text}" for mine, yours in first)
    )


def _only_ending(a: str, b: str) -> bool:
    """Say whether two given names differ as a man's from a woman's: Louis, Louise; Angelo, Angela."""
    if _gendered(a, b):
        return False
    short, long = sorted((a, b), key=len)
    if long == short + short[-1] + "e":  # Emmanuel, Emmanuelle
        return short[-1] in _DOUBLED
    stems = {a.rstrip("aeo") or a, b.rstrip("aeo") or b}
    return len(stems) == 1 and a != b


def _unmatched(left: list[Part], right: list[Part], words: int) -> Iterator[Evidence]:
    endings = tuple(naming_table("people")["patronymics"])
    fathers = [[part for part in side if part.plain.endswith(endings)] for side in (left, right)]
    if min(map(len, fathers)):
        yield Evidence("patronymic", 1.0, " ".join(part.text for side in fathers for part in side))
    conflicting = min(len(left), len(right))
    if conflicting:
        told = f"{' '.join(part.text for part in left)} ≠ {' '.join(part.text for part in right)}"
        yield Evidence("conflict", 1.0, told)
        yield Evidence("conflict_again", conflicting - 1, told)
    more = left if len(left) > len(right) else right
    missing = [part for part in more if not part.plain.endswith(endings)][: abs(len(left) - len(right))]
    if missing:
        yield Evidence("missing", 2 * len(missing) / words, " ".join(part.text for part in missing))


def _swapped(left: list[Part], right: list[Part]) -> list[tuple[Part, Part, int]]:
    """Words that do not pair may still be one, written with a slip: a few of their letters differ."""
    if {part.script for part in left} != {part.script for part in right}:
        return []
    fathers = tuple(naming_table("people")["patronymics"])
    mine, yours = (
        [part for part in side if not part.initial and not part.plain.endswith(fathers)]
        for side in (left, right)
    )
    found = stand_ins([part.plain for part in mine], [part.plain for part in yours])
    return [(mine[row], yours[column], edits) for row, column, edits in found]


def _letters(
    full: list[tuple[Part, Part, float]], swapped: list[tuple[Part, Part, int]]
) -> Iterator[Evidence]:
    groups = namesakes()
    changed = [(edits, mine.text, yours.text) for mine, yours, edits in swapped]
    changed += [
        (OSA.distance(mine.plain, yours.plain), mine.text, yours.text)
        for mine, yours, near in full
        if near < _NAMESAKE and mine.script == yours.script
    ]
    yield from letters_changed(changed)
    others = [
        f"{mine.text} {yours.text}"
        for mine, yours, _ in swapped
        if mine.plain in groups and yours.plain in groups
    ]
    yield Evidence("other_given", len(others), ", ".join(others))


def _order(pairs: list[tuple[int, int]], ours: int, theirs: int) -> Iterator[Evidence]:
    columns = [column for _, column in sorted(pairs)]
    falls = sum(after < before for before, after in pairwise(columns))
    if falls == 1 and columns[-1] < columns[0]:
        yield Evidence("rotated", 1.0)
    elif falls:
        yield Evidence("order", 1.0)


def _apart(full: list[tuple[Part, Part, float]]) -> Iterator[Evidence]:
    """Vietnamese marks that contradict one another part names that are written alike without them."""
    full = [pair for pair in full if pair[0].script == pair[1].script == "Latin"]
    for mine, yours, _ in full:
        if mine.plain != yours.plain:
            continue
        ours, theirs = marks(mine.text), marks(yours.text)
        if ours - theirs and theirs - ours:
            yield Evidence("accents", 1.0, f"{mine.text} ≠ {yours.text}")
            return
        if ours != theirs and ours and theirs:
            yield Evidence("accents", 1.0, f"{mine.text} ≠ {yours.text}")
            return
    ours_marked = any(marks(mine.text) for mine, _, _ in full)
    theirs_marked = any(marks(yours.text) for _, yours, _ in full)
    if ours_marked and theirs_marked:
        bare = [
            f"{mine.text} {yours.text}"
            for mine, yours, _ in full
            if mine.plain == yours.plain and bool(marks(mine.text)) != bool(marks(yours.text))
        ]
        yield Evidence("accents_left_out", len(bare), ", ".join(bare))
