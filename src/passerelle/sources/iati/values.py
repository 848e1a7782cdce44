"""Whether a value is of one of the simple types of XML Schema that IATI uses.

After XML Schema 1.0, Part 2. Two habits of the field's usual validators are kept, so that what passes here passes
there: white space around a date is refused, and addresses are read after RFC 3986 once letters beyond ASCII, which
any address may hold, are set aside.
"""

from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache

import regex

_SPACE = " \t\r\n"
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_DAY = r"-?(?P<year>[1-9]\d{4,}|\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DATE = regex.compile(_DAY + _ZONE, regex.ASCII)
_DATE_TIME = regex.compile(f"{_DAY}T{_TIME}{_ZONE}", regex.ASCII)
_DECIMAL = regex.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", regex.ASCII)
_INTEGER = regex.compile(r"[+-]?\d+", regex.ASCII)
_LANGUAGE = regex.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_TOKEN = regex.compile(r"[-.:_·\p{L}\p{Nd}\p{M}\p{Nl}]+")
_NAME = regex.compile(r"[_\p{L}\p{Nl}][-._·\p{L}\p{Nd}\p{M}\p{Nl}]*")

_ELSEWHERE = regex.compile(r"[^\x21-\x7e]|[<>\"{}|\\^`']")
_PIECE = r"(?:[A-Za-z0-9._~!$&()*+,;=@-]|%[0-9A-Fa-f]{2})"
_PATH = rf"(?:{_PIECE}|[:/])*"
_REST = rf"(?:\?(?:{_PIECE}|[:/?])*)?(?:\#(?:{_PIECE}|[:/?])*)?"
_USER = r"(?:(?:[A-Za-z0-9._~!$&()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?"
_HOST = r"(?:\[[^\]]*\]|(?:[A-Za-z0-9._~!$&()*+,;=-]|%[0-9A-Fa-f]{2})*)"
_AUTHORITY = rf"//{_USER}{_HOST}(?::(?P<port>\d+))?(?:/{_PATH})?"
_ABSOLUTE = rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{_AUTHORITY}|(?!//){_PATH})"
_RELATIVE = rf"(?:{_AUTHORITY}|/(?!/){_PATH}|{_PIECE}+(?:/{_PATH})?|)"
_ADDRESS = regex.compile(f"(?:{_ABSOLUTE}|{_RELATIVE}){_REST}")
_HIGHEST_PORT = 99_999_999


def fits(kind: str, value: str) -> bool:
    """Return whether `value` is of the simple type `kind` (a name of XML Schema without prefix, or xml:lang)."""
    return _known(kind, value) if len(value) <= _SHORT else _fits(kind, value)


def _fits(kind: str, value: str) -> bool:
    test = _TESTS.get(kind)
    return test is None or test(value)


_SHORT = 32
_known = lru_cache(maxsize=8192)(_fits)  # a file says the same days and codes over and over


def _date(value: str, pattern: regex.Pattern[str] = _DATE) -> bool:
    found = pattern.fullmatch(value)
    if found is None or found["year"] == "0000":
        return False
    year = (
        int(found["year"][-4:]) or 4
    )  # the calendar repeats every 400 years, and a multiple of 10,000 leaps
    return int(found["day"]) <= monthrange(year, int(found["month"]))[1]


def _integer(least: int | None, most: int | None = None) -> Callable[[str], bool]:
    def holds(value: str) -> bool:
        value = value.strip(_SPACE)
        if not _INTEGER.fullmatch(value) or len(value) > 4_000:
            return False
        number = int(value)
        return (least is None or number >= least) and (most is None or number <= most)

    return holds


def _address(value: str) -> bool:
    collapsed = " ".join(piece for piece in regex.split("[ \t\r\n]+", value) if piece)
    found = _ADDRESS.fullmatch(_ELSEWHERE.sub("_", collapsed))
    if found is None:
        return False
    ports = [port for port in found.captures("port") if port]
    return all(len(port) < 12 and int(port) <= _HIGHEST_PORT for port in ports)


_TESTS: dict[str, Callable[[str], bool]] = {
    "date": _date,
    "dateTime": lambda value: _date(value, _DATE_TIME),
    "decimal": lambda value: _DECIMAL.fullmatch(value.strip(_SPACE)) is not None,
    "boolean": lambda value: value.strip(_SPACE) in {"true", "false", "1", "0"},
    "int": _integer(-(2**31), 2**31 - 1),
    "nonNegativeInteger": _integer(0),
    "positiveInteger": _integer(1),
    "anyURI": _address,
    "NMTOKEN": lambda value: _TOKEN.fullmatch(value.strip(_SPACE)) is not None,
    "xml:lang": lambda value: not value or _LANGUAGE.fullmatch(value.strip(_SPACE)) is not None,
    "xml:space": lambda value: value in {"default", "preserve"},
    "xml:id": lambda value: _NAME.fullmatch(value.strip(_SPACE)) is not None,
    "xml:base": _address,
}
