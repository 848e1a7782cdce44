"""Finds who is named in a text: known names first, then people and organisations by rule, then a recogniser's."""

from collections.abc import Iterable, Iterator, Sequence

from passerelle.core.naming.gazetteer import Gazetteer, Hit
from passerelle.core.reading.actors import home_country
from passerelle.core.reading.capitals import states_meant
from passerelle.core.reading.credits import credits_of
from passerelle.core.reading.lexicon import lexicon
from passerelle.core.reading.model import Actor, Mention
from passerelle.core.reading.namer import Namer
from passerelle.core.reading.organisations import find_organisations, only_common, proper
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.people import find_people
from passerelle.core.reading.recogniser import Recogniser
from passerelle.core.reading.register import Register
from passerelle.core.reading.words import words_of
from passerelle.core.technologies import TechnologyMention, tag
from passerelle.core.text.model import Span
from passerelle.core.text.occupied import Occupied


def find_mentions(
    text: str,
    language: str,
    sentences: list[Span],
    gazetteer: Gazetteer,
    recogniser: Recogniser | None = None,
    hits: list[Hit] | None = None,
    namer: Namer | None = None,
    technologies: Sequence[TechnologyMention] | None = None,
) -> tuple[list[Mention], list[Actor]]:
    """Return the mentions of `text`, in order and without overlap, and the actors that they name.

    `language` is ISO 639-1 and one of those we read. Known names override rules, rules override the recogniser.
    `hits` (the known names) and `technologies` are those found before, if they were. A `namer` reviews what all of
    these propose.
    """
    page, settled = proposed(text, language, gazetteer, recogniser, hits, technologies)
    judged = namer.judged(page, settled) if namer else settled
    credited = _occupied(page, credits_of(text, language))
    judged = [one for one in judged if credited.free(one.start, one.end)]
    return Register(page, sentences, gazetteer).fill(judged)


def proposed(
    text: str,
    language: str,
    gazetteer: Gazetteer,
    recogniser: Recogniser | None = None,
    hits: list[Hit] | None = None,
    technologies: Sequence[TechnologyMention] | None = None,
) -> tuple[Page, list[Proposal]]:
    """Return a page and what tables, rules and a recogniser take for actors in it, in order and without overlap."""
    page = Page(
        text,
        language,
        words_of(text),
        lexicon(language),
        gazetteer.find(text, language) if hits is None else hits,
        recogniser.recognise(text) if recogniser else [],
        tag(text, language) if technologies is None else technologies,
    )
    people = find_people(page)
    organisations = find_organisations(page)
    proposals = people + organisations + _known(page) + _offices(page) + states_meant(page)
    if recogniser:
        proposals += _recognised(page, proposals)
    proposals += _listed(page, proposals)
    sources = [hit for hit in page.hits if hit.known[0].kind == "media" and _is_source(page, hit)]
    credited = _occupied(page, sources)
    proposals = [proposal for proposal in proposals if credited.free(proposal.start, proposal.end)]
    return page, _settle(page, proposals)


def _occupied(page: Page, found: Iterable[Proposal | Hit | Span]) -> Occupied:
    occupied = Occupied(len(page.text))
    for one in found:
        occupied.take(one.start, one.end)
    return occupied


def _known(page: Page) -> list[Proposal]:
    """Turn known names into proposals; nationalities are clues, not actors."""
    found = []
    for hit in page.hits:
        known = hit.known[0]
        if known.kind != "demonym":
            end, country = _with_country(page, hit)
            found.append(Proposal(hit.start, end, known.kind, country, None, 0.95))
    return found


def _with_country(page: Page, hit: Hit) -> tuple[int, str | None]:
    """A Vietnamese body is named with its country, which tells it from its namesakes: "Bộ Thương mại … Hàn Quốc".

    Return where its name ends, and the country.
    """
    usual = hit.end, hit.known[0].country
    after = page.covered(hit.start, hit.end)[-1] + 1
    if page.language != "vi" or after >= len(page.words) or not page.words[after].joined:
        return usual
    other = page.hit(after)
    if (
        other is None
        or other.known[0].kind != "country"
        or hit.known[0].kind not in ("government", "institute")
    ):
        return usual
    country = other.known[0].country
    same = any(known.country == country for known in hit.known)
    return (other.end, country) if same and other.start >= hit.end else usual


def _is_source(page: Page, hit: Hit) -> bool:
    """A medium that is only credited is no actor: "told Reuters", "Theo Reuters", "Photo : VNA/CVN"."""
    first = page.covered(hit.start, hit.end)[0]
    before, after = page.text[: hit.start].rstrip(" \u00a0")[-1:], page.text[hit.end : hit.end + 1]
    credited = before in ("(", "/", ":", "|", "©", "") or after == "/"
    return credited or (first > 0 and page.words[first - 1].lower in page.lexicon.media_after)


def _is_country(page: Page, i: int) -> bool:
    return i >= 0 and page.kind(i) in ("country", "demonym")


def _offices(page: Page) -> list[Proposal]:
    """The prime minister as an office: acting without a name, or signing with one."""
    found = []
    for i in page.lexicon.prime.places(page.words):
        office = page.lexicon.prime.at(page.words, i)
        if office is None or (page.language != "fr" and not page.words[i].capital):
            continue
        j = i + office[0]
        before = page.words[i - 1].lower if i else ""
        if before in page.lexicon.deputy and page.words[i].joined:
            continue
        country = next(
            (page.hits[page.hit_of[k]].known[0].country for k in (i - 1, j) if _is_country(page, k)), None
        )
        while j < len(page.words) and page.kind(j) in ("demonym", "country"):
            j += 1
        named = j < len(page.words) and page.person_of[j] and page.words[j].joined
        while j < len(page.words) and page.person_of[j]:
            j += 1
        acts = any(word.lower in page.lexicon.acts for word in page.words[j : j + 5])
        if acts or not named:
            span = (page.words[i].start, page.words[i + office[0] - 1].end)
            country = country or home_country(page)
            actor = f"{country.lower()}-pm" if country else "pm"
            forms = tuple(
                {(page.words[first].start, page.words[last - 1].end) for first, last in _wider(page, i, j)}
            )
            found.append(Proposal(*span, "government", country, actor, 0.7 if acts else 0.5, forms))
    return found


def _wider(page: Page, i: int, j: int) -> Iterator[tuple[int, int]]:
    """The office with the nationality beside it: "premier ministre laotien", "Thủ tướng Ấn Độ"."""
    if page.kind(j - 1) in ("demonym", "country") and not page.person_of[j - 1]:
        yield i, j
    if page.language == "en" and i and page.words[i].joined and page.kind(i - 1) == "demonym":
        yield i - 1, j


def _recognised(page: Page, proposals: list[Proposal]) -> list[Proposal]:
    """Take a recogniser's organisations and places where nothing else was found, if they look like names."""
    taken = _occupied(page, proposals)
    small = {word.lower for word in page.words if not word.capital}
    found = []
    for guess in page.recognised:
        if guess.label == "person" or not taken.free(guess.start, guess.end):
            continue
        inside = page.covered(guess.start, guess.end)
        while inside and page.words[inside[0]].lower in page.lexicon.articles | page.lexicon.starters:
            inside = inside[1:]
        if inside and _looks_like_name(page, inside, small):
            kind = "place" if guess.label == "place" else "company"
            span = (page.words[inside[0]].start, page.words[inside[-1]].end)
            found.append(Proposal(*span, kind, confidence=0.5))
    return found


def _looks_like_name(page: Page, inside: range, small: set[str]) -> bool:
    """Refuse what a recogniser often mistakes for a name: common words, events, titles of works in quotes."""
    words = page.words[inside[0] : inside[-1] + 1]
    if not all(proper(page, i) for i in inside) or any("\n" in word.gap for word in words[1:]):
        return False
    around = page.words[max(0, inside[0] - 1) : inside[-1] + 2]
    if any(word.lower in page.lexicon.events for word in around):
        return False
    if page.text[: words[0].start].rstrip(" \u00a0\u202f")[-1:] in ("«", "“", '"', "„"):
        return False
    if only_common(page, inside):
        return False
    if len(words) == 1 and page.lexicon.first.at(page.words, inside[0]):
        return False
    return len(words) > 1 or (len(words[0].text) > 2 and not words[0].opens and words[0].lower not in small)


def _listed(page: Page, proposals: list[Proposal]) -> list[Proposal]:
    """An unknown name in an enumeration of companies is a company: "Samsung, Amkor, Hana Micron et Intel"."""
    firms = {i for p in proposals if p.kind == "company" for i in page.covered(p.start, p.end)}
    taken = {i for p in proposals for i in page.covered(p.start, p.end)}
    found, i = [], 0
    while i < len(page.words):
        if not page.words[i].capital or i in taken or not proper(page, i):
            i += 1
            continue
        j = i + 1
        while j < len(page.words) and page.words[j].gap == " " and j not in taken and proper(page, j):
            j += 1
        if (
            _neighbour(page, i - 1, i, firms, back=True)
            and _neighbour(page, j, j, firms, back=False)
            and j - i <= 3
            and not only_common(page, range(i, j))
        ):
            found.append(Proposal(page.words[i].start, page.words[j - 1].end, "company", None, None, 0.6))
        i = j
    return found


def _neighbour(page: Page, k: int, gap: int, firms: set[int], *, back: bool) -> bool:
    """The next member of the enumeration, past a comma or "and", is a company."""
    if not 0 <= k < len(page.words) or gap >= len(page.words):
        return False
    conjunction = page.words[k].lower in page.lexicon.conjunctions
    if conjunction:
        k += -1 if back else 1
        return 0 <= k < len(page.words) and k in firms
    return page.words[gap].gap.strip(" \u00a0") == "," and k in firms


def _settle(page: Page, proposals: list[Proposal]) -> list[Proposal]:
    """Keep the longest of overlapping proposals, the surer of equally long ones."""
    kept: list[Proposal] = []
    taken = Occupied(len(page.text))
    for proposal in sorted(proposals, key=lambda p: (p.start - p.end, -p.confidence, p.start)):
        if taken.free(proposal.start, proposal.end):
            taken.take(proposal.start, proposal.end)
            kept.append(proposal)
    return sorted(kept, key=lambda p: p.start)
