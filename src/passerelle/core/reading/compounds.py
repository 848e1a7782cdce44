"""Vietnamese names of organisations: each part opens with a capital, the syllables of its compound stay small."""

from passerelle.core.reading.page import Page

LONGEST = 18
LISTS = ("government", "institute", "university", "association")


def claimed(page: Page, j: int, kind: str) -> bool:
    """A person, another actor or another head stands at word `j`: the name ends before it."""
    if page.person_of[j]:
        return True
    known = page.kind(j)
    if known in ("", "country", "demonym", "place"):
        return False
    hit = page.hit(j)
    return hit is not None and hit.start >= page.words[j].start and kind not in ("company", "institute")


def compound_end(page: Page, i: int, j: int, kind: str, title: bool) -> int:
    """Return the index after the last word of the Vietnamese name whose head is words[i:j]."""
    start = end = j
    while j < len(page.words) and j - start < LONGEST:
        step, closes = _step(page, j, kind, title, at_start=end == start)
        if not step:
            break
        j += step
        if closes:
            end = j
        if closes and kind in ("government", "place") and page.kind(j - 1) in ("country", "place"):
            break
    return end


def _step(page: Page, j: int, kind: str, title: bool, *, at_start: bool) -> tuple[int, bool]:
    """Return how many words from `j` on belong to the name, and whether the name may end after them."""
    words, lexicon = page.words, page.lexicon
    word = words[j]
    listed = word.gap.strip(" \u00a0") == "," and _list_closes(page, j, kind)
    dashed = word.gap in (" - ", " – ", "-") and not at_start
    if not (word.joined or listed or dashed) or claimed(page, j, kind):
        return 0, False
    compound = lexicon.compounds.at(words, j)
    if page.kind(j) in ("country", "place"):
        hit = page.hit(j)
        return (page.covered(hit.start, hit.end)[-1] + 1 - j if hit else 1), True
    if word.capital:
        return _part(page, j, compound, at_start or dashed or listed or kind == "association"), True
    if not at_start and (tail := lexicon.tails.at(words, j)):
        return tail[0], True
    if compound and at_start and not title:
        return compound[0], False
    if not at_start and _leads_to_place(page, j, kind):
        return (compound[0] if compound else 1), False
    if not at_start and compound and kind != "company" and not lexicon.verbs.at(words, j):
        return compound[0], True
    if not at_start and kind == "government" and (place := lexicon.local.at(words, j)):
        return (place[0], False) if _part_follows(page, j + place[0]) else (0, False)
    if word.lower in lexicon.conjunctions and not at_start and kind in LISTS and _part_follows(page, j + 1):
        return 1, False
    if word.lower in lexicon.to and kind == "mission" and j + 1 < len(words) and words[j + 1].capital:
        return 1, False
    leads = word.lower in lexicon.small and (_part_follows(page, j + 1) or _small_follows(page, j + 1))
    return (1, False) if leads else (0, False)


def _part(page: Page, j: int, compound: tuple[int, bool] | None, free: bool) -> int:
    """A part of the name opens at `j`, unless another organisation does."""
    words, lexicon = page.words, page.lexicon
    if free and words[j].lower in lexicon.starters and not compound:
        return 0
    if not free and lexicon.first.at(words, j) and words[j - 1].lower not in lexicon.conjunctions:
        return 0
    return compound[0] if compound else 1


def _leads_to_place(page: Page, j: int, kind: str) -> bool:
    """Only compounds and "và" separate word `j` from the country or city that closes the name."""
    words, k = page.words, j
    if kind == "government" and _second_syllable(page, j):
        k += 1
    while kind != "company" and k < min(j + 12, len(words)) and words[k].joined:
        if page.kind(k) in ("country", "place"):
            return k > j
        compound = page.lexicon.compounds.at(words, k)
        if not compound and words[k].lower not in page.lexicon.conjunctions:
            return False
        k += compound[0] if compound else 1
    return False


def _second_syllable(page: Page, j: int) -> bool:
    """Word `j` may close a compound of two that no table lists, opened by the capital before: "Việc làm"."""
    words, lexicon = page.words, page.lexicon
    word, first = words[j], words[j - 1]
    if word.capital or not first.capital or page.kind(j) or lexicon.verbs.at(words, j):
        return False
    listed = words[j - 2].lower in lexicon.conjunctions and not first.text.isascii()
    return word.lower not in lexicon.small | lexicon.conjunctions and (
        listed or word.lower not in lexicon.stops
    )


def _list_closes(page: Page, j: int, kind: str) -> bool:
    """A comma belongs to the name when the list of its fields closes with "và"."""
    if kind not in LISTS:
        return False
    for k in range(j, min(j + 9, len(page.words))):
        if page.words[k].lower in page.lexicon.conjunctions:
            return k > j
        if (
            page.person_of[k]
            or page.kind(k)
            or (k > j and not page.words[k].joined and page.words[k].gap != ", ")
        ):
            return False
    return False


def _small_follows(page: Page, j: int) -> bool:
    return j < len(page.words) and page.words[j].joined and page.words[j].lower in page.lexicon.small


def _part_follows(page: Page, j: int) -> bool:
    words = page.words
    if j >= len(words) or not words[j].joined or page.person_of[j] or page.kind(j) not in ("", "place"):
        return False
    if not words[j].capital:
        after_and = words[j - 1].lower in page.lexicon.conjunctions
        return page.lexicon.compounds.at(words, j) is not None and not after_and
    return page.lexicon.first.at(words, j) is None
