"""What an organisation reports of itself in IATI's words: what it plans to spend, for whom, and what it spent.

The shapes hold what the desk counts and shows; the whole record is kept beside them, as that of an activity is.
"""

from dataclasses import dataclass

from passerelle.core.commitments.activities import Element, Narrative, Organisation, Share, Value

# Elements of an organisation's record that hold money: what each is for, and how its lines are called.
SUMS = {
    "total-budget": "budget-line",
    "recipient-org-budget": "budget-line",
    "recipient-region-budget": "budget-line",
    "recipient-country-budget": "budget-line",
    "total-expenditure": "expense-line",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a sum: the reporter's own reference, its amount and what it is."""

    ref: str
    value: Value
    names: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """What is planned or was spent in a period: `kind` is a key of SUMS.

    `towards` is the organisation, region or country that receives it, None for a total; status 1 indicative, 2
    committed.
    """

    kind: str
    start: str
    end: str
    value: Value
    status: str = ""
    towards: Organisation | Share | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one organisation reports of itself. `record` is the whole element it was read from."""

    identifier: str
    names: tuple[Narrative, ...]
    reporting: Organisation
    sums: tuple[Sum, ...] = ()
    currency: str = ""
    language: str = ""
    updated: str = ""
    record: Element | None = None
