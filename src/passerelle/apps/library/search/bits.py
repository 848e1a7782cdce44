"""Sets of documents as whole numbers: bit n is set when document n belongs to the set."""

from collections.abc import Iterable, Iterator

import numpy
from numpy.typing import NDArray

_CHUNK = 4096


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


def newest(bits: int) -> Iterator[int]:
    """Yield the ids of a set, highest first, without looking at the whole set."""
    top = (bits.bit_length() + _CHUNK - 1) // _CHUNK
    for chunk in range(top - 1, -1, -1):
        part = (bits >> (chunk * _CHUNK)) & ((1 << _CHUNK) - 1)
        while part:
            number = part.bit_length() - 1
            part ^= 1 << number
            yield chunk * _CHUNK + number


def page(bits: int, offset: int, limit: int) -> list[int]:
    """Return the ids from `offset` on, highest first; whole chunks are skipped by counting their bits."""
    chunks = (bits.bit_length() + _CHUNK - 1) // _CHUNK
    octets = bits.to_bytes(chunks * _CHUNK // 8, "little")
    found: list[int] = []
    for chunk in range(chunks - 1, -1, -1):
        part = int.from_bytes(octets[chunk * _CHUNK // 8 : (chunk + 1) * _CHUNK // 8], "little")
        size = part.bit_count()
        if size <= offset:
            offset -= size
            continue
        found.extend(
            number + chunk * _CHUNK for number in list(newest(part))[offset : offset + limit - len(found)]
        )
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
