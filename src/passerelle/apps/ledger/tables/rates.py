"""Rates of exchange as a table: its columns found by their heads in three languages, its rows told one by one."""

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.actions.rates import another_rate, contradictions, rate_of, rates_there
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.core.text.folding import fold
from passerelle.sources.sheets import Sheet

# Column → heads by which it is known in English, French or Vietnamese, folded.
HEADS = {
    "currency": ("currency", "from", "devise", "monnaie", "don vi", "dong tien", "ngoai te"),
    "base": ("base", "in", "to", "devise de base", "contre", "en", "quy doi", "sang"),
    "on": ("on", "day", "date", "jour", "ngay"),
    "value": ("value", "rate", "worth", "taux", "valeur", "cours", "ty gia", "gia tri"),
    "source": ("source", "who says so", "origine", "nguon"),
}

Row = tuple[int, dict[str, str]]


def columns_missing(sheet: Sheet) -> list[str]:
    """Return the columns (keys of HEADS) that a table lacks."""
    return [name for name in HEADS if _place(sheet, name) is None]


def rates_in(sheet: Sheet) -> list[Row]:
    """Return the rows of a table that has every column: each with its number and what it says."""
    places = {name: _place(sheet, name) for name in HEADS}
    return [
        (number, {name: cells[at] for name, at in places.items() if at is not None})
        for number, cells in sheet.rows
    ]


def rows_wrong(rows: list[Row], actor: User) -> list[tuple[int, str]]:
    """Return which rows cannot be rates, or contradict another one, and why, in the active language."""
    found, rates = [], []
    for number, given in rows:
        try:
            rates.append((number, rate_of(given, actor)))
        except InvalidEntry as fault:
            found.append((number, f"{given.get(fault.field, '')} – {fault}"))
    numbers = {id(rate): number for number, rate in rates}
    listed = [rate for _number, rate in rates]
    for rate, known in contradictions(listed, rates_there(listed, actor)):
        said = f"{rate} – {another_rate(known)}" if known.pk else f"{known} ≠ {rate}"
        found.append((numbers[id(rate)], said))
    return sorted(found)


def _place(sheet: Sheet, name: str) -> int | None:
    heads = [fold(head).strip() for head in sheet.heads]
    return next((heads.index(word) for word in HEADS[name] if word in heads), None)
