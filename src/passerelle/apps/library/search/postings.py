"""Posting lists: for each value of each facet, the set of documents that carry it.

They are written in the transaction that writes the document or its claims, so a count is never late, and
read whole for each question: at 100,000 documents that is a few megabytes. Who may see a document is a facet
like the others ("marking"), and `seen_by` is part of every question.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import MEMBERS, may
from passerelle.apps.library.models import Posting, Tlp

MARKING = "marking"
# How many standing claims and how many to review a document has, by the binary digits of the number.
CLAIMS, WAITING = "claims", "waiting"
_LOCK = 0x5041_5353  # any number of our own: one writer of postings at a time on PostgreSQL

Postings = dict[str, dict[str, int]]


def read_postings(facets: Iterable[str] | None = None) -> Postings:
    """Return facet → value → set of documents; all facets unless some are named."""
    found = Posting.objects.order_by()
    if facets is not None:
        found = found.filter(facet__in=list(facets))
    pieces: dict[tuple[str, str], list[tuple[int, bytes]]] = defaultdict(list)
    for facet, value, block, octets in found.values_list("facet", "value", "block", "bits"):
        pieces[facet, value].append((block, octets))
    postings: Postings = defaultdict(dict)
    size = Posting.BLOCK // 8
    for (facet, value), blocks in pieces.items():
        whole = bytearray((max(block for block, _ in blocks) + 1) * size)
        for block, octets in blocks:
            whole[block * size : block * size + len(octets)] = octets
        postings[facet][value] = int.from_bytes(whole, "little")
    return postings


def mark_value(organisation_id: int, tlp: str) -> str:
    return f"{organisation_id}:{tlp}"


def seen_by(user: User, postings: Postings) -> int:
    """Return the documents that the markings let a user see (as `permissions.visible` says in SQL)."""
    if not may(user, "document.read"):
        return 0
    member = user.role in MEMBERS
    seen = 0
    for value, bits in postings.get(MARKING, {}).items():
        organisation, tlp = value.split(":")
        own = int(organisation) == user.organisation_id
        if tlp == Tlp.CLEAR or (own and (member or tlp != Tlp.RED)) or (member and tlp == Tlp.GREEN):
            seen |= bits
    return seen


def digits(number: int) -> set[str]:
    """Return the powers of two that make a number up, as facet values; `total` adds them again."""
    return {str(1 << place) for place in range(number.bit_length()) if number >> place & 1}


def total(postings: Postings, facet: str, documents: int) -> int:
    """Return the sum of a number (CLAIMS, WAITING) over a set of documents."""
    return sum(int(value) * (bits & documents).bit_count() for value, bits in postings.get(facet, {}).items())


def write_postings(document_id: int, facets: dict[str, set[str]]) -> None:
    """Put a document into exactly these lists (facet → values), and take it out of all others."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    block, bit = divmod(document_id, Posting.BLOCK)
    place, mask = bit >> 3, 1 << (bit & 7)
    wanted = {(facet, value) for facet, values in facets.items() for value in values}
    changed: list[Posting] = []
    for posting in Posting.objects.filter(block=block).order_by():
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
