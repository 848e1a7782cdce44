"""The ledger an installation begins with: agreements and commitments of the sample dossier, and the sentence that
shows each of them.
"""

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
    """A commitment of the dossier. Actors are keys of the directory; `values` are the columns that are stated;
    `agreement` is the key of the one that it stands under.
    """

    title: str
    language: str
    kind: str
    steps: tuple[ShownStep, ...]
    owner: str = ""
    counterpart: str = ""
    agreement: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleAgreement:
    """An agreement of the dossier: `says` is found verbatim in the document `doc`. Parties are keys of the
    directory.
    """

    key: str
    doc: str
    says: str
    parties: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)


_COLUMNS = {
    "technologies": "technologies", "deadline": "deadline", "quantity": "quantity_value", "unit": "quantity_unit",
    "budget": "budget_amount", "currency": "budget_currency", "authority": "authority", "outcome": "outcome",
    "person": "person", "deliverable": "deliverable",
}  # fmt: skip
_SIGNED = ("instrument", "kind", "signed", "technologies")


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
            agreement=one.get("agreement", ""),
            values={column: one[name] for name, column in _COLUMNS.items() if name in one},
        )
        for one in tomllib.loads(ledger_table("commitments"))["commitment"]
    )


@cache
def sample_agreements() -> tuple[SampleAgreement, ...]:
    """Return the agreements of the starter pack, in the order of the table."""
    return tuple(
        SampleAgreement(
            key=one["key"],
            doc=one["doc"],
            says=one["says"],
            parties=tuple(one["parties"]),
            values={
                "title": one["title"],
                "title_language": one["language"],
                **{name: one[name] for name in _SIGNED if name in one},
            },
        )
        for one in tomllib.loads(ledger_table("agreements"))["agreement"]
    )


@cache
def ledger_digest() -> str:
    """Return what changes when a table does."""
    tables = "".join(ledger_table(name) for name in ("agreements", "commitments", "meetings"))
    return sha256(tables.encode()).hexdigest()


def ledger_table(name: str) -> str:
    """Return a table of the starter's ledger as it is written."""
    return (files(__package__) / "ledger" / f"{name}.toml").read_text(encoding="utf-8")
