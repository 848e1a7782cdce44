"""Activities in IATI's words: who does what, with what money and what results.

The shapes hold what the desk counts and shows. What else a file says of an activity is kept whole beside them, as the
`Element` it was (`Activity.record`), so that nothing is lost between reading and writing. Days are ISO 8601, amounts
exact decimals in the currency as stated ("" where the activity's default applies), codes those of IATI's lists.
"""

from dataclasses import dataclass
from decimal import Decimal

# TransactionType: the code lists' numbers and the words by which the desk knows them.
FLOW_KINDS = {
    "1": "incoming-funds", "2": "outgoing-commitment", "3": "disbursement", "4": "expenditure",
    "5": "interest-payment", "6": "loan-repayment", "7": "reimbursement", "8": "purchase-of-equity",
    "9": "sale-of-equity", "10": "credit-guarantee", "11": "incoming-commitment", "12": "outgoing-pledge",
    "13": "incoming-pledge",
}  # fmt: skip
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
PARENT, CHILD, SIBLING, CO_FUNDED, THIRD_PARTY = "1", "2", "3", "4", "5"
FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1", "2", "3", "4"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a file as it stands there. Names of another namespace are written {namespace}name."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple["Element", ...] = ()
    tail: str = ""

    def get(self, name: str) -> str:
        """Return an attribute's value, "" when it is not there."""
        return next((value for key, value in self.attributes if key == name), "")

    def all(self, name: str) -> tuple["Element", ...]:
        """Return the children of this name."""
        return tuple(child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element":
        """Return the first child of this name, an empty one when there is none."""
        return next((child for child in self.children if child.name == name), Element(name))


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text in a language (ISO 639-1; "" is the activity's default)."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a file names it: identifier, type (list OrganisationType), names; its own activity.

    `role` (list OrganisationRole) is said of participating organisations only.
    """

    ref: str = ""
    type: str = ""
    names: tuple[Narrative, ...] = ()
    activity: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """An amount, its currency (ISO 4217; "": the default) and the day whose rate converts it."""

    amount: Decimal
    currency: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """What is planned to be spent in a period. Type 1 original, 2 revised; status 1 indicative, 2 committed."""

    start: str
    end: str
    value: Value
    type: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money that was committed or that moved: `type` is a key of FLOW_KINDS."""

    type: str
    on: str
    value: Value
    ref: str = ""
    description: tuple[Narrative, ...] = ()
    provider: Organisation | None = None
    receiver: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A baseline, target or actual: a value (None: not given), what it is disaggregated by, a comment.

    `year` and `on` are those of a baseline.
    """

    value: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    comment: tuple[Narrative, ...] = ()
    year: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """What was aimed at and reached between two days."""

    start: str
    end: str
    targets: tuple[Measured, ...] = ()
    actuals: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured. Measure 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative."""

    measure: str
    title: tuple[Narrative, ...]
    baselines: tuple[Measured, ...] = ()
    periods: tuple[Period, ...] = ()
    ascending: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What an activity brings about. Type 1 output, 2 outcome, 3 impact, 9 other."""

    type: str
    title: tuple[Narrative, ...]
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A country, region or sector and its share of the activity in percent (None: not given).

    `vocabulary` says whose codes they are; countries, which are always of ISO 3166, have none.
    """

    code: str
    percentage: Decimal | None = None
    vocabulary: str = ""
    names: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. `related`: pairs of (identifier, type of relation); `dates`: pairs of (type, day).

    `record` is the whole element it was read from, None for an activity that the desk writes itself.
    """

    identifier: str
    reporting: Organisation
    title: tuple[Narrative, ...]
    description: tuple[Narrative, ...]
    participating: tuple[Organisation, ...]
    status: str
    dates: tuple[tuple[str, str], ...]
    countries: tuple[Share, ...] = ()
    regions: tuple[Share, ...] = ()
    sectors: tuple[Share, ...] = ()
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    results: tuple[Result, ...] = ()
    currency: str = ""
    language: str = ""
    hierarchy: str = ""
    updated: str = ""
    record: Element | None = None

    @property
    def parents(self) -> tuple[str, ...]:
        """The identifiers of the activities of which this one is a part."""
        return tuple(ref for ref, kind in self.related if kind == PARENT)
