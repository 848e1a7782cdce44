"""Bodies that a title names, and the countries that the words beside a body give it."""

from passerelle.core.reading.complements import complement_end
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.text.folding import fold


def find_ministry(page: Page, i: int) -> Proposal | None:
    """The title of a minister names the ministry: "ministre du Plan", "Finance Minister", "Bộ trưởng Tài chính"."""
    body = page.lexicon.body.at(page.words, i)
    if body is None:
        return None
    end = complement_end(page, i, body[0], "government", title=True)
    if end is not None:
        return _after_title(page, i, i + body[0], end)
    return _before_title(page, i, i + body[0]) if page.language == "en" else None


def _after_title(page: Page, i: int, j: int, end: int) -> Proposal | None:
    words, k = page.words, j
    while k < end and (
        page.kind(k) == "demonym" or not (words[k].capital or words[k].lower in page.lexicon.portfolio)
    ):
        k += 1
    if k >= end:
        return None
    whole, last = (words[i].start, words[end - 1].end), end - 1
    while last > k and page.kind(last) in ("country", "demonym"):
        last -= 1
    country = page.country_in(*whole) or country_before(page, i)
    return _titled(page, (words[k].start, words[last].end), whole, country, end)


def _before_title(page: Page, i: int, j: int) -> Proposal | None:
    words, start = page.words, i
    while (
        start
        and words[start].joined
        and (
            fold(words[start - 1].text) in page.lexicon.portfolio
            or (words[start - 1].lower == "and" and start < i)
        )
    ):
        start -= 1
    if start == i:
        return None
    whole = (words[start].start, words[j - 1].end)
    return _titled(page, (whole[0], words[i - 1].end), whole, country_before(page, start), j)


def _titled(
    page: Page, field: tuple[int, int], whole: tuple[int, int], country: str | None, end: int
) -> Proposal:
    return Proposal(
        *field,
        "government",
        country or _country_of_name(page, end),
        confidence=0.7,
        forms=(whole,),
        title=True,
    )


def _country_of_name(page: Page, j: int) -> str | None:
    """A Vietnamese name after a title says whose minister it is."""
    if j < len(page.words) and page.person_of[j] and page.words[j].gap.strip(" ,\u00a0") == "":
        return "VN" if fold(page.words[j].text) in names().vietnamese_family else None
    return None


def country_before(page: Page, i: int) -> str | None:
    """Return the country or nationality written just before word `i` ("Japan's", "the French")."""
    for k in range(i - 1, max(-1, i - 3), -1):
        hit = page.hit(k)
        if hit and hit.known[0].kind in ("country", "demonym"):
            return hit.known[0].country
        if page.words[k].lower in page.lexicon.conjunctions:
            return None
    return None


def country_after(page: Page, j: int) -> str | None:
    """Return the country written just after ("… of Japan", "… du Japon", "… của Nhật Bản", "… (Japan)")."""
    for k in range(j, min(j + 3, len(page.words))):
        hit = page.hit(k)
        if hit and hit.known[0].kind in ("country", "demonym"):
            return hit.known[0].country
        if page.words[k].lower not in page.lexicon.connectors:
            break
    return None
