"""Technology taxonomies: dated official lists of groups, and crosswalks from one to another.

A list is replaced by another, so a taxonomy is a version with a date, never a constant. Each version is one
file of `data/`.
"""

import datetime
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Group:
    """A group of technologies; `labels` maps a language to a short label."""

    id: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One version: `crosswalks` maps an earlier version's id to, for each group here, its groups there."""

    id: str
    number: str
    issued: datetime.date
    groups: tuple[Group, ...]
    crosswalks: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def label(self, group: str, language: str) -> str:
        """Return the label of `group`; raises LookupError when this version has no such group."""
        for known in self.groups:
            if known.id == group:
                return known.labels[language]
        raise LookupError(f"Taxonomy {self.id!r} has no group {group!r}.")


@cache
def taxonomies() -> tuple[Taxonomy, ...]:
    """Return every version, oldest first."""
    found = (
        _version(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in (files(__package__) / "data").iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple(sorted(found, key=lambda version: (version.issued, version.id)))


def taxonomy_on(date: datetime.date) -> Taxonomy:
    """Return the version in force on `date`; the oldest one for dates before it."""
    known = taxonomies()
    return next((version for version in reversed(known) if version.issued <= date), known[0])


def translate(group: str, source: Taxonomy, target: Taxonomy) -> tuple[str, ...]:
    """Return the groups of `target` that `group` of `source` corresponds to, by the crosswalk between them."""
    if source.id == target.id:
        return (group,)
    if target.id in source.crosswalks:
        return source.crosswalks[target.id].get(group, ())
    if source.id in target.crosswalks:
        crosswalk = target.crosswalks[source.id]
        return tuple(here for here, earlier in crosswalk.items() if group in earlier)
    raise LookupError(f"No crosswalk between {source.id!r} and {target.id!r}.")


def _version(written: dict[str, object]) -> Taxonomy:
    groups, crosswalks = written["groups"], written.get("crosswalk", {})
    issued = written["issued"]
    if not (isinstance(groups, list) and isinstance(crosswalks, dict) and isinstance(issued, datetime.date)):
        raise TypeError(f"Taxonomy {written['id']!r} is not written as it should be.")
    return Taxonomy(
        id=str(written["id"]),
        number=str(written["number"]),
        issued=issued,
        groups=tuple(
            Group(group["id"], {key: label for key, label in group.items() if key != "id"})
            for group in groups
        ),
        crosswalks={
            version: {group: tuple(earlier) for group, earlier in pairs.items()}
            for version, pairs in crosswalks.items()
        },
    )
