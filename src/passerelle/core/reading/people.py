"""Finds people: Vietnamese names by their syllables, others by titles, given names and what stands beside them."""

from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.words import Word
from passerelle.core.text.folding import fold

_LONGEST = 4
_REACH = 14


def find_people(page: Page) -> list[Proposal]:
    """Return the people that the page names, and mark their words on the page."""
    titled = _titled(page)
    found: list[Proposal] = []
    i = 0
    while i < len(page.words):
        length = _vietnamese(page, i, titled) or _other(page, i, titled)
        if length:
            found.append(_propose(page, i, length))
            i += length
        else:
            i += 1
    return found


def _propose(page: Page, i: int, length: int) -> Proposal:
    for k in range(i, i + length):
        page.person_of[k] = True
    return Proposal(page.words[i].start, page.words[i + length - 1].end, "person", confidence=0.85)


def _titled(page: Page) -> list[str]:
    """Say for each word which title it belongs to: "courtesy", "office" or ""."""
    marks = [""] * len(page.words)
    for kind, phrases in (("office", page.lexicon.office), ("courtesy", page.lexicon.courtesy)):
        for i in range(len(page.words)):
            found = phrases.at(page.words, i)
            if found and not (kind == "courtesy" and marks[i]) and _may_be_title(page, i, found[0]):
                for k in range(i, i + found[0]):
                    marks[k] = kind
    return marks


def _may_be_title(page: Page, i: int, length: int) -> bool:
    """A title that is part of a longer known name ("General Electric") is none."""
    hit = page.hit(i)
    return hit is None or hit.end <= page.words[i + length - 1].end


def _vietnamese(page: Page, i: int, titled: list[str]) -> int:
    """Return the number of syllables of the Vietnamese name that begins at word `i`, or 0."""
    table, words = names(), page.words
    family = fold(words[i].text)
    if (
        not words[i].capital
        or family not in table.vietnamese_family
        or page.kind(i) not in ("", "country", "place")
    ):
        return 0
    if page.kind(i) == "place" or titled[i]:
        return 0
    if page.language == "vi" and not words[i].text.isascii() and words[i].lower not in table.vietnamese_toned:
        return 0
    length = 1
    while length < _LONGEST and i + length < len(words) and _syllable(page, i + length):
        length += 1
    if length < 2 or (length == 2 and page.hit(i) and page.hit(i) == page.hit(i + 1)):
        return 0
    strong = family not in table.vietnamese_weak or (page.language == "vi" and not words[i].text.isascii())
    introduced = i > 0 and titled[i - 1] != ""
    if strong or introduced or length > 2 or not words[i].opens:
        return length
    return 0


def _syllable(page: Page, i: int) -> bool:
    word = page.words[i]
    if not word.capital or not word.joined or fold(word.text) not in names().vietnamese_given:
        return False
    hit = page.hit(i)
    return hit is None or (hit.known[0].kind == "country" and " " not in page.text[hit.start : hit.end])


def _other(page: Page, i: int, titled: list[str]) -> int:
    """Return the number of words of the foreign or short name that begins at word `i`, or 0."""
    if not _may_name(page, i, titled) or (i and words_join(page, i) and _may_name(page, i - 1, titled)):
        if not (i and titled[i - 1] and _may_name(page, i, titled)):
            return 0
    length = _run(page, i, titled)
    while length and fold(page.words[i].text) in page.lexicon.portfolio:
        return 0
    if not length or _organisation_at(page, i, length):
        return 0
    evidence = _evidence(page, i, length, titled)
    return length if evidence else 0


def words_join(page: Page, i: int) -> bool:
    """Word `i` continues the words before it without punctuation."""
    return page.words[i].joined


def _may_name(page: Page, i: int, titled: list[str]) -> bool:
    word = page.words[i]
    if (
        not word.capital
        or titled[i]
        or page.kind(i)
        or page.person_of[i]
        or word.lower in page.lexicon.not_names
    ):
        return False
    if word.lower in page.lexicon.starters or word.lower in page.lexicon.events:
        return False
    return not any(letter.isdigit() for letter in word.text)


def _run(page: Page, i: int, titled: list[str]) -> int:
    words, length = page.words, 1
    while i + length < len(words) and length < _LONGEST + 1 and _continues(words[i + length]):
        k = i + length
        if _may_name(page, k, titled) and fold(words[k].text) not in page.lexicon.portfolio:
            length += 1
        elif (
            words[k].lower in page.lexicon.particles
            and k + 1 < len(words)
            and _continues(words[k + 1])
            and (
                _may_name(page, k + 1, titled) and not page.lexicon.articles & {words[k].lower} - {"la", "le"}
            )
            and words[k].lower not in page.lexicon.genitive
        ):
            length += 2
        else:
            break
    return length


def _continues(word: Word) -> bool:
    """Only a space (or the full stop of an initial) stands before the word."""
    return word.gap in (" ", "\u00a0", ". ") if word.gap != ". " else False


def _organisation_at(page: Page, i: int, length: int) -> bool:
    for k in range(i, i + length):
        if page.lexicon.last.at(page.words, k) or (
            page.words[k].capital and page.lexicon.first.at(page.words, k)
        ):
            return True
    after = i + length
    return (
        after < len(page.words)
        and page.words[after].joined
        and bool(page.lexicon.last.at(page.words, after))
        and (page.words[after].capital)
    )


def _evidence(page: Page, i: int, length: int, titled: list[str]) -> bool:
    words, table = page.words, names()
    before = titled[i - 1] if i and _title_touches(words[i]) else ""
    if before == "courtesy":
        return True
    if before == "office":
        return length >= 2 or page.words[i - 1].capital or not words[i].text.isupper()
    first = fold(words[i].text)
    if length >= 2 and (first in table.given or first in table.family_first):
        return True
    if length < 2:
        return False
    if _recognised(page, words[i].start, words[i + length - 1].end):
        return True
    return _apposition_after(page, i + length, titled) or _title_further_back(page, i, length, titled)


def _title_touches(word: Word) -> bool:
    return word.joined or word.gap in (". ", ".", ".\u00a0")


def _recognised(page: Page, start: int, end: int) -> bool:
    return any(r.label == "person" and r.start < end and start < r.end for r in page.recognised)


def _apposition_after(page: Page, j: int, titled: list[str]) -> bool:
    """A comma and a title follow: "Sarah Kemp, vice-présidente"."""
    words = page.words
    if j >= len(words) or words[j].gap.strip(" \u00a0") not in (",", "(", "-", "–"):
        return False
    for k in range(j, min(j + 4, len(words))):
        if titled[k]:
            return True
        if k > j and not words[k].joined:
            return False
    return False


def _title_further_back(page: Page, i: int, length: int, titled: list[str]) -> bool:
    """A title with its complement stands before: "le ministre du Plan, Nguyên Chi Dung", "Giám đốc NIC ..."."""
    words = page.words
    comma = words[i].gap.strip(" \u00a0") == ","
    if not comma and not (words[i].joined and i and _closes_complement(page, i - 1)):
        return False
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if titled[k]:
            return True
        if any(mark in words[k].gap for mark in ".;:!?()\n") and k < i:
            return False
    return False


def _closes_complement(page: Page, i: int) -> bool:
    word = page.words[i]
    return word.capital or page.kind(i) != "" or word.lower in page.lexicon.portfolio or page.language == "vi"
