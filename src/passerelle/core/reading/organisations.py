"""Finds organisations by the words that open, close or announce their names."""

import regex

from passerelle.core.reading.complements import complement_end
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.text.folding import fold

_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}\p{N}&-]{1,9}")
_LONGEST_RUN = 7


def find_organisations(page: Page) -> list[Proposal]:
    """Return the organisations that the page names, known names aside; proposals may overlap."""
    found: list[Proposal] = []
    for i in range(len(page.words)):
        if page.person_of[i]:
            continue
        for finder in (_opened, _closed, _announced, _extended, _minister):
            if proposal := finder(page, i):
                found.append(proposal)
    return found


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
    if hit and hit.start < word.start:
        return None
    end = complement_end(page, i, length, kind)
    if end is None or (kind == "investor" and not any(page.words[k].capital for k in range(i + length, end))):
        return None
    if any(page.words[k].lower in page.lexicon.events for k in range(i + length, end)):
        return None
    start = i
    if page.language == "en":
        start = _leftwards(page, i)
    return _organisation(page, start, end, kind, i)


def _closed(page: Page, i: int) -> Proposal | None:
    """A head word closes the name: "Applied Materials Inc", "Kyoto University", "Commerce Department"."""
    head = page.lexicon.last.at(page.words, i)
    if head is None or not page.words[i].capital:
        return None
    length, kind = head
    start = _leftwards(page, i)
    if start == i:
        return None
    if kind == "company" and all(fold(page.words[k].text) in page.lexicon.portfolio for k in range(start, i)):
        return None
    if any(page.words[k].lower in page.lexicon.events for k in range(start, i)):
        return None
    end = i + length
    after = complement_end(page, i, length, kind) if page.language == "en" and kind != "company" else None
    return _organisation(page, start, after or end, kind, i)


def _leftwards(page: Page, i: int) -> int:
    """Return where the capitalised words begin that lead up to word `i`."""
    start = i
    while start > 0 and i - start < _LONGEST_RUN and page.words[start].gap in (" ", "\u00a0", " & "):
        word = page.words[start - 1]
        if word.lower in page.lexicon.conjunctions and start > 1 and _joins_left(page, start - 2):
            start -= 1
            continue
        opener = word.opens and word.lower in page.lexicon.starters
        if not word.capital or opener or page.person_of[start - 1] or _is_title(page, start - 1):
            break
        if word.lower in page.lexicon.starters and page.language != "en":
            break
        if (
            word.lower in page.lexicon.starters
            and not page.hit(start - 1)
            and word.lower
            not in (
                "new",
                "joint",
                "state",
                "north",
                "south",
                "east",
                "west",
                "strategic",
                "quantum",
                "artificial",
            )
        ):
            break
        start -= 1
    while start < i and page.words[start].lower in page.lexicon.conjunctions:
        start += 1
    return start


def _joins_left(page: Page, i: int) -> bool:
    """Words joined by "and" before a head are one name when all of them are fields of a ministry."""
    return (
        page.language == "en" and page.words[i].capital and fold(page.words[i].text) in page.lexicon.portfolio
    )


def _is_title(page: Page, i: int) -> bool:
    return bool(
        page.lexicon.office.at(page.words, i) or page.lexicon.courtesy.at(page.words, i)
    ) and not page.hit(i)


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
    end = run_end(page, j)
    if (
        page.language == "vi"
        and not page.words[i].capital
        and fold(page.words[j].text) in names().vietnamese_given
        and (end - j < 2)
    ):
        return None
    return _organisation(page, j, end, kind, j)


def proper(page: Page, i: int) -> bool:
    """Word `i` may begin or continue a proper name that nobody has claimed."""
    word = page.words[i]
    if not word.capital or page.person_of[i] or _is_title(page, i):
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
    while j < len(page.words) and page.words[j].gap in (" ", "\u00a0", ".") and page.words[j].capital:
        word = page.words[j]
        acronym = (
            _ACRONYM.fullmatch(word.text) and len(word.text) <= 4 and word.lower not in page.lexicon.not_names
        )
        country = page.kind(j) == "country"
        if (
            _is_title(page, j)
            or page.person_of[j]
            or not (word.lower in page.lexicon.divisions or acronym or country)
        ):
            break
        j += 1
    if j == i + 1:
        return None
    start = page.covered(hit.start, hit.end)[0]
    bare = all(page.words[k].lower in _LEGAL for k in range(i + 1, j))
    actor = hit.known[0].actor if bare else None
    country = page.country_in(hit.end, page.words[j - 1].end) or hit.known[0].country
    forms = ((hit.start, hit.end),) if bare else ()
    return (
        Proposal(hit.start, page.words[j - 1].end, "company", country, actor, 0.8, forms)
        if start >= 0
        else None
    )


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


def _minister(page: Page, i: int) -> Proposal | None:
    """The title of a minister names the ministry: "ministre du Plan", "Finance Minister", "Bộ trưởng Tài chính"."""
    body = page.lexicon.body.at(page.words, i)
    if body is None:
        return None
    j = i + body[0]
    end = complement_end(page, i, body[0], "government", title=True)
    words = page.words
    if end is not None:
        k = j
        while k < end and (words[k].lower in page.lexicon.connectors or page.kind(k) == "demonym"):
            k += 1
        content = (words[k].start, words[end - 1].end)
        if page.lexicon.portfolio and fold(words[k].text) not in {fold(w) for w in page.lexicon.portfolio}:
            return None
        country = page.country_in(words[i].start, words[end - 1].end) or _country_before(page, i)
        return Proposal(
            *content, "government", country, None, 0.7, ((words[i].start, words[end - 1].end),), title=True
        )
    if page.language == "en" and i and words[i].joined and fold(words[i - 1].text) in page.lexicon.portfolio:
        start = i - 1
        while (
            start
            and words[start].joined
            and (
                fold(words[start - 1].text) in page.lexicon.portfolio
                or (words[start - 1].lower == "and" and words[start - 1].joined)
            )
        ):
            start -= 1
        span = (words[start].start, words[j - 1].end)
        country = _country_before(page, start)
        return Proposal(
            *span, "government", country, None, 0.65, ((words[start].start, words[i - 1].end),), title=True
        )
    return None


def _country_before(page: Page, i: int) -> str | None:
    """Return the country or nationality written just before word `i` ("Japan's", "the French")."""
    for k in range(i - 1, max(-1, i - 3), -1):
        hit = page.hit(k)
        if hit and hit.known[0].kind in ("country", "demonym"):
            return hit.known[0].country
    return None


def _organisation(page: Page, i: int, j: int, kind: str, head: int) -> Proposal | None:
    words = page.words
    country = page.country_in(words[i].start, words[j - 1].end)
    if kind == "mission" or country is None:
        country = country or _country_before(page, i) or _country_after(page, j)
    forms = []
    k = i
    while k < head and page.kind(k) in ("demonym", "country") and words[i].capital:
        k += 1
    if i < k <= head and (k < head or j > head + 1) and kind not in ("company",):
        forms.append((words[k].start, words[j - 1].end))
    tail = j
    while tail - 1 > head and page.kind(tail - 1) == "country":
        tail -= 1
    if head + 1 < tail < j and kind != "mission" and words[tail - 1].lower not in page.lexicon.connectors:
        forms.append((words[i].start, words[tail - 1].end))
    elif (
        head + 1 < tail < j
        and words[tail - 1].lower in page.lexicon.connectors
        and kind != "mission"
        and head + 2 < tail
    ):
        forms.append((words[i].start, words[tail - 2].end))
    return Proposal(words[i].start, words[j - 1].end, kind, country, None, 0.7, tuple(forms))


def _country_after(page: Page, j: int) -> str | None:
    """Return the country written just after ("… of Japan", "… du Japon", "… của Nhật Bản", "… (Japan)")."""
    for k in range(j, min(j + 3, len(page.words))):
        hit = page.hit(k)
        if hit and hit.known[0].kind in ("country", "demonym"):
            return hit.known[0].country
        if page.words[k].lower not in page.lexicon.connectors:
            break
    return None
