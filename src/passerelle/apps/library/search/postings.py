"""Posting lists: for each value of each facet, the set of documents that carry it.

They are written in the transaction that writes the document or its claims, so a count is never late. Who may
see a document is a facet like the others ("marking"), and `seen_by` is part of every question.

Every write replaces a stamp, a random number that is a row of the same table. So a stamp never stands for two
contents, whatever is rolled back or restored, and what was read with a stamp is true as long as a reader finds
that stamp: a process keeps the last lists it read and asks for the stamp alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.db import connection

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import MEMBERS, may
from passerelle.apps.accounts.prepared import Prepared
from passerelle.apps.library.models import Posting, Tlp
from passerelle.apps.library.search import bits

MARKING = "marking"
# Numbers, by their binary digits: standing claims, claims to review, the day of publication.
CLAIMS, WAITING, DAY = "claims", "waiting", "day"
_LOCK = 0x5041_5353  # any number of our own: one writer of postings at a time on PostgreSQL


class Postings(dict[str, dict[str, int]]):
    """Facet → value → set of documents, as they stood at one stamp. Not to be changed.

    `texts` remembers what the full text answered meanwhile: text is written under the same stamp.
    """

    def __init__(self, lists: Mapping[str, dict[str, int]]) -> None:
        super().__init__(lists)
        self.texts: dict[tuple[str, int], int] = {}


_STAMP = {"block": 0, "facet": "", "value": ""}
_STAMPED = Prepared(lambda _: Posting.objects.filter(**_STAMP).order_by().values_list("bits"))
_kept: tuple[bytes, Postings] | None = None


def read_postings(facets: Iterable[str] | None = None) -> Postings:
    """Return the lists of all facets, or at least of those named."""
    global _kept
    kept = _kept
    if kept and [(kept[0],)] == _STAMPED.rows():
        return kept[1]
    rows = Posting.objects.order_by()
    if facets is not None:
        rows = rows.filter(facet__in=list(facets))
    pieces: dict[tuple[str, str], list[tuple[int, bytes]]] = defaultdict(list)
    for facet, value, block, octets in rows.values_list("facet", "value", "block", "bits"):
        pieces[facet, value].append((block, octets))
    stamp = pieces.pop(("", ""), [])  # of the same statement as the lists
    postings: dict[str, dict[str, int]] = defaultdict(dict)
    size = Posting.BLOCK // 8
    for (facet, value), blocks in pieces.items():
        whole = bytearray((max(block for block, _ in blocks) + 1) * size)
        for block, octets in blocks:
            whole[block * size : block * size + len(octets)] = octets
        postings[facet][value] = int.from_bytes(whole, "little")
    found = Postings(postings)
    if stamp:
        _kept = (bytes(stamp[0][1]), found)
    return found


def mark_value(organisation_id: int, tlp: str) -> str:
    return f"{organisation_id}:{tlp}"


def seen_by(user: User, postings: Postings) -> int:
    """Return the documents that the markings let a user see (as `permissions.visible` says in SQL)."""
    if not may(user, "document.read"):
        return 0
    member = user.role in MEMBERS
    seen = 0
    for value, marked in postings.get(MARKING, {}).items():
        organisation, tlp = value.split(":")
        own = int(organisation) == user.organisation_id
        if tlp == Tlp.CLEAR or (own and (member or tlp != Tlp.RED)) or (member and tlp == Tlp.GREEN):
            seen |= marked
    return seen


def digits(number: int) -> set[str]:
    """Return the powers of two that make a number up, as facet values; `total` adds them again."""
    return {str(1 << place) for place in range(number.bit_length()) if number >> place & 1}


def total(postings: Postings, facet: str, documents: int) -> int:
    """Return the sum of a number (CLAIMS, WAITING) over a set of documents."""
    lists = postings.get(facet, {})
    return sum(int(value) * (held & documents).bit_count() for value, held in lists.items())


def by_number(documents: int, lists: Mapping[str, int], offset: int, limit: int) -> list[int]:
    """Return ids in descending order of a number kept by its digits, the newest first where it is the same."""
    digits = sorted(lists, key=int, reverse=True)
    ids: list[int] = []
    groups = [(documents, 0)]  # the highest numbers last; how many digits a group agrees in
    while groups and len(ids) < limit:
        group, place = groups.pop()
        size = group.bit_count()
        if size <= offset:
            offset -= size
        elif place == len(digits):
            ids += bits.page(group, offset, limit - len(ids))
            offset = 0
        else:
            higher = group & lists[digits[place]]
            groups += [(group ^ higher, place + 1), (higher, place + 1)]
    return ids


def write_postings(document_id: int, facets: dict[str, set[str]]) -> None:
    """Put a document into exactly these lists (facet → values), and take it out of all others."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    stamp()
    block, bit = divmod(document_id, Posting.BLOCK)
    place, mask = bit >> 3, 1 << (bit & 7)
    wanted = {(facet, value) for facet, values in facets.items() for value in values}
    changed: list[Posting] = []
    for posting in Posting.objects.filter(block=block).exclude(**_STAMP).order_by():
        key = (posting.facet, posting.value)
        octets = bytearray(posting.bits)
        has = place < len(octets) and bool(octets[place] & mask)
        if has != (key in wanted):
            octets.extend(bytes(max(0, place + 1 - len(octets))))
            octets[place] ^= mask
            posting.bits = bytes(octets)
            changed.append(posting)
        wanted.discard(key)
    Posting.objects.bulk_update(changed, ["bits"])
    Posting.objects.bulk_create(
        Posting(block=block, facet=facet, value=value, bits=bytes(place) + bytes([mask]))
        for facet, value in sorted(wanted)
    )


def stamp() -> None:
    """Say that the lists are others now, in the transaction that changes them and after any lock it takes."""
    if not Posting.objects.filter(**_STAMP).update(bits=uuid4().bytes):
        Posting.objects.create(**_STAMP, bits=uuid4().bytes)
