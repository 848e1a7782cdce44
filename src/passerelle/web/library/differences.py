"""A difference as it is shown: the claim, and what the later reading says beside what stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passerelle.apps.library.labels import ATTRIBUTES
from passerelle.apps.library.models import Difference
from passerelle.apps.library.proposals import UNDECIDED, stated
from passerelle.apps.library.queries.differences import is_open
from passerelle.apps.library.written_values import written_value
from passerelle.core.reading.comparison import changes
from passerelle.web.library.cards import Card, Fact, card


@dataclass(frozen=True)
class Row:
    """One attribute: what stood, and what the reading says with how sure it is."""

    before: str
    after: Fact


@dataclass(frozen=True)
class Shown:
    """Everything a template needs of one difference; `rows` is empty where the reading only found or lost a claim."""

    difference: Difference
    card: Card
    rows: list[Row]
    sentence: dict[str, str]
    open: bool

    @property
    def closed(self) -> bool:
        """Whether a person has decided about the claim since the reading."""
        return not self.open

    @property
    def decided(self) -> bool:
        return self.card.claim.state not in UNDECIDED

    @property
    def may_accept(self) -> bool:
        return self.open and bool(self.difference.after)

    @property
    def may_keep(self) -> bool:
        return self.open and (self.decided or bool(self.difference.before))


def shown(difference: Difference, names: Mapping[str, str]) -> Shown:
    """Present one difference; `names` are those of its document."""
    before, after = difference.before, difference.after
    rows = []
    if before and after:
        for change in changes(stated(before), stated(after)):
            label = str(ATTRIBUTES[change.attribute])
            new = written_value(change.attribute, change.after, names)
            fact = Fact(label, new, after["confidence"].get(change.attribute) if new else None)
            rows.append(Row(written_value(change.attribute, change.before, names), fact))
    claim = difference.claim
    return Shown(
        difference,
        card(claim, dict(names)),
        rows,
        _sentence(after or before, claim.document.text),
        is_open(difference),
    )


def _sentence(columns: dict[str, Any], text: str) -> dict[str, str]:
    """The sentence, before, at and after the words that state the claim."""
    start, end = columns["start"], columns["end"]
    first, last = min(columns["sentence_start"], start), max(columns["sentence_end"], end)
    return {"before": text[first:start], "quote": text[start:end], "after": text[end:last]}
