"""Forms: the shorter ways in which a text may name an organisation, and the country it belongs to."""

from passerelle.core.reading.bodies import country_after, country_before
from passerelle.core.reading.page import Page, Proposal


def organisation(page: Page, i: int, j: int, kind: str, head: int) -> Proposal:
    """Propose words[i:j], whose head word stands at `head`, with its country and its shorter forms."""
    words = page.words
    country = page.country_in(words[i].start, words[j - 1].end)
    country = country or country_before(page, i) or country_after(page, j)
    forms = tuple(_company_forms(page, i, j, head) if kind == "company" else _forms(page, i, j, kind, head))
    return Proposal(words[i].start, words[j - 1].end, kind, country, None, 0.7, forms)


def _company_forms(page: Page, i: int, j: int, head: int) -> list[tuple[int, int]]:
    """A company is also named without its common noun: "Công ty Cổ phần X", "groupe marocain X"."""
    core = head
    while core < j - 1 and (
        not page.words[core].capital or _common(page, core) or page.kind(core) == "demonym"
    ):
        core += 1
    return [(page.words[core].start, page.words[j - 1].end)] if i <= head < core else []


def _forms(page: Page, i: int, j: int, kind: str, head: int) -> list[tuple[int, int]]:
    """A body is also named without its country: "Japanese Ministry of …", "Bộ … Việt Nam"."""
    words, forms, front, tail = page.words, [], i, j
    while kind == "government" and front < head and page.kind(front) in ("demonym", "country"):
        front += 1
    if i < front and (front < head or j > head + 1):
        forms.append((words[front].start, words[j - 1].end))
    places = ("country", "place") if kind in ("government", "mission") else ("country",)
    while (
        (kind in ("government", "mission") or page.language == "vi")
        and tail - 1 > head
        and page.kind(tail - 1) in places
    ):
        tail -= 1
    small = page.lexicon.connectors | page.lexicon.articles
    while head < tail - 1 and tail < j and words[tail - 1].lower in small:
        tail -= 1
    if tail < j and (local := page.lexicon.local.before(words, tail)):
        tail = local[0]
    if tail < j and (tail > head + 1 or (kind == "mission" and i < head)):
        forms.append((words[i].start, words[tail - 1].end))
    return forms


def _common(page: Page, i: int) -> bool:
    """Word `i` belongs to the common noun that opens a company's name: "Công ty Cổ phần", "Groupe"."""
    for k in range(max(0, i - 3), i + 1):
        for phrases in (page.lexicon.first, page.lexicon.cues):
            found = phrases.at(page.words, k)
            if found and k + found[0] > i:
                return True
    return False
