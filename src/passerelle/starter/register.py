"""The starter pack's actors as a register to link against: every name, country, city and identifier."""

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
            {scheme: _whole(scheme, value) for scheme, value in row.identifiers.items()},
            row.parents,
        )
        for row in directory_actors()
    )


def _whole(scheme: str, value: str) -> str:
    """Return an identifier as its registry writes it: ROR's are addresses."""
    return _ROR + value if scheme == "ror" and not value.startswith(_ROR) else value
