"""The starter pack's actors as a register to link against: every known name, country and identifier."""

import csv
import gzip
import io
from collections import defaultdict
from functools import cache
from importlib.resources import files

from passerelle.core.naming.register import Entry, Written
from passerelle.starter.names import known_names

_ROR = "https://ror.org/"


@cache
def known_entries() -> tuple[Entry, ...]:
    """Return the actors of the starter pack, in the order in which their tables name them."""
    names: dict[str, list[Written]] = defaultdict(list)
    about: dict[str, tuple[str, str]] = {}
    for known in known_names():
        if known.name_kind == "demonym":
            continue
        names[known.actor].append(Written(known.name, known.language, known.name_kind))
        about.setdefault(known.actor, (known.kind, known.country or ""))
    registered = _registered()
    return tuple(
        Entry(actor, kind, country, "", tuple(names[actor]), _identifiers(actor, kind, country, registered))
        for actor, (kind, country) in about.items()
    )


def _identifiers(actor: str, kind: str, country: str, registered: dict[str, str]) -> dict[str, str]:
    if kind == "country":
        return {"iso3166": country}
    return {"ror": _ROR + registered[actor]} if actor in registered else {}


def _registered() -> dict[str, str]:
    """Return the ROR id of the actors that have one."""
    data = files(__package__).joinpath("actors", "world_research.csv.gz").read_bytes()
    rows = csv.DictReader(io.StringIO(gzip.decompress(data).decode("utf-8")))
    return {row["id"]: row["ror"] for row in rows if row.get("ror")}
