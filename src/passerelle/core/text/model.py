"""The plain shapes that text functions pass on. Offsets count characters (code points) of the given text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text: text[start:end]."""

    start: int
    end: int

    def within(self, other: "Span") -> bool:
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code)."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A date, period, number, percent, money, ordinal or duration found in a text.

    `value`: ISO 8601 text for date (`2025`, `2025-05`, `2025-05-13`), period (`2025/2030`) and duration
    (`P3M`); a float for number, percent (50 % is 50.0) and ordinal; `Money` for money.
    """

    start: int
    end: int
    kind: str
    value: str | float | Money


KINDS = ("date", "period", "number", "percent", "money", "ordinal", "duration")
