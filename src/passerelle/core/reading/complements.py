"""Where the name of an organisation ends: the words after its head that still belong to it."""

from passerelle.core.reading.compounds import LISTS, LONGEST, claimed, compound_end
from passerelle.core.reading.page import Page
from passerelle.core.text.folding import fold


def complement_end(page: Page, i: int, length: int, kind: str, *, title: bool = False) -> int | None:
    """Return the index after the last word of the name whose head is words[i:i+length], or None without a complement."""
    grow = compound_end if page.language == "vi" else _phrase
    end = grow(page, i, i + length, kind, title)
    return end if end > i + length else None


def _phrase(page: Page, i: int, j: int, kind: str, title: bool) -> int:
    """French and English: capitals, and small words that lead to further capitals."""
    words, lexicon = page.words, page.lexicon
    proper_head = words[i].capital and not words[i].opens and page.language == "fr"
    acronym_follows = words[i].capital or page.language == "en"
    end, start, noun_ready = j, j, False
    while j < len(words) and j - start < LONGEST:
        word = words[j]
        listed = word.gap.strip(" \u00a0") == "," and _list_goes_on(page, j, kind)
        if not (word.joined or listed) or claimed(page, j, kind):
            break
        if word.lower in lexicon.connectors and not (word.capital and word.opens):
            if not _connector_leads_on(page, j, kind):
                break
            noun_ready = True
        elif (word.capital and word.lower not in lexicon.not_names) or (word.capital and noun_ready):
            if page.language == "en" and not noun_ready and not title and end == start:
                break
            if (
                title
                and page.language == "en"
                and fold(word.text) not in lexicon.portfolio
                and page.kind(j) == ""
            ):
                break
            if lexicon.office.at(words, j) and not title:
                break
            end, noun_ready = j + 1, False
        elif page.kind(j) == "demonym" or word.lower in lexicon.adjectives or _is_adjective(page, j):
            if proper_head or end > start or fold(word.text) in lexicon.portfolio:
                end = j + 1 if end > start or proper_head else end
            noun_ready = False
        elif (
            fold(word.text) in lexicon.portfolio
            and noun_ready
            and (proper_head or title or kind == "government")
        ):
            end, noun_ready = j + 1, False
        elif noun_ready and (proper_head or (acronym_follows and page.language == "fr")):
            end = j + 1 if proper_head else end
            noun_ready = False
        else:
            break
        j += 1
    if end == start and acronym_follows and page.language == "fr" and j > start and _acronym_at(page, j):
        end = j
    return _without_trailing_adverbs(page, i, end, start)


def _without_trailing_adverbs(page: Page, i: int, end: int, start: int) -> int:
    while end > start and page.words[end - 1].lower in page.lexicon.connectors:
        end -= 1
    return end


def _acronym_at(page: Page, j: int) -> bool:
    return j < len(page.words) and page.words[j].gap.endswith("(") and page.words[j].text.isupper()


def _is_adjective(page: Page, j: int) -> bool:
    word = page.words[j]
    return (
        bool(page.lexicon.adjective_ends)
        and not word.capital
        and word.lower.endswith(page.lexicon.adjective_ends)
    )


def _list_goes_on(page: Page, j: int, kind: str) -> bool:
    """A comma belongs to the name when a list of fields closes with "and": "Economy, Trade and Industry"."""
    words, lexicon = page.words, page.lexicon
    if kind not in LISTS:
        return False
    for k in range(j, min(j + 9, len(words))):
        if words[k].lower in lexicon.conjunctions:
            return k > j
        field = fold(words[k].text) in lexicon.portfolio or words[k].lower in lexicon.connectors
        if not field:
            return False
    return False


def _connector_leads_on(page: Page, j: int, kind: str) -> bool:
    words, lexicon = page.words, page.lexicon
    word = words[j].lower
    if j + 1 >= len(words) or not words[j + 1].joined:
        return False
    k = j + 1
    while k < len(words) and words[k].lower in lexicon.articles | lexicon.genitive and words[k].joined:
        k += 1
    if k >= len(words) or not words[k].joined:
        return False
    if word in lexicon.conjunctions:
        return _conjunction_leads_on(page, j, k, kind)
    if word in lexicon.to and word not in lexicon.genitive:
        return kind == "mission" and words[k].capital
    if word in ("pour", "for", "sur", "on", "en") and not (
        words[k].capital or words[j - 1].capital or kind in LISTS
    ):
        return False
    return page.language == "fr" or words[k].capital


def _conjunction_leads_on(page: Page, j: int, k: int, kind: str) -> bool:
    """ "and" goes on inside the name of a body or school, unless another organisation follows."""
    words, lexicon = page.words, page.lexicon
    if kind not in LISTS or claimed(page, k, "") or page.kind(k) in ("country", "demonym"):
        return False
    if lexicon.first.at(words, k) and fold(words[k].text) not in lexicon.portfolio:
        return False
    if page.language == "en":
        stop = k
        while stop < len(words) and words[stop].joined and words[stop].capital:
            if stop > k and lexicon.last.at(words, stop) and fold(words[stop].text) not in lexicon.portfolio:
                return False
            stop += 1
        return words[k].capital and not page.person_of[k]
    article = words[j + 1].lower in lexicon.articles
    return not article and (
        k > j + 1 or words[k].capital or fold(words[k].text) in lexicon.portfolio or not claimed(page, k, "")
    )
