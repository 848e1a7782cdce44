"""Finds people: Vietnamese names by their syllables, others by the evidence that stands beside them."""

from passerelle.core.reading.evidence import Titles, names_person
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.words import Word
from passerelle.core.text.folding import fold

_LONGEST = 5
_LONGEST_VIETNAMESE = 4
_GIVEN = 2  # "Van Nam" is a place, and a middle and given name


def find_people(page: Page) -> list[Proposal]:
    """Return the people that the page names, and mark their words on the page."""
    titles = Titles(page)
    found: list[Proposal] = []
    i = 0
    while i < len(page.words):
        if not page.words[i].capital:
            i += 1
            continue
        length = _vietnamese(page, i, titles) or _other(page, i, titles)
        if length:
            for k in range(i, i + length):
                page.person_of[k] = True
            end = page.words[i + length - 1].end
            found.append(Proposal(page.words[i].start, end, "person", confidence=0.85))
        i += length or 1
    return found


def _vietnamese(page: Page, i: int, titles: Titles) -> int:
    """Return the number of syllables of the Vietnamese name that begins at word `i`, or 0."""
    table, words = names(), page.words
    family = fold(words[i].text)
    if not words[i].capital or family not in table.vietnamese_family or titles.covers(i):
        return 0
    toned = page.language == "vi" and not words[i].text.isascii()
    if page.kind(i) not in ("", "country") or (toned and words[i].lower not in table.vietnamese_toned):
        return 0
    length = 1
    while length < _LONGEST_VIETNAMESE and i + length < len(words) and _syllable(page, i + length):
        length += 1
    if length < 2 or (length == 2 and page.hit(i) and page.hit(i) == page.hit(i + 1)):
        return 0
    sure = toned or family not in table.vietnamese_weak or length > 2
    return length if sure or titles.before(i) or not words[i].opens else 0


def _syllable(page: Page, i: int) -> bool:
    """Word `i` may be a syllable of a given name; of a country of one ("Đức"), of a place of two ("Van Nam")."""
    word, hit = page.words[i], page.hit(i)
    if hit is not None and hit.known[0].kind == "place" and hit.start == word.start:
        inside = page.covered(hit.start, hit.end)
        return len(inside) == _GIVEN and all(_given_name(page, k) for k in inside)
    if hit is not None and hit.known[0].kind == "place" and hit.end == word.end:
        return _given_name(page, i)
    return _given_name(page, i) and (
        hit is None or (hit.known[0].kind == "country" and " " not in page.text[hit.start : hit.end])
    )


def _given_name(page: Page, i: int) -> bool:
    word = page.words[i]
    return word.capital and word.joined and fold(word.text) in names().vietnamese_given


def _other(page: Page, i: int, titles: Titles) -> int:
    """Return the number of words of the foreign or short name that begins at word `i`, or 0."""
    if not _may_name(page, i, titles) or fold(page.words[i].text) in page.lexicon.portfolio:
        return 0
    continues = i > 0 and page.words[i].joined and _may_name(page, i - 1, titles)
    if continues and fold(page.words[i - 1].text) not in page.lexicon.portfolio:
        return 0
    length = _run(page, i, titles)
    if _organisation_at(page, i, length):
        return 0
    return length if names_person(page, i, length, titles) else 0


def _may_name(page: Page, i: int, titles: Titles) -> bool:
    """Word `i` is a capital that no title, known name or other person claims, and no common word."""
    word, lexicon = page.words[i], page.lexicon
    if not word.capital or titles.covers(i) or page.kind(i) or page.person_of[i]:
        return False
    if word.lower in lexicon.not_names or word.lower in lexicon.starters or word.lower in lexicon.events:
        return False
    compound = lexicon.compounds.at(page.words, i)
    return not (compound and compound[0] > 1) and not any(letter.isdigit() for letter in word.text)


def _run(page: Page, i: int, titles: Titles) -> int:
    """Return how many words from `i` on make one name, particles ("von der") included."""
    words, lexicon, end = page.words, page.lexicon, i + 1
    while end < len(words) and end - i < _LONGEST and _spaced(words[end]):
        k = end
        while k + 1 < len(words) and words[k].lower in _particles(page) and _spaced(words[k + 1]):
            k += 1
        if _surname(page, i, k):
            return k + 1 - i
        if not _may_name(page, k, titles) or fold(words[k].text) in lexicon.portfolio:
            break
        end = k + 1
    return end - i


def _surname(page: Page, i: int, k: int) -> bool:
    """A place of one word after a given name is a family name: "Anna Lund"."""
    hit = page.hit(k)
    if hit is None or k != i + 1 or not page.words[k].capital or hit.known[0].kind != "place":
        return False
    alone = (hit.start, hit.end) == (page.words[k].start, page.words[k].end)
    return alone and fold(page.words[i].text) in names().given


def _particles(page: Page) -> frozenset[str]:
    return page.lexicon.particles - page.lexicon.genitive


def _spaced(word: Word) -> bool:
    return word.gap in (" ", "\u00a0")


def _organisation_at(page: Page, i: int, length: int) -> bool:
    """A head word of an organisation stands in the run or closes it."""
    words, lexicon = page.words, page.lexicon
    for k in range(i, min(i + length + 1, len(words))):
        inside = k < i + length
        if words[k].capital and (inside or words[k].joined) and lexicon.last.at(words, k):
            return True
        if inside and words[k].capital and lexicon.first.at(words, k):
            return True
    return False
