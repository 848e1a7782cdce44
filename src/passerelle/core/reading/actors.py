"""Joins proposals into actors: which mentions name the same one, where it belongs, what its identifier is."""

from collections import Counter
from dataclasses import dataclass, field

from passerelle.core.naming.gazetteer import Hit, KnownName
from passerelle.core.naming.slugs import slug
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.text.folding import fold


@dataclass
class Gathered:
    """An actor while its mentions are being collected."""

    id: str
    kind: str
    country: str | None
    spans: list[tuple[int, int, float]] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)


def home_country(page: Page) -> str | None:
    """Return the country that an unqualified ministry most likely belongs to: the one named most often."""
    counted: Counter[str] = Counter()
    for hit in page.hits:
        known = hit.known[0]
        if (known.kind in ("country", "demonym") and known.country) or (
            known.country and known.kind == "government" and len({name.actor for name in hit.known}) == 1
        ):
            counted[known.country] += 1
    if page.language == "vi":
        counted["VN"] += 3
    return counted.most_common(1)[0][0] if counted else None


def choose(hit: Hit, clue: str | None, home: str | None) -> KnownName | None:
    """Return which actor of those who share a name is meant: the clue's, else the home country's, else the first."""
    candidates = hit.known
    if clue:
        for known in candidates:
            if known.country == clue:
                return known
        if candidates[0].kind == "government":
            return None
    for known in candidates:
        if known.country == home:
            return known
    return candidates[0]


def clue_near(page: Page, hit: Hit) -> str | None:
    """Return the country that the words around a body's name give: "Japan's …", "… du Japon", "… của Lào"."""
    inside = page.country_in(hit.start, hit.end)
    words = page.covered(hit.start, hit.end)
    before = page.hit(words[0] - 1)
    after = [page.hit(words[-1] + step) for step in (1, 2, 3)]
    between = [page.words[k].lower for k in range(words[-1] + 1, min(words[-1] + 4, len(page.words)))]
    if inside:
        return inside
    if before and before.known[0].kind == "demonym":
        return before.known[0].country
    if (
        before
        and before.known[0].kind == "country"
        and (page.language == "en" or page.words[words[0]].gap == " ")
    ):
        return before.known[0].country
    linking = page.lexicon.genitive | page.lexicon.articles | {"của"}
    for step, found in enumerate(after):
        if any(word not in linking for word in between[:step]):
            break
        if found and found.known[0].kind in ("country", "demonym"):
            first = page.words[words[-1] + step + 1]
            return found.known[0].country if first.joined else None
    return None


def person_id(page: Page, proposal: Proposal, full: dict[str, str], parts: dict[tuple[str, ...], str]) -> str:
    """Return the identifier of a person; a part of a full name met in the document is the same person."""
    key = fold(page.text[proposal.start : proposal.end]).replace("-", " ")
    if key in full:
        return full[key]
    return parts.get(tuple(key.split())) or slug(key)


def parts_of(full: dict[str, str]) -> dict[tuple[str, ...], str]:
    """Return what may stand for each full name later: its last words, or its first where one name alone has it.

    Family names that come first ("Kim") stand for the fullest name that has them.
    """
    parts: dict[tuple[str, ...], str] = {}
    firsts: dict[tuple[str, ...], set[str]] = {}
    for name, identifier in full.items():
        known = tuple(name.split())
        for first in range(1, len(known)):
            parts.setdefault(known[first:], identifier)
        if len(known) > 1:
            firsts.setdefault(known[:1], set()).add(identifier)
            if known[0] in names().family_first:
                parts.setdefault(known[:1], identifier)
    for first_name, identifiers in firsts.items():
        if len(identifiers) == 1:
            parts.setdefault(first_name, next(iter(identifiers)))
    return parts


def body_id(name: str, kind: str, country: str | None) -> str:
    """Return the identifier of an organisation that no table knows."""
    return f"{country.lower()}-{slug(name)}" if country and kind in ("government", "mission") else slug(name)


def mission_id(page: Page, proposal: Proposal, country: str, posts: dict[str, str]) -> str:
    """Return the identifier of a mission: sending state, kind, post ("fr-embassy-vn").

    `posts` remembers the post of each kind of mission, so that "the embassy of France" finds the one in Viet Nam.
    """
    written = fold(page.text[proposal.start : proposal.end])
    embassy = any(word in written for word in ("ambassad", "embassy", "dai su quan", "high commission"))
    kind = "embassy" if embassy else "consulate" if "consul" in written or "lanh su" in written else "mission"
    post = ""
    for hit in page.hits_in(proposal.start, proposal.end):
        if hit.known[0].kind in ("country", "place") and hit.known[0].actor != country.lower():
            post = hit.known[0].actor
    key = f"{country.lower()}-{kind}"
    if post:
        posts.setdefault(key, post)
    post = post or posts.get(key, "")
    return f"{key}-{post}" if post else key
