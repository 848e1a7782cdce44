"""Sets of documents as whole numbers: bit n is set when document n belongs to the set."""

from collections.abc import Iterable

import numpy
from numpy.typing import NDArray

_CHUNK = 16_384


def from_ids(ids: Iterable[int]) -> int:
    """Return the set of these document ids."""
    return _from_numbers(numpy.fromiter(ids, numpy.int64))


def from_text(ids: str) -> int:
    """Return the set of these document ids, written with commas between them."""
    return _from_numbers(numpy.fromstring(ids, numpy.int64, sep=",")) if ids else 0


def _from_numbers(ids: NDArray[numpy.int64]) -> int:
    if not len(ids):
        return 0
    flags = numpy.zeros(int(ids.max()) + 1, numpy.bool_)
    flags[ids] = True
    return int.from_bytes(numpy.packbits(flags, bitorder="little").tobytes(), "little")


def page(bits: int, offset: int, limit: int) -> list[int]:
    """Return the ids from `offset` on, highest first; whole chunks are skipped by counting their bits."""
    chunks = (bits.bit_length() + _CHUNK - 1) // _CHUNK
    octets = bits.to_bytes(chunks * _CHUNK // 8, "little")
    found: list[int] = []
    for chunk in range(chunks - 1, -1, -1):
        part = octets[chunk * _CHUNK // 8 : (chunk + 1) * _CHUNK // 8]
        size = int.from_bytes(part, "little").bit_count()
        if size <= offset:
            offset -= size
            continue
        flags = numpy.unpackbits(numpy.frombuffer(part, numpy.uint8), bitorder="little")
        newest = numpy.flatnonzero(flags)[::-1][offset : offset + limit - len(found)]
        found += (newest + chunk * _CHUNK).tolist()
        offset = 0
        if len(found) >= limit:
            break
    return found


def contains(bits: int, number: int) -> bool:
    return bool(bits >> number & 1)


def among(bits: int, ids: Iterable[int]) -> set[int]:
    """Return those of the ids that belong to a set."""
    octets = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return {number for number in ids if number >> 3 < len(octets) and octets[number >> 3] >> (number & 7) & 1}
