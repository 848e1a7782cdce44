"""Finds organisations by the words that open, close or announce their names."""

from collections.abc import Callable, Iterator

import regex

from passerelle.core.reading.bodies import find_ministry
from passerelle.core.reading.complements import complement_end
from passerelle.core.reading.forms import organisation
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.text.folding import fold

_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}\p{N}&-]{1,9}")
_LONGEST_RUN = 7


def find_organisations(page: Page) -> list[Proposal]:
    """Return the organisations that the page names, known names aside; proposals may overlap."""
    found = (
        finder(page, i)
        for i, word in enumerate(page.words)
        if (word.capital or word.lower in page.lexicon.announcing or page.hit_of[i] >= 0)
        and not page.person_of[i]
        for finder in _finders(page, i)
    )
    return [proposal for proposal in found if proposal]


def _finders(page: Page, i: int) -> Iterator[Callable[[Page, int], Proposal | None]]:
    """Yield what may find an organisation at word `i`."""
    lexicon, lower, capital = page.lexicon, page.words[i].lower, page.words[i].capital
    if lower in lexicon.first.openers:
        yield _opened
    if capital and lower in lexicon.last.openers:
        yield _closed
    if lower in lexicon.cues.openers:
        yield _announced
    if page.hit_of[i] >= 0:
        yield _extended
    elif capital:
        yield _explained
        yield _employer
    if lower in lexicon.body.openers:
        yield find_ministry


def _opened(page: Page, i: int) -> Proposal | None:
    """A head word opens the name: "Université de Tokyo", "Ministry of Finance", "Bộ Tài chính"."""
    head = page.lexicon.first.at(page.words, i)
    if head is None:
        return None
    length, kind = head
    word = page.words[i]
    if page.language == "vi" and length == 1 and not word.capital:
        return None
    if page.language == "en" and not word.capital:
        return None
    hit = page.hit(i)
    if (hit and hit.start < word.start) or _in_title_of_text(page, i):
        return None
    end = complement_end(page, i, length, kind)
    if end is None or (kind == "investor" and not any(page.words[k].capital for k in range(i + length, end))):
        return None
    if any(page.words[k].lower in page.lexicon.events for k in range(i + length, end)):
        return None
    start = i
    if page.language == "en":
        start = _leftwards(page, i, kind)
    return organisation(page, start, end, kind, i)


def _in_title_of_text(page: Page, i: int) -> bool:
    """The words before say that this is the title of a law or programme: "Law on Organization of …"."""
    for k in range(i, max(0, i - 2), -1):
        if not page.words[k].joined:
            return False
        if page.words[k - 1].capital and page.words[k - 1].lower in page.lexicon.events:
            return True
    return False


def _closed(page: Page, i: int) -> Proposal | None:
    """A head word closes the name: "Applied Materials Inc", "Kyoto University", "Commerce Department"."""
    head = page.lexicon.last.at(page.words, i)
    if head is None or not page.words[i].capital:
        return None
    length, kind = head
    start = _leftwards(page, i, kind)
    if start == i:
        return None
    if kind == "company" and all(fold(page.words[k].text) in page.lexicon.portfolio for k in range(start, i)):
        return None
    if kind == "company" and only_common(page, range(start, i + length)):
        return None
    if any(page.words[k].lower in page.lexicon.events for k in range(start, i)):
        return None
    end = i + length
    after = complement_end(page, i, length, kind) if page.language == "en" and kind != "company" else None
    return organisation(page, start, after or end, kind, i)


def _leftwards(page: Page, i: int, kind: str) -> int:
    """Return where the capitalised words begin that lead up to word `i`."""
    words, start = page.words, i
    while start > 0 and i - start < _LONGEST_RUN and words[start].gap in (" ", "\u00a0", " & "):
        word = words[start - 1]
        joins = kind == "government" and word.lower in page.lexicon.conjunctions and start > 1
        if not (joins and _joins_left(page, start - 2)) and not _leads_up(page, start - 1):
            break
        start -= 1
    while start < i and words[start].lower in page.lexicon.conjunctions:
        start += 1
    return start


def _leads_up(page: Page, i: int) -> bool:
    word = page.words[i]
    if not word.capital or page.person_of[i] or page.title_at[i]:
        return False
    if word.lower in page.lexicon.starters:
        return bool(page.hit(i)) or (not word.opens and word.lower in page.lexicon.qualifiers)
    return True


def _joins_left(page: Page, i: int) -> bool:
    """Words joined by "and" before a head are one name when all of them are fields of a ministry."""
    return (
        page.language == "en" and page.words[i].capital and fold(page.words[i].text) in page.lexicon.portfolio
    )


def _announced(page: Page, i: int) -> Proposal | None:
    """A common noun announces the name: "la société Ynsect", "startup Kyber", "hãng Rapidus"."""
    cue = page.lexicon.cues.at(page.words, i)
    if cue is None:
        return None
    length, kind = cue
    j = i + length
    while j < len(page.words) and page.kind(j) == "demonym" and page.words[j].joined:
        j += 1
    if j >= len(page.words) or not page.words[j].joined or not proper(page, j) or page.hit(j):
        return None
    if page.lexicon.compounds.at(page.words, j):
        return None
    end = run_end(page, j)
    if (
        page.language == "vi"
        and not page.words[i].capital
        and fold(page.words[j].text) in names().vietnamese_given
        and (end - j < 2)
    ):
        return None
    return organisation(page, j, end, kind, j)


def _explained(page: Page, i: int) -> Proposal | None:
    """An apposition says what the name is: "Proxima Fusion, a Munich-based startup"."""
    if not proper(page, i) or page.kind(i) or (i and page.words[i].joined and proper(page, i - 1)):
        return None
    j = run_end(page, i)
    if j >= len(page.words) or page.words[j].gap.strip(" \u00a0") not in (",", "(", "–", "-"):
        return None
    for k in range(j, min(j + 6, len(page.words))):
        if k > j and not page.words[k].joined:
            return None
        cue = page.lexicon.cues.at(page.words, k)
        if cue and not page.words[k + cue[0] - 1].lower.endswith("s"):
            return Proposal(page.words[i].start, page.words[j - 1].end, cue[1], confidence=0.65)
    return None


def _employer(page: Page, i: int) -> Proposal | None:
    """Unknown capitals before the title of a person are the employer: "MQTech managing director Tong Sian Shyen"."""
    if (
        page.language != "en"
        or not proper(page, i)
        or page.kind(i)
        or (i and page.words[i].joined and proper(page, i - 1))
    ):
        return None
    j = run_end(page, i)
    title = page.lexicon.office.at(page.words, j) if j < len(page.words) and page.words[j].joined else None
    if title is None or j + title[0] >= len(page.words) or not page.person_of[j + title[0]]:
        return None
    if any(fold(word.text) in page.lexicon.portfolio for word in page.words[i:j]) or (
        page.words[i].opens and j - i > 2
    ):
        return None
    if only_common(page, range(i, j)):
        return None
    return Proposal(page.words[i].start, page.words[j - 1].end, "company", confidence=0.6)


def only_common(page: Page, inside: range) -> bool:
    """Only technologies, countries and places stand there, a noun phrase in capitals: "Critical Minerals"."""
    named = page.technology_of[inside[0] : inside[-1] + 1]
    return any(named) and all(
        technical or page.kind(i) in ("country", "demonym", "place")
        for i, technical in zip(inside, named, strict=True)
    )


def proper(page: Page, i: int) -> bool:
    """Word `i` may begin or continue a proper name that nobody has claimed."""
    word = page.words[i]
    if not word.capital or page.person_of[i] or page.title_at[i]:
        return False
    return word.lower not in page.lexicon.starters and word.lower not in page.lexicon.not_names


def run_end(page: Page, i: int) -> int:
    """Return where the run of unclaimed capitalised words that begins at `i` ends."""
    j = i + 1
    while j < len(page.words) and j - i < _LONGEST_RUN and page.words[j].gap in (" ", "\u00a0", " & "):
        if not proper(page, j) or page.kind(j) not in ("", "country"):
            break
        j += 1
    return j


def _extended(page: Page, i: int) -> Proposal | None:
    """A known company and the name of its division or subsidiary: "Viettel IDC", "Intel Products Vietnam"."""
    hit = page.hit(i)
    if hit is None or hit.known[0].kind != "company" or page.words[i].end != hit.end:
        return None
    j = i + 1
    last = min(len(page.words), i + _LONGEST_RUN)
    while j < last and page.words[j].gap in (" ", "\u00a0", ".") and page.words[j].capital:
        word = page.words[j]
        acronym = (
            _ACRONYM.fullmatch(word.text) and len(word.text) <= 4 and word.lower not in page.lexicon.not_names
        )
        division = word.lower in page.lexicon.divisions or page.kind(j) in ("country", "place")
        if page.title_at[j] or page.person_of[j] or not (division or acronym):
            break
        j += 1
    if j == i + 1:
        return None
    bare = all(page.words[k].lower in _LEGAL for k in range(i + 1, j))
    actor = hit.known[0].actor if bare else None
    country = page.country_in(hit.end, page.words[j - 1].end) or hit.known[0].country
    forms = ((hit.start, hit.end),) if bare else ()
    return Proposal(hit.start, page.words[j - 1].end, "company", country, actor, 0.8, forms)


_LEGAL = frozenset(
    {
        "group",
        "corporation",
        "corp",
        "inc",
        "ltd",
        "limited",
        "co",
        "company",
        "jsc",
        "ag",
        "sa",
        "se",
        "gmbh",
        "plc",
        "llc",
        "nv",
        "holdings",
    }
)
