"""What tells that a run of capitalised words is a person: titles, given names, appositions, a recogniser."""

from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page
from passerelle.core.text.folding import fold

_REACH = 14


class Titles:
    """The words of a page that belong to a title: "courtesy" (Mr, ông) or "office" (director, Bộ trưởng)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._marks = [""] * len(page.words)
        words = page.words
        for kind, phrases in (("office", page.lexicon.office), ("courtesy", page.lexicon.courtesy)):
            for i in phrases.places(words):
                found = phrases.at(words, i)
                if found and not self._marks[i] and not self._inside_name(i, found[0]):
                    self._marks[i : i + found[0]] = [kind] * found[0]

    def _inside_name(self, i: int, length: int) -> bool:
        """A title that is part of a longer known name ("General Electric") is none."""
        hit = self.page.hit(i)
        return hit is not None and hit.end > self.page.words[i + length - 1].end

    def covers(self, i: int) -> bool:
        """Say whether word `i` belongs to a title."""
        return self._marks[i] != ""

    def before(self, i: int) -> str:
        """Return the kind of the title that touches word `i` from the left, or ""."""
        word = self.page.words[i]
        touches = word.joined or word.gap in (". ", ".", ".\u00a0")
        return self._marks[i - 1] if i and touches else ""


def names_person(page: Page, i: int, length: int, titles: Titles) -> bool:
    """Say whether the words[i:i+length], a run of capitals, name a person."""
    before = titles.before(i)
    if before:
        return before == "courtesy" or length > 1 or not page.words[i].text.isupper()
    if length < 2 or _announced(page, i):
        return False
    first = fold(page.words[i].text)
    if first in names().given or first in names().family_first:
        return True
    if _recognised(page, i, length):
        return True
    return _apposition_after(page, i + length, titles) or _title_further_back(page, i, titles)


def _announced(page: Page, i: int) -> bool:
    """A common noun before the run announces an organisation: "Công ty Cổ phần …", "la société …"."""
    words, lexicon = page.words, page.lexicon
    return words[i].joined and bool(lexicon.first.before(words, i) or lexicon.cues.before(words, i))


def _recognised(page: Page, i: int, length: int) -> bool:
    return any(page.recognised_person[i : i + length])


def _apposition_after(page: Page, j: int, titles: Titles) -> bool:
    """A comma and a title follow: "Sarah Kemp, vice-présidente"."""
    words = page.words
    if j >= len(words) or words[j].gap.strip(" \u00a0") not in (",", "(", "-", "–"):
        return False
    for k in range(j, min(j + 4, len(words))):
        if k > j and not words[k].joined:
            return False
        if titles.covers(k):
            return True
    return False


def _title_further_back(page: Page, i: int, titles: Titles) -> bool:
    """A title with its complement stands before: "le ministre du Plan, Nguyên Chi Dung", "Giám đốc NIC ..."."""
    words = page.words
    comma = words[i].gap.strip(" \u00a0") == ","
    if not comma and not (i and words[i].joined and _closes_complement(page, i - 1)):
        return False
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if titles.covers(k):
            return True
        if any(mark in words[k].gap for mark in ".;:!?()\n"):
            return False
    return False


def _closes_complement(page: Page, i: int) -> bool:
    word = page.words[i]
    return word.capital or page.kind(i) != "" or word.lower in page.lexicon.portfolio or page.language == "vi"
