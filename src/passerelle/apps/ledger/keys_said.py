"""The five keys of a partnership in words, for screens and reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.written import written_amount, written_number
from passerelle.core.commitments.keys import Key, Missing

LABELS = {
    "trust": pgettext("key of a partnership", "Trust"),
    "mutual_benefit": pgettext("key of a partnership", "Mutual benefit"),
    "innovation": pgettext("key of a partnership", "Innovation"),
    "people": pgettext("key of a partnership", "People"),
    "open_institutions": pgettext("key of a partnership", "Open institutions"),
}

_SAYS = {
    "trust": gettext_lazy("Promises kept on time, among those that were due"),
    "mutual_benefit": gettext_lazy(
        "Balance of what each side gave: 100% when both gave as much, 0% when one side gave all"
    ),
    "innovation": gettext_lazy("Promises about a strategic technology that were delivered"),
    "people": gettext_lazy("People trained, exchanged or received by what was delivered"),
    "open_institutions": gettext_lazy("Promises of which anybody can read independent evidence"),
}

_MISSING = {
    "deadline": ngettext_lazy(
        "%(number)s promise has no deadline: nobody can say whether it is kept on time.",
        "%(number)s promises have no deadline: nobody can say whether they are kept on time.",
        "count",
    ),
    "precise_date": ngettext_lazy(
        "%(number)s promise was delivered about its deadline: its dates are too imprecise to tell.",
        "%(number)s promises were delivered about their deadlines: their dates are too imprecise to tell.",
        "count",
    ),
    "rate": ngettext_lazy(
        "%(number)s amount is in another currency, and no rate is given for its day.",
        "%(number)s amounts are in other currencies, and no rates are given for their days.",
        "count",
    ),
    "technology": ngettext_lazy(
        "%(number)s promise was delivered without saying in which technology.",
        "%(number)s promises were delivered without saying in which technology.",
        "count",
    ),
    "number": ngettext_lazy(
        "%(number)s delivery does not say how many people.",
        "%(number)s deliveries do not say how many people.",
        "count",
    ),
    "evidence": ngettext_lazy(
        "%(number)s promise has no evidence at all.", "%(number)s promises have no evidence at all.", "count"
    ),
}

# What is said when there is nothing to compute a key from.
_NOTHING = {
    "trust": gettext_lazy("No promise has been due yet, as far as deadlines are known."),
    "mutual_benefit": gettext_lazy("No amount that one side gave the other is recorded."),
    "innovation": gettext_lazy("Nothing is promised yet."),
    "people": gettext_lazy("Nothing is promised yet."),
    "open_institutions": gettext_lazy("Nothing is promised yet."),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """What would be needed to say more: its code, in words, and the items that lack it."""

    code: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A key in words. `value` is "" when there is nothing to compute it from; `interval` for shares of items."""

    key: Key
    label: str | Promise
    says: str | Promise
    value: str
    of: str
    interval: str
    parts: tuple[tuple[str, str], ...]
    lacks: tuple[Lack, ...]


def said(keys: Sequence[Key], names: tuple[str, str], currency: str) -> list[Said]:
    """Return keys in words; `names` are those of the two sides, `currency` that of amounts."""
    return [_said(key, names, currency) for key in keys]


def _said(key: Key, names: tuple[str, str], currency: str) -> Said:
    return Said(
        key,
        LABELS[key.name],
        _SAYS[key.name],
        _value(key),
        _of(key),
        _interval(key),
        tuple(_part(key, *part, names, currency) for part in key.parts),
        tuple(_lack(key, missing) for missing in key.missing),
    )


def _value(key: Key) -> str:
    if key.value is None:
        return ""
    if key.unit == "share":
        return percent(key.value)
    return (
        written_amount(float(key.value), "person")
        if key.unit == "people"
        else written_number(float(key.value))
    )


def percent(share: Decimal) -> str:
    """Write a share as whole percents."""
    return written_amount(round(share * 100), "percent")


def _of(key: Key) -> str:
    """Write how many of how many a share is."""
    if key.low is None or key.value is None:
        return ""
    whole = len(key.items)
    return _("%(number)s of %(whole)s") % {
        "number": written_number(round(key.value * whole)),
        "whole": written_number(whole),
    }


def _interval(key: Key) -> str:
    if key.low is None or key.high is None:
        return ""
    return _(
        "With this number of promises, the habit behind them lies between %(low)s and %(high)s (80%% sure)."
    ) % {
        "low": percent(key.low),
        "high": percent(key.high),
    }


def _part(key: Key, what: str, value: Decimal, names: tuple[str, str], currency: str) -> tuple[str, str]:
    if key.name == "innovation":
        return str(TECHNOLOGIES.get(what, what)), written_number(float(value))
    who = {"a": names[0], "b": names[1]}.get(what) or _("Owed by both, or by nobody named")
    return who, written_amount(float(value), currency) if key.name == "mutual_benefit" else percent(value)


def _lack(key: Key, missing: Missing) -> Lack:
    number = len(missing.items)
    if missing.what == "amount" and key.value is not None:
        return Lack(missing.what, _("Of one side no amount is recorded: what it gave may be missing."), ())
    if missing.what not in _MISSING:
        return Lack(missing.what, str(_NOTHING[key.name]), ())
    words = _MISSING[missing.what] % {"count": number, "number": written_number(number)}
    return Lack(missing.what, words, missing.items)
