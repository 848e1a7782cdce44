"""Currencies whose name several countries share: whose dirhams, pesos or crowns a text counts in."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import regex

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.text.folding import fold
from passerelle.core.text.model import Expression, Money

_LINK = regex.compile(r"\s+(?:(?:de|du|of|của)\s+)?(?:la\s+|l')?", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shared:
    """One name of several currencies."""

    default: str
    countries: dict[str, str]
    nearby: bool


@cache
def _shared() -> tuple["regex.Pattern[str]", dict[str, _Shared]]:
    """Return a pattern for the shared names, and what each (folded) may mean."""
    written = tomllib.loads(files(__package__).joinpath("currencies.toml").read_text(encoding="utf-8"))
    known = {
        fold(word): _Shared(entry["default"], entry["countries"], entry.get("nearby", False))
        for entry in written.values()
        for word in entry["words"]
    }
    every = sorted((word for entry in written.values() for word in entry["words"]), key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(every)})\b", regex.IGNORECASE), known


def currencies_settled(text: str, expressions: Sequence[Expression], hits: Sequence[Hit]) -> list[Expression]:
    """Return the expressions with amounts in the currency that the text means.

    A nationality beside the word decides ("dollars singapouriens", "Pakistani rupees"), then the country that
    the text names most often (among `hits`); otherwise the amount stays as it was read.
    """
    pattern, _ = _shared()
    if pattern.search(text) is None:
        return list(expressions)
    nations = [hit for hit in hits if hit.known[0].kind in ("country", "demonym") and hit.known[0].country]
    starts = {hit.start: hit for hit in nations}
    counted = Counter(str(hit.known[0].country) for hit in nations)
    settled = []
    for one in expressions:
        if one.kind == "money" and isinstance(one.value, Money):
            settled.append(_settled(text, one, one.value, starts, counted))
        elif one.kind == "number":
            settled.append(_named_after(text, one, starts, counted))
        else:
            settled.append(one)
    return settled


def _settled(
    text: str, one: Expression, money: Money, starts: dict[int, Hit], counted: Counter[str]
) -> Expression:
    """Choose the currency of an amount whose word, the last of the expression, is shared."""
    pattern, known = _shared()
    named = [found for found in pattern.finditer(text, one.start, one.end) if found.end() == one.end]
    if not named:
        return one
    shared = known[fold(named[0].group())]
    if money.currency != shared.default:
        return one
    link = _LINK.match(text, one.end)
    beside = starts.get(link.end()) if link else None
    if beside and (code := shared.countries.get(str(beside.known[0].country))):
        end = beside.end if beside.known[0].kind == "demonym" else one.end
        return replace(one, end=end, value=Money(money.amount, code))
    if shared.nearby:
        return one
    rivals = sorted(((counted[country], code) for country, code in shared.countries.items()), reverse=True)
    if rivals[0][0] == 0 or (rivals[0][0] == rivals[1][0] and rivals[0][1] != rivals[1][1]):
        return one
    return replace(one, value=Money(money.amount, rivals[0][1]))


def _named_after(text: str, one: Expression, starts: dict[int, Hit], counted: Counter[str]) -> Expression:
    """Read a number as an amount when a shared name that the language's own table lacks follows it."""
    pattern, known = _shared()
    link = _LINK.match(text, one.end)
    named = pattern.match(text, link.end()) if link and isinstance(one.value, float) else None
    if named is None or not isinstance(one.value, float):
        return _with_nation(text, one, starts)
    shared = known[fold(named.group())]
    if shared.nearby:
        return one
    money = Money(one.value, shared.default)
    return _settled(text, replace(one, end=named.end(), kind="money", value=money), money, starts, counted)


def _with_nation(text: str, one: Expression, starts: dict[int, Hit]) -> Expression:
    """Read "5 million Pakistani rupees" as an amount: a nationality may stand before the currency."""
    pattern, known = _shared()
    beside = starts.get(one.end + 1)
    if (
        not isinstance(one.value, float)
        or beside is None
        or beside.known[0].kind != "demonym"
        or not text[one.end].isspace()
    ):
        return one
    named = pattern.match(text, beside.end + 1)
    code = known[fold(named.group())].countries.get(str(beside.known[0].country)) if named else None
    if named is None or code is None:
        return one
    return replace(one, end=named.end(), kind="money", value=Money(one.value, code))
