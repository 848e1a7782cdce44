"""Are two names one organisation's? The evidence, rule by rule; the weights are in `data/weights.toml`."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log2

from rapidfuzz.distance import OSA

from passerelle.core.naming.accents import marks
from passerelle.core.naming.acronyms import acronym_of, stands_for
from passerelle.core.naming.bodies import Body, Item, body_of
from passerelle.core.naming.concepts import related, stem
from passerelle.core.naming.pairing import best_pairs
from passerelle.core.naming.scoring import Evidence
from passerelle.core.naming.slips import MOST, letters_changed
from passerelle.core.naming.spelling import alike, rooted

_LEAST, _RELATED = 0.55, 0.6
_PLACES = ("country", "city")
_ABOUT = ("fields", "qualifiers", "heads")
_ADJECTIVE = 0.9  # Murom, Muromskiy
_CODE = 3  # digits; such a number names what it stands with
_FEW = 0.2  # share of the letters that may be changed before it is another name
_HEARD = 0.11  # nearer words sound alike
_SHORT = 4  # letters; in such a word one letter makes another word


def evidence_of_organisations(a: str, b: str) -> list[Evidence] | None:
    """Return what speaks for and against two names being one organisation's; None when one of them names nothing."""
    one, other = body_of(a), body_of(b)
    if not one.items or not other.items:
        return None
    return [found for found in _evidence(one, other) if found.amount]


def _evidence(one: Body, other: Body) -> Iterator[Evidence]:
    together = _run_together(one, other)
    acronym = 0.0 if together else max(acronym_of(one, other), acronym_of(other, one))
    if acronym > 0.5:
        short, long = sorted((one, other), key=lambda body: len(body.words))
        told = f"{short.words[0].text} = {' '.join(item.text for item in long.items)}"
        yield Evidence("acronym", acronym, told)
        yield Evidence("acronym_letters", min(len(short.words[0].plain), 6) / 4, short.words[0].text)
    else:
        yield from compared(one, other)
    yield from _legal(one, other)
    if one.disguised or other.disguised:
        yield Evidence("disguised", 1.0, ", ".join(one.disguised + other.disguised))


def compared(one: Body, other: Body) -> Iterator[Evidence]:
    """Yield what the items of two names agree and differ in, legal forms and acronyms aside."""
    ours, theirs = list(one.items), list(other.items)
    foreign = bool(one.language and other.language and one.language != other.language)
    likeness = [[_likeness(mine, yours, foreign) for yours in theirs] for mine in ours]
    pairs = best_pairs(likeness, _LEAST)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    matched = [(ours[row], theirs[column], likeness[row][column]) for row, column in pairs]
    left = [item for at, item in enumerate(ours) if at not in rows]
    right = [item for at, item in enumerate(theirs) if at not in columns]
    agreed = sum(min(mine.says, yours.says) * near for mine, yours, near in matched)
    if matched:
        for short, long in ((left, right), (right, left)):
            for item in [item for item in short if item.kind == "word" and stands_for(item.plain, long)]:
                agreed += 0.7 * sum(one.says for one in long)
                yield Evidence("acronym_inside", 1.0, f"{item.text} = {' '.join(one.text for one in long)}")
                short.remove(item)
                long.clear()
    total = sum(item.says for item in ours + theirs)
    if (left or right) and _run_together(one, other):
        yield Evidence("agreed", log2(1 + total / 2), _whole(one))
        yield Evidence("joined", 1.0, f"{' '.join(word.text for word in one.words)} {_whole(other)}")
        return
    yield Evidence("agreed", log2(1 + agreed), " ".join(mine.text for mine, _, _ in matched))
    yield Evidence("languages", float(foreign), f"{one.language} {other.language}")
    heads = [mine.text for mine, yours, _ in matched if mine.kind == yours.kind == "heads"]
    yield Evidence("head", float(bool(heads)), ", ".join(heads))
    yield Evidence("uncovered", max(0.0, 1 - 2 * agreed / total))
    named = [mine for mine, yours, _ in matched if mine.kind in ("word", "city") or yours.kind == "word"]
    if not named:
        yield from _nameless(left, right)
    yield from _spelled(matched)
    if not any(mine.says > 0.5 for mine, _, _ in matched) and [*ours] != [*theirs]:
        yield Evidence("only_general", 1.0)
    yield from _unmatched(left, right, foreign)
    yield from _numbers(left, right, _are_counted(one, other, matched))
    yield from _family(left, right, [mine for mine, _, _ in matched])
    yield from _places(left, right, matched)
    if one.legal and other.legal:
        more = [item.text for item in (*left, *right) if item.kind not in ("forms", "number")]
        yield Evidence("registered", float(bool(more)), " ".join(more))
    translated = [
        (mine, yours) for mine, yours, _ in matched if mine.concepts and stem(mine.plain) != stem(yours.plain)
    ]
    if translated and foreign:
        told = ", ".join(f"{mine.text} {yours.text}" for mine, yours in translated)
        covered = min(1.0, 2 * agreed / total)
        yield Evidence("translated", covered * len(translated) / len(matched), told)


def _nameless(left: Sequence[Item], right: Sequence[Item]) -> Iterator[Evidence]:
    """Nothing but general words agrees: what is left says whether it is one body that has no other name."""
    yield Evidence("no_name", 1.0)
    names = [[item.text for item in side if item.kind in ("word", "city")] for side in (left, right)]
    told = f"{' '.join(names[0]) or '–'} ≠ {' '.join(names[1]) or '–'}"
    if all(names):
        yield Evidence("other_names", 1.0, told)
    elif any(names):
        yield Evidence("name_missing", 1.0, told)


def _whole(body: Body) -> str:
    return "".join(word.plain for word in body.written if word.kind not in ("comma", "and"))


def _run_together(one: Body, other: Body) -> bool:
    """Say whether the names are the same letters, cut into words otherwise; legal forms may be written to a name."""
    wholes = [_whole(one), _whole(other)]
    bare = [
        "".join(word.plain for word in body.words if word.kind not in ("comma", "and"))
        for body in (one, other)
    ]
    return min(map(len, bare)) > 3 and bool({wholes[0], bare[0]} & {wholes[1], bare[1]})


@lru_cache(maxsize=100_000)
def _likeness(mine: Item, yours: Item, foreign: bool) -> float:
    if "number" in (mine.kind, yours.kind):
        return float(mine.kind == yours.kind and mine.plain == yours.plain)
    if mine.concepts and yours.concepts:
        if mine.concepts & yours.concepts:
            return 1.0 if mine.kind == yours.kind else 0.9
        if foreign and any(frozenset((a, b)) in related() for a in mine.concepts for b in yours.concepts):
            return _RELATED
        return 0.95 if stem(mine.plain) == stem(yours.plain) else 0.0
    near = alike(mine.plain, yours.plain)
    longest = max(len(mine.plain), len(yours.plain))
    if near < 1 and longest <= _SHORT:
        near = 0.0
    if near < _LEAST and mine.script == yours.script:
        changed = OSA.distance(mine.plain, yours.plain)
        near = max(near, 1 - changed / longest if changed <= min(longest // 3, MOST) else 0.0)
    if near == 1 and _contrary(mine.text, yours.text):
        return 0.0
    if mine.plain != yours.plain and stem(mine.plain) == stem(yours.plain):
        near = max(near, 0.97)
    elif near < _ADJECTIVE and rooted(mine.plain) == rooted(yours.plain):
        near = _ADJECTIVE
    if (mine.concepts or yours.concepts) and near < 0.75:
        return 0.0
    return near


def _contrary(ours: str, theirs: str) -> bool:
    """Say whether the accents of two words, equal without them, contradict one another."""
    mine, yours = marks(ours), marks(theirs)
    return bool(mine - yours and yours - mine)


def _spelled(matched: Sequence[tuple[Item, Item, float]]) -> Iterator[Evidence]:
    apart = sorted(
        (
            (1 - near, mine, yours)
            for mine, yours, near in matched
            if near < 1 and not (mine.concepts and yours.concepts)
        ),
        key=lambda one: -one[0],
    )
    if apart:
        yield Evidence("spelling", apart[0][0] * 2, f"{apart[0][1].text} {apart[0][2].text}")
        yield Evidence("spelling_again", sum(far for far, _, _ in apart[1:]) * 2)
        first = [f"{mine.text} {yours.text}" for _, mine, yours in apart if mine.plain[0] != yours.plain[0]]
        yield Evidence("first_letter", float(bool(first)), ", ".join(first))
    changed = [
        (OSA.distance(mine.plain, yours.plain), mine.text, yours.text)
        for far, mine, yours in apart
        if far > _HEARD and mine.script == yours.script
    ]
    yield from letters_changed(changed)
    if changed:
        letters = sum(min(len(mine.plain), len(yours.plain)) for mine, yours, _ in matched)
        share = sum(edits for edits, _, _ in changed) / letters
        yield Evidence("letters_share", 5 * max(0.0, share - _FEW), ", ".join(one for _, one, _ in changed))
    near = [f"{mine.text} ~ {yours.text}" for mine, yours, how in matched if how == _RELATED]
    yield Evidence("related", len(near), ", ".join(near))


def _unmatched(left: Sequence[Item], right: Sequence[Item], foreign: bool) -> Iterator[Evidence]:
    def says(items: Sequence[Item], *kinds: str) -> float:
        return sum(item.says for item in items if item.kind in kinds)

    def told(*kinds: str) -> str:
        sides = (" ".join(item.text for item in side if item.kind in kinds) for side in (left, right))
        return " ≠ ".join(side or "–" for side in sides)

    words = says(left, "word"), says(right, "word")
    fields = says(left, "fields", "qualifiers"), says(right, "fields", "qualifiers")
    heads = says(left, "heads"), says(right, "heads")
    yield Evidence("conflict_word_translated" if foreign else "conflict_word", min(words), told("word"))
    yield Evidence("conflict_field", min(fields), told("fields", "qualifiers"))
    yield Evidence("conflict_head", min(heads), told("heads"))
    ours, theirs = words[0] - min(words), words[1] - min(words)
    mine, yours = (
        fields[0] + heads[0] - min(fields) - min(heads),
        fields[1] + heads[1] - min(fields) - min(heads),
    )
    mixed = min(ours, yours) + min(theirs, mine)
    yield Evidence("conflict_mixed_translated" if foreign else "conflict_mixed", mixed, told("word", *_ABOUT))
    lone = ours + theirs - mixed
    yield Evidence("missing_word_translated" if foreign else "missing_word", max(0.0, lone), told("word"))
    missing = "missing_field_translated" if foreign else "missing_field"
    yield Evidence(missing, max(0.0, mine + yours - mixed), told(*_ABOUT))
    placed = [any(item.kind in _PLACES for item in side) for side in (left, right)]
    if (placed[0] and not placed[1] and theirs) or (placed[1] and not placed[0] and ours):
        yield Evidence("conflict_place_word", 1.0, told("word", *_PLACES))


def _are_counted(one: Body, other: Body, matched: Sequence[tuple[Item, Item, float]]) -> bool:
    """Say whether numbers are what parts such bodies (Paris 1, Paris 6; UMR 7184): those that no other word names.

    Companies have names; their numbers may be slips.
    """
    if one.legal and other.legal:
        return False
    if any(mine.kind == yours.kind == "heads" for mine, yours, _ in matched):
        return True
    return not any(
        len(mine.plain) > _SHORT or not mine.capitals
        for mine, _, _ in matched
        if mine.kind in ("word", "city")
    )


def _numbers(left: Sequence[Item], right: Sequence[Item], counted: bool) -> Iterator[Evidence]:
    """Other numbers part bodies that are counted; so do other codes of three digits and more."""
    numbers = [[item for item in side if item.kind == "number"] for side in (left, right)]
    told = " ≠ ".join(" ".join(item.text for item in side) or "–" for side in numbers)
    if all(numbers):
        mine, yours = (" ".join(item.plain for item in side) for side in numbers)
        edits = OSA.distance(mine, yours)
        if counted or min(len(mine), len(yours)) >= _CODE:
            yield Evidence("number_conflict", 1.0, told)
        else:
            yield Evidence("number_differs", edits, told)
    elif any(numbers):
        first = {item.plain for side in numbers for item in side} == {"1"}
        yield Evidence("number_missing", 0.5 if first else 1.0, told)  # the first of a series may go without


def _family(left: Sequence[Item], right: Sequence[Item], shared: Sequence[Item]) -> Iterator[Evidence]:
    """A group and its subsidiary share the name of a company; so do two subsidiaries."""
    if not any(item.kind == "word" for item in shared) or any(item.kind == "heads" for item in shared):
        return
    own = [[item.text for item in side if item.kind in ("word", *_ABOUT, *_PLACES)] for side in (left, right)]
    told = f"{' '.join(own[0]) or '–'} ≠ {' '.join(own[1]) or '–'}"
    if all(own):
        yield Evidence("sisters", 1.0, told)
    elif any(item.kind != "heads" for item in (*left, *right) if item.text in (*own[0], *own[1])):
        yield Evidence("subsidiary", 1.0, told)
    elif any(own):
        yield Evidence("body_said", 1.0, told)


def _places(
    left: Sequence[Item], right: Sequence[Item], matched: Sequence[tuple[Item, Item, float]]
) -> Iterator[Evidence]:
    for kind in _PLACES:
        ours, theirs = ([item.text for item in side if item.kind == kind] for side in (left, right))
        if ours and theirs:
            yield Evidence("place_conflict", 1.0, f"{' '.join(ours)} ≠ {' '.join(theirs)}")
        elif ours or theirs:
            yield Evidence(f"{kind}_missing", 1.0, " ".join([*ours, *theirs]))
    countries = [(mine, yours) for mine, yours, _ in matched if mine.kind == yours.kind == "country"]
    turned = [mine.text for mine, yours in countries if mine.seat != yours.seat]
    if len(countries) > 1 and len(turned) > 1:
        yield Evidence("turned", 1.0, " ".join(turned))


def _legal(one: Body, other: Body) -> Iterator[Evidence]:
    if not one.legal or not other.legal:
        return
    if set(one.legal) & set(other.legal):
        yield Evidence("legal_same", 1.0, f"{one.legal_text} {other.legal_text}")
    elif "incorporated" not in one.legal + other.legal:
        yield Evidence("legal_conflict", 1.0, f"{one.legal_text} ≠ {other.legal_text}")
