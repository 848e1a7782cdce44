"""Independent origins: documents that rest on one first writer count once.

Copies and excerpts of one text, accounts that credit the same agency, and pages of the same publisher are one
origin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from passerelle.core.events.tables import table
from passerelle.core.text.folding import fold

_LOOKED_AT = 200_000  # characters
_BEFORE, _AFTER, _LEAD = 24, 24, 260


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from: the group of copies it belongs to, the agencies it credits, its publisher."""

    document: str
    copies: str
    agencies: frozenset[str] = frozenset()
    publisher: str = ""


def agencies(text: str) -> frozenset[str]:
    """Return the agencies that a text credits.

    One that is only spoken of ("Reuters opened an office") is none.
    """
    pattern, owners, before, after = _credits()
    text = text[:_LOOKED_AT]
    begin = text.find("\n") + 1  # a title credits nobody
    found = set()
    for match in pattern.finditer(text, begin):
        near = fold(text[max(0, match.start() - _BEFORE) : match.start()])
        behind = fold(text[match.end() : match.end() + _AFTER]).strip(" ,.")
        if (
            _bracketed(text, match.start(), match.end())
            or _in_dateline(text, begin, match.start(), match.end())
            or near.rstrip(' «"').endswith(before)
            or behind.startswith(after)
            or _closing(text, match.start(), match.end())
        ):
            found.add(owners[match.group()])
    return frozenset(found)


def independent(origins: Sequence[Origin]) -> list[tuple[str, ...]]:
    """Group the documents of one event by origin: the number of groups is the number of independent origins."""
    group = {one.document: {one.document} for one in origins}
    holder: dict[str, str] = {}
    for one in origins:
        for mark in _marks(one):
            known = group[holder.setdefault(mark, one.document)]
            if known is not group[one.document]:
                known |= group[one.document]
                group.update(dict.fromkeys(known, known))
    return sorted({tuple(sorted(members)) for members in group.values()})


def _marks(one: Origin) -> Iterable[str]:
    yield f"copies:{one.copies}"
    yield from (f"agency:{agency}" for agency in sorted(one.agencies))
    if one.publisher.strip():
        yield f"publisher:{' '.join(fold(one.publisher).split())}"


def _bracketed(text: str, start: int, end: int) -> bool:
    """`(AFP)`, `(Reuters) –`, `(TTXVN/VNA)`, but not `(Photo: VNA)`."""
    opened = text.rfind("(", max(0, start - _BEFORE), start)
    closed = text.find(")", end, end + _AFTER)
    if opened < 0 or closed < 0 or ")" in text[opened:start] or "(" in text[end:closed]:
        return False
    return not fold(text[opened + 1 : start]).lstrip().startswith(tuple(table("agencies")["cues"]["photo"]))


def _in_dateline(text: str, begin: int, start: int, end: int) -> bool:
    """`HANOI, June 2 (AP) -`, `Hà Nội (TTXVN) –`, `AFP -`: before the dash that opens the text."""
    if start - begin > _LEAD:
        return False
    line = text.rfind("\n", 0, start) + 1
    return start - line < 90 and bool(_DASH.match(text, end)) and not _SENTENCE.search(text, line, start)


def _closing(text: str, start: int, end: int) -> bool:
    """A line or the end of the text that says nothing but the agency: `– VNA`, `AFP`."""
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    tail = text[end : stop if stop >= 0 else len(text)].strip(" ./-–—)")
    lead = text[line:start].rstrip()
    return not tail and (not lead or lead.endswith(("—", "–", "-", "/")))


_DASH = regex.compile(r"[^\n.!?]{0,30}?\s?[-–—]\s")
_SENTENCE = regex.compile(r"[\p{Ll}\d]{3,}[.!?]\s")


@cache
def _credits() -> tuple[regex.Pattern[str], dict[str, str], tuple[str, ...], tuple[str, ...]]:
    tables = table("agencies")
    owners = {name: agency for agency, names in tables["names"].items() for name in names}
    longest = sorted(owners, key=lambda name: (-len(name), name))
    pattern = regex.compile(
        r"(?<![\p{L}\p{N}])(?:" + "|".join(map(regex.escape, longest)) + r")(?![\p{L}\p{N}])"
    )
    cues = tables["cues"]
    return pattern, owners, tuple(cues["words"]), tuple(cues["after"])
