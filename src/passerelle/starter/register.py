"""The starter pack's actors as a register to link against: every name, country, city and identifier."""

from collections.abc import Mapping
from functools import cache

from passerelle.core.naming.register import Entry, Written
from passerelle.starter.directory import directory_actors

_ROR = "https://ror.org/"


@cache
def known_entries() -> tuple[Entry, ...]:
    """Return the actors of the starter pack, in the order in which their tables name them."""
    return tuple(
        Entry(
            row.key,
            row.kind,
            row.country,
            row.city,
            tuple(Written(name.text, name.language, name.kind) for name in row.names),
            whole(row.identifiers),
            row.parents,
        )
        for row in directory_actors()
    )


def whole(identifiers: Mapping[str, str]) -> dict[str, str]:
    """Return identifiers as their registries write them: ROR's are addresses."""
    return {
        scheme: _ROR + value if scheme == "ror" and not value.startswith(_ROR) else value
        for scheme, value in identifiers.items()
    }
