"""The programmes an installation begins with: what they aim at, what was measured, and where each figure stands."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands: in the document `doc`, where `says` is found verbatim, or at an `address`, known since
    a day (ISO 8601).
    """

    doc: str = ""
    says: str = ""
    address: str = ""
    said: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class SampleFigure:
    """A baseline, target, actual or budget: its values as the ledger's actions want them."""

    values: dict[str, Any]
    standing: Standing


@dataclass(frozen=True, slots=True)
class SampleIndicator:
    """What is measured, and its figures."""

    title: str
    result: str
    measure: str
    figures: tuple[SampleFigure, ...]


@dataclass(frozen=True, slots=True)
class SampleProgramme:
    """A programme. `participants`: role of IATI → keys of the directory.

    `commitment` is the title of one that it serves, "" for none.
    """

    values: dict[str, Any]
    participants: dict[str, tuple[str, ...]]
    indicators: tuple[SampleIndicator, ...] = ()
    budgets: tuple[SampleFigure, ...] = ()
    commitment: str = ""


_ROLES = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
_VALUES = ("title", "starts", "ends", "status", "currency", "countries", "technologies")
_STANDING = ("doc", "says", "address", "said", "known")


@cache
def sample_programmes() -> tuple[SampleProgramme, ...]:
    """Return the programmes of the starter pack, in the order of the table."""
    return tuple(
        SampleProgramme(
            {name: one[name] for name in _VALUES if name in one} | {"title_language": one["language"]},
            {role: tuple(one[name]) for name, role in _ROLES.items() if name in one},
            tuple(
                SampleIndicator(
                    part["title"],
                    part["result"],
                    part.get("measure", "1"),
                    tuple(map(_figure, part["figure"])),
                )
                for part in one.get("indicator", ())
            ),
            tuple(map(_figure, one.get("budget", ()))),
            one.get("commitment", ""),
        )
        for one in tomllib.loads(_table())["programme"]
    )


@cache
def programmes_digest() -> str:
    """Return what changes when the table does."""
    return sha256(_table().encode()).hexdigest()


def _figure(one: dict[str, Any]) -> SampleFigure:
    values = {name: value for name, value in one.items() if name not in _STANDING}
    return SampleFigure(values, Standing(**{name: one[name] for name in _STANDING if name in one}))


def _table() -> str:
    return (files(__package__) / "ledger" / "programmes.toml").read_text(encoding="utf-8")
