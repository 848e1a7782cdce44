"""Which values agreements, commitments and meetings can take; values come from people and may be anything."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

import regex
from babel.core import get_global
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.figures import plain_figures
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.country_shares import fits
from passerelle.core.commitments.silence import kinds
from passerelle.core.events.spans import days
from passerelle.core.reading.model import INSTRUMENTS

_DATE = regex.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
# Marks of writing direction can make a text read as another; what Arabic or Hebrew needs is told by its letters.
_UNSEEN = regex.compile(r"[\p{Cc}\p{Co}\p{Cn}\p{Cs}\u202a-\u202e\u2066-\u2069--\n\t]", regex.V1)
_LANGUAGE = regex.compile(r"[a-z]{2,3}")
_BETWEEN = regex.compile(r"[,;\n]")
_SHARE = regex.compile(r"([A-Za-z]{2})[ \t:=]*([0-9]{1,3}(?:\.[0-9]{1,6})?)[ \t\u00a0\u202f]*%?")
_PLACES = 6  # decimals of a percentage
_ADDRESS = regex.compile(r"https?://[^\s<>\"']{1,1990}", regex.IGNORECASE)
_MOST_MONEY = Decimal(10) ** 18

Check = Callable[[str, Any], Any]


def checked(table: dict[str, Check], changes: dict[str, Any]) -> dict[str, Any]:
    """Return clean values of the columns of a table; raise InvalidEntry for the first fault."""
    values = {}
    for field, given in changes.items():
        if field not in table:
            raise InvalidEntry(field, "unknown_field", _("There is no such attribute."))
        values[field] = table[field](field, given)
    return values


def day_of(field: str, given: Any) -> str:
    """Return an ISO 8601 date, as precise as given, or "" for none."""
    if isinstance(given, date):
        return given.isoformat()
    text = given.strip() if isinstance(given, str) else "" if given is None else None
    if text == "":
        return ""
    if text is None or not _DATE.fullmatch(text) or days(text) is None or not "1900" <= text[:4] <= "2200":
        raise InvalidEntry(field, "not_a_date", _("Write a date as 2025, 2025-05 or 2025-05-13."))
    return text


def needed_day(field: str, given: Any) -> str:
    """Return an ISO 8601 date; raise InvalidEntry when there is none."""
    if not (found := day_of(field, given)):
        raise InvalidEntry(field, "required", _("Say when."))
    return found


def text_of(longest: int, *, needed: bool = False) -> Check:
    """Return a check of text: white space at the ends is cut off."""

    def check(field: str, given: Any) -> str:
        text = given.replace("\r\n", "\n").strip() if isinstance(given, str) else ""
        if needed and not text:
            raise InvalidEntry(field, "required", _("Fill this in."))
        if len(text) > longest:
            raise InvalidEntry(field, "too_long", _("At most %(most)d characters.") % {"most": longest})
        if _UNSEEN.search(text):
            raise InvalidEntry(field, "unseen", _("This holds characters that cannot be seen."))
        return text

    return check


def one_of(choices: Callable[[], Any], *, needed: bool = False) -> Check:
    """Return a check that a value is one of some."""

    def check(field: str, given: Any) -> str:
        if given in (None, "") and not needed:
            return ""
        if not isinstance(given, str) or given not in choices():
            raise InvalidEntry(field, "not_a_choice", _("Choose one of the list."))
        return given

    return check


def address_of(field: str, given: Any) -> str:
    """Return a web address or ""."""
    text = text_of(2000)(field, given)
    if text and not (_ADDRESS.fullmatch(text) and _leads_somewhere(text)):
        raise InvalidEntry(
            field, "not_an_address", _("Write a web address that begins with https:// or http://.")
        )
    return text


def _leads_somewhere(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def money_of(field: str, given: Any) -> Decimal | None:
    """Return an amount of money or None; an amount in words or below nothing is a fault."""
    if given in (None, ""):
        return None
    try:
        amount = Decimal(plain_figures(field, given) if isinstance(given, str) else str(given))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise InvalidEntry(field, "not_a_number", _("Write the amount in figures: 1500000 or 1500000.50."))
    if amount < 0:
        raise InvalidEntry(field, "negative", _("An amount of money cannot be negative."))
    if amount >= _MOST_MONEY:
        raise InvalidEntry(field, "too_much", _("This amount is too large to be true."))
    return amount.quantize(Decimal("0.01"))


def currency_of(field: str, given: Any) -> str:
    """Return a currency of ISO 4217 or ""."""
    code = given.strip().upper() if isinstance(given, str) else ""
    if code and code not in get_global("all_currencies"):
        raise InvalidEntry(
            field, "unknown_currency", _("Write the three letters of a currency, such as EUR or VND.")
        )
    return code


def quantity_of(field: str, given: Any) -> float | None:
    """Return how many, or None; a quantity in words or below nothing is a fault."""
    if given in (None, ""):
        return None
    try:
        number = float(plain_figures(field, given) if isinstance(given, str) else given)
    except (TypeError, ValueError):
        number = float("nan")
    if not isfinite(number):
        raise InvalidEntry(field, "not_a_number", _("Write a number in figures."))
    if number < 0:
        raise InvalidEntry(field, "negative", _("A quantity cannot be negative."))
    return number


def technologies_of(field: str, given: Any) -> list[str]:
    """Return technologies of the taxonomy, each once."""
    found = list(dict.fromkeys(given or []))
    if any(one not in TECHNOLOGIES for one in found):
        raise InvalidEntry(field, "not_a_choice", _("Choose technologies of the list."))
    return found


def shares_of(field: str, given: Any) -> dict[str, str]:
    """Return the shares of countries in percent written `VN 60, FR 40` or given as a mapping; {} for none."""
    parts = list(given.items()) if isinstance(given, dict) else _pairs(field, given)
    found = {str(code).upper(): share for code, share in parts}
    try:
        shares = {code: Decimal(str(share)) for code, share in found.items()}
    except InvalidOperation:
        shares = {"": Decimal("NaN")}
    written = all(one.is_finite() and -int(one.as_tuple().exponent) <= _PLACES for one in shares.values())
    if shares and not (written and len(found) == len(parts) and fits(shares, found)):
        raise InvalidEntry(
            field,
            "not_a_whole",
            _("Write each country once, with more than nothing, and 100 in all: VN 60, FR 40."),
        )
    return {code: f"{share:f}" for code, share in shares.items()}


def needed_shares(field: str, given: Any) -> dict[str, str]:
    """Return shares of countries; raise InvalidEntry when there are none."""
    if not (found := shares_of(field, given)):
        raise InvalidEntry(field, "required", _("Write the shares of the countries as VN 60, FR 40."))
    return found


def _pairs(field: str, given: Any) -> list[tuple[str, str]]:
    written = [part.strip() for part in _BETWEEN.split(str(given or "")) if part.strip()]
    found = [_SHARE.fullmatch(part) for part in written]
    if not all(found):
        raise InvalidEntry(field, "not_shares", _("Write the shares of the countries as VN 60, FR 40."))
    return [(one[1], one[2]) for one in found if one]


def actor_of(field: str, given: Any) -> Actor | None:
    """Return an actor that is nobody else, or None."""
    if given is not None and not isinstance(given, Actor):
        raise InvalidEntry(field, "unknown_actor", _("Choose somebody of the directory."))
    while given is not None and given.merged_into is not None:
        given = given.merged_into
    return given


def agreement_of(field: str, given: Any) -> Agreement | None:
    """Return an agreement or None."""
    if given is not None and not isinstance(given, Agreement):
        raise InvalidEntry(field, "unknown_agreement", _("Choose an agreement of the ledger."))
    return given


def language_of(field: str, given: Any) -> str:
    """Return a language code of ISO 639 or ""."""
    code = given or ""
    if code and not (isinstance(code, str) and _LANGUAGE.fullmatch(code)):
        raise InvalidEntry(field, "not_a_language", _("Write the two or three letters of a language."))
    return code


def truth_of(field: str, given: Any) -> bool:
    """Return whether something is said to be so."""
    return given is True


_KIND, _TLP = one_of(kinds), one_of(lambda: Tlp.values, needed=True)

AGREEMENT: dict[str, Check] = {
    "title": text_of(500, needed=True), "title_language": language_of, "instrument": one_of(lambda: INSTRUMENTS),
    "kind": _KIND, "technologies": technologies_of, "signed": day_of, "in_force": day_of, "ends": day_of,
    "amount": text_of(500), "address": address_of, "last_verified": day_of, "note": text_of(2000),
    "parent": agreement_of, "superseded_by": agreement_of, "reference": text_of(200), "tlp": _TLP,
}  # fmt: skip
COMMITMENT: dict[str, Check] = {
    "agreement": agreement_of, "title": text_of(500, needed=True), "title_language": language_of, "kind": _KIND,
    "owner": actor_of, "counterpart": actor_of, "person": text_of(200), "deliverable": text_of(1000),
    "outcome": text_of(1000), "authority": text_of(500), "quantity_value": quantity_of, "quantity_unit": text_of(40),
    "deadline": day_of, "technologies": technologies_of, "budget_amount": money_of, "budget_currency": currency_of,
    "note": text_of(2000), "promised": day_of, "tlp": _TLP,
}  # fmt: skip
MEETING: dict[str, Check] = {
    "title": text_of(500, needed=True), "language": language_of, "held_on": needed_day, "until": day_of,
    "place": text_of(200), "visit": truth_of, "agenda": text_of(20_000), "minutes": text_of(20_000), "tlp": _TLP,
}  # fmt: skip
DECISION: dict[str, Check] = {
    "text": text_of(1000, needed=True), "owner": actor_of, "person": text_of(200), "due": day_of,
}  # fmt: skip
