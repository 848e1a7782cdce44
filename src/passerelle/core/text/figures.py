"""Figures: what a number written in digits may be, by the signs in it and by its length."""

from typing import Any

import regex

Values = dict[str, Any]

_DIGITS = 18  # what is longer counts nothing: an identifier, a table run together
_INDIAN = regex.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")  # 12,34,567: twelve lakh and more
_POINT = regex.compile("[.,]")


def figure_values(text: str, decimal: str) -> Values:
    """Return the classes of a number in figures, `decimal` being the language's decimal sign.

    Groups of three digits after the other sign are thousands; so are three zeros after the decimal sign itself.
    """
    digits = text.replace(" ", "")
    if "e" in digits:
        return {"figure": float(digits.replace(",", "."))}
    signs = [character for character in digits if character in ".,"]
    if len(digits) - len(signs) > _DIGITS:
        return {}
    if not signs:
        return _plain(digits, spaced=digits != text)
    parts = _POINT.split(digits)
    if not parts[0]:
        return {"figure": float("0." + parts[1])} if signs == [decimal] else {}
    grouped = all(len(part) == 3 for part in parts[1:])
    same = len(set(signs)) == 1
    if decimal == "." and _INDIAN.fullmatch(digits):
        return {"figure": float(digits.replace(",", ""))}
    if same and grouped and (len(signs) > 1 or signs[0] != decimal or parts[1] == "000") and parts[0] != "0":
        return {"figure": float("".join(parts))}
    if len(signs) > 1 and same:
        return {}
    if parts[-1] == "0" and len(parts) == 2 and len(parts[0]) == 1:
        return {"figure": float(digits.replace(",", ".")), "edition": True}
    return {"figure": float("".join(parts[:-1]) + "." + parts[-1])}


def _plain(digits: str, spaced: bool) -> Values:
    if len(digits) > 15:
        return {}
    number = int(digits)
    values: Values = {"figure": float(number)}
    if spaced:
        return values
    if len(digits) == 4 and 1800 <= number <= 2199:
        values["year"] = number
    elif len(digits) == 4 and 1000 <= number < 1800:
        values["early_year"] = number
    if len(digits) <= 2 and 1 <= number <= 31:
        values["day"] = number
        if number <= 12:
            values["month_number"] = number
    if len(digits) == 2:
        values["short_year"] = number
    return values
