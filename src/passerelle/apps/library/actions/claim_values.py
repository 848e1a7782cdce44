"""Which values a claim can take, and the check of each; values come from people and may be anything."""

from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any

import regex
from babel import Locale
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.actions.refusals import InvalidClaim
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.core.reading.model import CLAIM_TYPES, INSTRUMENTS, STATUSES

_ACTOR = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CURRENCY = regex.compile(r"[A-Z]{3}")
_UNIT = regex.compile(r"[\p{Ll}\p{N}][\p{L}\p{N} .%/²³µ'-]*|[\p{Lu}]{1,2}[\p{L}/²³]*|[A-Z]{3}")
_MOST = 60  # parties, people: beyond that it is a mistake

# What a person may set: the columns of the claim.
EDITABLE = (
    "type", "status", "parties", "people", "technologies", "date", "place", "quantity_value", "quantity_unit",
    "quantity_by", "quantity_of", "instrument", "speaker",
)  # fmt: skip


def checked(changes: dict[str, Any], standing: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a claim after `changes`, clean and consistent; raise InvalidClaim for the first
    fault.

    `standing` holds the values before. Actors are ids (lower-case slugs); ids that the reading does not know
    are taken too, so that a person can name whom it missed.
    """
    values = dict(standing)
    for field, given in changes.items():
        if field not in _CHECKS:
            raise InvalidClaim(field, "unknown_field", _("A claim has no such attribute."))
        values[field] = _CHECKS[field](field, given)
    if values["type"] != "agreement" and "instrument" not in changes:
        values["instrument"] = ""
    if values["type"] != "target" and "quantity_by" not in changes:
        values["quantity_by"] = ""
    for fields, is_fault, field, code, message in _RULES:
        # What the reader left out does not stand in the way of another correction.
        if fields & changes.keys() and is_fault(values):
            raise InvalidClaim(field, code, message)
    return values


def checked_span(text: str, start: Any, end: Any) -> tuple[int, int]:
    """Return start and end of a passage, trimmed of white space; raise InvalidClaim when it is none."""
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end)):
        raise InvalidClaim("span", "not_a_span", _("Choose a passage in the text."))
    if not 0 <= start < end <= len(text):
        raise InvalidClaim("span", "outside", _("This passage does not lie in the text."))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise InvalidClaim("span", "empty", _("Choose a passage in the text."))
    return start, end


def checked_reason(given: Any) -> str:
    """Return a reason without white space around it; raise InvalidClaim when there is none."""
    reason = given.strip() if isinstance(given, str) else ""
    if not reason:
        raise InvalidClaim("reason", "required", _("Say why you reject this claim."))
    return _text("reason", reason, 500)


_PARTS = frozenset({"type", "quantity_value", "quantity_unit", "quantity_by", "quantity_of"})

# (attributes that a change touches, when it is a fault, the field, the code, the words for the person)
_RULES: tuple[tuple[frozenset[str], Callable[[dict[str, Any]], bool], str, str, Any], ...] = (
    (
        frozenset({"type", "status"}),
        lambda values: values["status"] not in STATUSES[values["type"]],
        *("status", "not_of_type", _("A claim of this type cannot have this status.")),
    ),
    (
        frozenset({"type", "instrument"}),
        lambda values: bool(values["instrument"]) and values["type"] != "agreement",
        *("instrument", "not_of_type", _("Only an agreement has an instrument.")),
    ),
    (
        _PARTS,
        lambda values: (
            values["quantity_value"] is None
            and any(values[part] for part in ("quantity_unit", "quantity_by", "quantity_of"))
        ),
        *("quantity_value", "required", _("Give the value of this quantity.")),
    ),
    (
        _PARTS,
        lambda values: values["quantity_value"] is not None and not values["quantity_unit"],
        *("quantity_unit", "required", _("Give the unit of this quantity.")),
    ),
    (
        _PARTS,
        lambda values: bool(values["quantity_by"]) and values["type"] != "target",
        *("quantity_by", "not_of_type", _("Only a target is to be reached by a date.")),
    ),
    (
        _PARTS,
        lambda values: values["type"] in ("target", "result") and values["quantity_value"] is None,
        *("quantity_value", "required", _("A target or a result needs a quantity.")),
    ),
    (
        frozenset({"type", "technologies"}),
        lambda values: values["type"] == "strength" and not values["technologies"],
        *("technologies", "required", _("A strength needs a technology.")),
    ),
)


def _text(field: str, given: Any, longest: int) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise InvalidClaim(field, "not_text", _("This is not a text."))
    text = " ".join(given.replace("\x00", " ").split())
    if len(text) > longest:
        raise InvalidClaim(field, "too_long", _("This text is too long."))
    return text


def _one_of(vocabulary: tuple[str, ...], *, optional: bool = False) -> Callable[[str, Any], str]:
    def check(field: str, given: Any) -> str:
        value = _text(field, given, 40)
        if value not in vocabulary and not (optional and value == ""):
            raise InvalidClaim(field, "not_in_list", _("This value is not in the list."))
        return value

    return check


def _list(field: str, given: Any) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, (list, tuple)) or not all(isinstance(item, str) for item in given):
        raise InvalidClaim(field, "not_a_list", _("This is not a list."))
    return list(dict.fromkeys(item.strip() for item in given if item.strip()))


def _actors(field: str, given: Any) -> list[str]:
    ids = _list(field, given)
    if len(ids) > _MOST:
        raise InvalidClaim(field, "too_many", _("These are too many."))
    return [_actor(field, item) for item in ids]


def _actor(field: str, given: Any) -> str:
    value = _text(field, given, 120)
    if value and not _ACTOR.fullmatch(value):
        raise InvalidClaim(
            field,
            "not_an_actor",
            _("An actor is named by lower-case letters, digits and hyphens, as in vn-most."),
        )
    return value


def _technologies(field: str, given: Any) -> list[str]:
    groups = _list(field, given)
    if any(group not in TECHNOLOGIES for group in groups):
        raise InvalidClaim(field, "not_in_list", _("This value is not in the list."))
    return [group for group in TECHNOLOGIES if group in groups]


def is_date(value: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar (ISO 8601)."""
    match = _DAY.fullmatch(value)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _date(field: str, given: Any) -> str:
    value = _text(field, given, 21)
    first, slash, last = value.partition("/")
    spans = (
        is_date(first) and is_date(last) and first[: len(last)] <= last[: len(first)]
        if slash
        else is_date(first)
    )
    if value and not spans:
        raise InvalidClaim(
            field, "not_a_date", _("Write a date as 2025, 2025-05, 2025-05-13, or a span as 2025/2030.")
        )
    return value


def _by(field: str, given: Any) -> str:
    value = _text(field, given, 10)
    if value and not is_date(value):
        raise InvalidClaim(field, "not_a_date", _("Write a date as 2025, 2025-05 or 2025-05-13."))
    return value


def _country(field: str, given: Any) -> str:
    value = _text(field, given, 100)
    if value and value.upper() not in Locale("en").territories:
        raise InvalidClaim(field, "not_a_country", _("Write a country by its two letters, as in VN."))
    return value.upper()


def _value(field: str, given: Any) -> float | None:
    if given is None or given == "":
        return None
    if isinstance(given, str):
        given = regex.sub(r"[\s']", "", given)
        given = given.replace(",", ".") if given.count(",") == 1 and "." not in given else given
    try:
        number = float(given)
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if isinstance(given, bool) or not isfinite(number):
        raise InvalidClaim(field, "not_a_number", _("This is not a number."))
    return number


def _unit(field: str, given: Any) -> str:
    value = _text(field, given, 40)
    if value and not _UNIT.fullmatch(value):
        raise InvalidClaim(field, "not_a_unit", _("Write a unit as a word, percent, or a currency as USD."))
    if _CURRENCY.fullmatch(value) and value not in Locale("en").currencies:
        raise InvalidClaim(field, "not_a_currency", _("There is no such currency."))
    return value


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "type": _one_of(CLAIM_TYPES),
    "status": _one_of(tuple({status for statuses in STATUSES.values() for status in statuses})),
    "parties": _actors,
    "people": _actors,
    "technologies": _technologies,
    "date": _date,
    "place": _country,
    "quantity_value": _value,
    "quantity_unit": _unit,
    "quantity_by": _by,
    "quantity_of": lambda field, given: _text(field, given, 200),
    "instrument": _one_of(INSTRUMENTS, optional=True),
    "speaker": _actor,
}
