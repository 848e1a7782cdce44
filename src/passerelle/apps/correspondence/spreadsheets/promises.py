"""A spreadsheet of commitments: which column holds what, and its rows with the codes of the ledger."""

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from passerelle.apps.ledger import labels
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.core.text.folding import fold
from passerelle.sources.sheets import Sheet

FIELDS = {
    "title": _("What is promised"), "owner": _("Owner"), "counterpart": _("Counterpart"),
    "promised": _("Promised on"), "agreement": _("Agreement"), "deliverable": _("Deliverable"),
    "quantity_value": _("Quantity"), "quantity_unit": _("Unit"), "deadline": _("Deadline"),
    "budget_amount": _("Budget"), "budget_currency": _("Currency"), "stage": _("Stage reached"),
    "stage_on": _("Reached on"), "source": _("Source"), "kind": _("Kind"), "person": _("Person in charge"),
    "outcome": _("Outcome"), "authority": _("Authority"), "technologies": _("Technologies"), "note": _("Note"),
}  # fmt: skip
NEEDED = ("title",)
# Field → words by which a head is known in English, French or Vietnamese, folded; the first that fits wins.
WORDS = {
    "quantity_unit": ("unit", "unite", "don vi tinh"),
    "budget_currency": ("currency", "devise", "monnaie", "loai tien", "don vi tien te"),
    "stage_on": (
        "reached on", "stage date", "date of stage", "status date", "date de l'etape", "atteint le", "date du statut",
        "ngay dat", "ngay cap nhat",
    ),
    "deadline": ("deadline", "due", "due date", "until", "echeance", "delai", "date limite", "thoi han", "han chot"),
    "promised": (
        "promised on", "promised", "date of promise", "announced on", "promis le", "date de l'engagement",
        "annonce le", "ngay cam ket",
    ),
    "quantity_value": ("quantity", "number", "quantite", "nombre", "so luong"),
    "budget_amount": ("budget", "amount", "funding", "montant", "financement", "kinh phi", "so tien", "ngan sach"),
    "counterpart": (
        "counterpart", "beneficiary", "towards", "contrepartie", "partenaire", "beneficiaire", "doi tac",
        "ben thu huong",
    ),
    "owner": (
        "owner", "responsible", "by whom", "porteur", "responsable", "qui", "don vi chu tri", "chu tri",
        "ben thuc hien",
    ),
    "person": ("person", "person in charge", "contact", "personne", "nguoi phu trach", "dau moi"),
    "agreement": ("agreement", "mou", "accord", "thoa thuan", "hiep dinh"),
    "source": ("source", "link", "url", "evidence", "lien", "preuve", "nguon", "duong dan", "minh chung"),
    "stage": ("stage", "status", "progress", "etape", "statut", "avancement", "giai doan", "tinh trang", "tien do"),
    "deliverable": ("deliverable", "output", "livrable", "san pham"),
    "outcome": ("outcome", "result", "resultat", "ket qua"),
    "authority": ("authority", "legal basis", "autorite", "base juridique", "tham quyen", "can cu"),
    "technologies": ("technologies", "technology", "technologie", "cong nghe"),
    "kind": ("kind", "type", "category", "nature", "categorie", "loai"),
    "note": ("note", "remark", "comment", "remarque", "commentaire", "ghi chu"),
    "title": (
        "commitment", "promise", "title", "what", "engagement", "promesse", "intitule", "titre", "objet", "cam ket",
        "noi dung", "tieu de",
    ),
}  # fmt: skip


def promise_rows(sheet: Sheet, fields: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return each row with its number as values of the fields that the columns stand for; "" leaves a column out.

    What the screens call a kind, a stage or a technology becomes its code.
    """
    named = [(at, name) for at, name in enumerate(fields) if name]
    rows = []
    for number, cells in sheet.rows:
        values = {name: cells[at] for at, name in named}
        for name in ("kind", "stage", "technologies"):
            if given := values.get(name):
                divider = "|" if "|" in given else ";"
                parts = [part.strip() for part in given.split(divider)] if name == "technologies" else [given]
                values[name] = divider.join(_codes(name).get(fold(part), part) for part in parts)
        rows.append((number, values))
    return rows


@cache
def _codes(name: str) -> dict[str, str]:
    """What the three languages call the codes of a field → these."""
    tables = {
        "kind": (labels.KINDS,), "stage": (labels.STAGES, labels.CONDITIONS), "technologies": (TECHNOLOGIES,),
    }[name]  # fmt: skip
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for words in tables:
                found.update({fold(str(label)): code for code, label in words.items() if code})
    return found
