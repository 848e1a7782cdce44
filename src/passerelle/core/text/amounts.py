"""Amounts: what the parts of a number, a share, a percentage, a sum of money or a rank amount to."""

from typing import Any

from passerelle.core.text.model import Money

Parts = dict[str, Any]
Value = tuple[str, Any]


def ordinal(parts: Parts) -> Value | None:
    """Build a rank in words from tens and the rest ("twenty-first"), or as it stands."""
    if "tens" not in parts:
        return numbered({"number": parts.get("ordinal", parts.get("number"))})
    fits = parts["tens"] % 10 == 0 and parts["ordinal"] < 10
    fits = fits or (parts["tens"] % 100 == 0 and parts["ordinal"] < 100)
    return ("ordinal", int(parts["tens"] + parts["ordinal"])) if fits else None


def numbered(parts: Parts) -> Value | None:
    """Build a rank in figures: "21st". Only such a rank may be a day without its month ("on the 21st")."""
    number = parts["number"]
    return ("numbered", int(number)) if number == int(number) and 0 <= number < 1e6 else None


def fraction(parts: Parts) -> Value | None:
    """Build a share: "two thirds", "3 out of 4", "six million and two thirds" (thirds of a million)."""
    low, high = float(parts["of"]), float(parts.get("number", 1.0))
    if "tens" in parts:
        if parts["tens"] < 20 or parts["tens"] % 10 or low >= 10:
            return None
        low += parts["tens"]
    whole = float(parts.get("whole", 0.0))
    if not whole and high > 1000 and 0 < high % 1000 < low:
        whole, high = high - high % 1000, high % 1000
    if low <= 1 or (whole and high >= low) or (low == 4 and high % 2 == 0):
        return None
    return "number", whole + high / low * _scale(whole)


def _scale(whole: float) -> float:
    scale = 1.0
    while whole and whole % (scale * 1000) == 0:
        scale *= 1000
    return scale


def share(parts: Parts) -> Value | None:
    """Build a share of larger figures: "20/100"."""
    low, high = float(parts["of"]), float(parts["number"])
    return ("number", high / low) if 0 < high < low and not high % 1 and not low % 1 else None


def share_sign(parts: Parts) -> Value | None:
    """Build a fraction written with one sign: "½", "2½"."""
    return "number", float(parts.get("whole", 0.0)) + parts["share_sign"]


def quotient(parts: Parts) -> Value | None:
    """Build a share written with a stroke: "3/4", "2 1/4"; more than the whole is no share but a name ("24/7")."""
    value: float = parts["quotient"]
    if not 0 < value < 1:
        return None
    return "number", float(parts.get("whole", 0.0)) + value


def negative(parts: Parts) -> Value | None:
    """Build a number below nought."""
    return "number", -float(parts["number"])


def spelled_year(parts: Parts) -> Value | None:
    """Build a year said in two halves: "nineteen ninety-nine"."""
    century, rest = parts["century"], parts["rest"]
    fits = 11 <= century <= 21 and 10 <= rest <= 99
    return ("spelled_year", int(century * 100 + rest)) if fits and century == int(century) else None


def upper_end(parts: Parts) -> Value | None:
    """Build a range: it counts by its upper bound."""
    return ("number", parts["number"]) if parts["low"] < parts["number"] else None


def percent(parts: Parts) -> Value | None:
    """Build a percentage."""
    return "percent", float(parts["number"])


def money(parts: Parts) -> Value | None:
    """Build a sum of money, with its hundredths when they are said apart ("two dollars and 23 cents")."""
    amount = float(parts["number"]) * float(parts.get("money_scale") or parts.get("number_scale") or 1)
    if "million_of" in parts:
        return "money", Money(round(amount * 1e6, 6), parts["million_of"])
    if "minor" in parts:
        minor = float(parts["minor"])
        if not 0 < minor < 100 or amount != int(amount) or minor != int(minor):
            return None
        amount += minor / 100
    return "money", Money(round(amount, 6), str(parts.get("symbol") or parts.get("currency")))
