"""The meetings an installation begins with: those that the sample dossier tells of, in our own words."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from passerelle.starter.ledger import ledger_table


@dataclass(frozen=True, slots=True)
class SampleParticipant:
    """Who took part: a key of the directory, a person by name, or both."""

    actor: str = ""
    person: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class SampleDecision:
    """What was decided. With `follow` it is followed as a commitment, with what else is known of that."""

    text: str
    owner: str = ""
    person: str = ""
    due: str = ""
    follow: bool = False
    kind: str = ""
    counterpart: str = ""
    technologies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """A meeting of the dossier. `told` are words of the document `doc` that show when, who and what."""

    title: str
    doc: str
    told: tuple[str, ...]
    people: tuple[SampleParticipant, ...]
    decisions: tuple[SampleDecision, ...]
    values: dict[str, Any] = field(default_factory=dict)


_COLUMNS = ("language", "held_on", "until", "place", "visit", "agenda", "minutes")


@cache
def sample_meetings() -> tuple[SampleMeeting, ...]:
    """Return the meetings of the starter pack, in the order of the table."""
    return tuple(
        SampleMeeting(
            title=one["title"],
            doc=one["doc"],
            told=tuple(one["told"]),
            people=tuple(SampleParticipant(**person) for person in one["people"]),
            decisions=tuple(
                SampleDecision(**{**decision, "technologies": tuple(decision.get("technologies", ()))})
                for decision in one["decision"]
            ),
            values={name: one[name] for name in _COLUMNS if name in one},
        )
        for one in tomllib.loads(ledger_table("meetings"))["meeting"]
    )
