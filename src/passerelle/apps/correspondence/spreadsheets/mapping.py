"""Which column of a spreadsheet holds what: guessed by its heads in three languages, decided by a person."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.tables.parties import actors_named
from passerelle.core.text.folding import fold
from passerelle.sources.agreement_tables import AgreementRow, Fault, row_of
from passerelle.sources.sheets import Sheet

# What an agreement of a table has (docs/reference/agreement-tables.md), as a person reads it.
FIELDS = {
    "title": _("Title"), "date": _("Date of signature"), "participants": _("Parties"), "reference": _("Reference"),
    "type": _("Kind"), "status": _("Status"), "instrument": _("Instrument"), "funding": _("Amount as stated"),
    "source_url": _("Web address"), "in_force": _("In force since"), "ends": _("Ends on"),
    "last_verified": _("Last verified"), "technologies": _("Technologies"), "note": _("Note"),
}  # fmt: skip
NEEDED = ("title", "date", "participants")
# Field → words by which a head is known in English, French or Vietnamese, folded; the first that fits wins.
WORDS = {
    "reference": ("id", "reference", "ref", "number", "numero", "so hieu", "ma so"),
    "in_force": ("in force", "entree en vigueur", "en vigueur", "hieu luc"),
    "ends": ("end", "expiry", "expires", "fin", "echeance", "expiration", "het han", "ket thuc"),
    "last_verified": ("verified", "checked", "verifie", "verification", "xac minh", "kiem tra"),
    "date": ("date", "signed", "signe", "signature", "ngay ky", "ngay"),
    "participants": (
        "participants", "parties", "partners", "party", "partenaires", "parties prenantes", "cac ben", "doi tac",
        "ben ky",
    ),
    "instrument": ("instrument", "form", "van kien", "hinh thuc"),
    "type": ("type", "kind", "nature", "categorie", "category", "loai", "linh vuc"),
    "status": ("status", "stage", "statut", "etat", "etape", "tinh trang", "trang thai", "giai doan"),
    "funding": ("funding", "amount", "budget", "montant", "financement", "kinh phi", "so tien", "gia tri"),
    "source_url": ("url", "link", "address", "source", "lien", "adresse", "dia chi", "nguon", "duong dan"),
    "technologies": ("technologies", "technology", "technologie", "cong nghe"),
    "title": ("title", "name", "agreement", "titre", "intitule", "nom", "accord", "tieu de", "ten", "thoa thuan"),
    "note": ("note", "remark", "comment", "remarque", "commentaire", "ghi chu"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be taken: its number in the spreadsheet, the code and details of an agreement's fault."""

    row: int
    code: str
    details: dict[str, str]


def guessed(heads: Sequence[str], known: Mapping[str, Sequence[str]] = WORDS) -> list[str]:
    """Return what each column probably holds, "" for what is not known; nothing is guessed twice."""
    found = [""] * len(heads)
    folded = [fold(head) for head in heads]
    for exact in (True, False):
        for name, words in known.items():
            places = [
                at for at, head in enumerate(folded)
                if not found[at] and any(word == head if exact else _within(word, head) for word in words)
            ]  # fmt: skip
            if places and name not in found:
                found[places[0]] = name
    return found


def mapped(sheet: Sheet, fields: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return each row with its number as values of the fields that the columns stand for; "" leaves a column out."""
    named = [(at, name) for at, name in enumerate(fields) if name]
    rows = []
    for number, cells in sheet.rows:
        values = {name: cells[at] for at, name in named}
        for name in ("type", "status", "instrument"):
            if given := values.get(name):
                values[name] = _codes().get(fold(given), given)
        rows.append((number, values))
    return rows


def faults(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> list[RowFault]:
    """Return what is wrong with each row that cannot be taken."""
    found = []
    for number, values in rows:
        try:
            row_of(values)
        except Fault as fault:
            found.append(RowFault(number, fault.code, fault.details))
    return found


def strangers(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> list[RowFault]:
    """Return whom the rows name as parties and the directory does not know; such rows are taken without them."""
    named = []
    for number, values in rows:
        with suppress(Fault):
            row = row_of(values)
            named += [(number, name) for name in row.parties] if isinstance(row, AgreementRow) else []
    known = actors_named({name for _number, name in named})
    return [RowFault(number, "unknown_party", {"value": name}) for number, name in named if name not in known]


def as_lines(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> str:
    """Return the rows as JSON Lines of a table of agreements, each on the line of its number in the spreadsheet."""
    by_number = {number: json.dumps(values, ensure_ascii=False, sort_keys=True) for number, values in rows}
    return "".join(f"{by_number.get(number, '')}\n" for number in range(1, max(by_number, default=0) + 1))


def _within(word: str, head: str) -> bool:
    return f" {word} " in f" {head} "


@cache
def _codes() -> dict[str, str]:
    """Kinds and stages as the three languages call them → their codes."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for words in (labels.KINDS, labels.STAGES):
                found.update({fold(str(label)): code for code, label in words.items() if code})
    return found
