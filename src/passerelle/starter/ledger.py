"""The ledger an installation begins with: commitments of the sample dossier, and the sentence that shows each step."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step, and where it stands: `says` is found verbatim in the document `doc`; `kind` is that of the evidence.

    Without `independent`, nobody is known to say so but the document.
    """

    to: str
    on: str
    doc: str
    says: str
    kind: str = "report"
    independent: bool | None = None


@dataclass(frozen=True, slots=True)
class SampleCommitment:
    """A commitment of the dossier. Actors are keys of the directory; `values` are the columns that are stated."""

    title: str
    language: str
    kind: str
    steps: tuple[ShownStep, ...]
    owner: str = ""
    counterpart: str = ""
    values: dict[str, Any] = field(default_factory=dict)


_COLUMNS = {
    "technologies": "technologies", "deadline": "deadline", "quantity": "quantity_value", "unit": "quantity_unit",
    "budget": "budget_amount", "currency": "budget_currency", "authority": "authority", "outcome": "outcome",
    "person": "person", "deliverable": "deliverable",
}  # fmt: skip


@cache
def sample_commitments() -> tuple[SampleCommitment, ...]:
    """Return the commitments of the starter pack, in the order of the table."""
    return tuple(
        SampleCommitment(
            title=one["title"],
            language=one["language"],
            kind=one["kind"],
            steps=tuple(ShownStep(**step) for step in one["step"]),
            owner=one.get("owner", ""),
            counterpart=one.get("counterpart", ""),
            values={column: one[name] for name, column in _COLUMNS.items() if name in one},
        )
        for one in tomllib.loads(_table())["commitment"]
    )


@cache
def ledger_digest() -> str:
    """Return what changes when the table does."""
    return sha256(_table().encode()).hexdigest()


def _table() -> str:
    return (files(__package__) / "ledger" / "commitments.toml").read_text(encoding="utf-8")
