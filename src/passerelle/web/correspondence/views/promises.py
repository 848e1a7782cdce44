"""A spreadsheet of commitments taken in: sent, its columns named, checked, asked about, and only then written."""

from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.permissions import require
from passerelle.apps.correspondence.spreadsheets.mapping import guessed
from passerelle.apps.correspondence.spreadsheets.promises import FIELDS, NEEDED, WORDS, promise_rows
from passerelle.apps.ledger.actions.promises import import_promises
from passerelle.apps.ledger.tables.promises import Checked, RowFault, check_promises
from passerelle.apps.ledger.tables.questions import NOTHING, Question
from passerelle.apps.library.models import Tlp
from passerelle.sources.sheets import Sheet, SheetFault, Unusable
from passerelle.web.correspondence.sheet_forms import (
    chosen_fields,
    column_of,
    columns_of,
    grid_of,
    marking_of,
    name_of,
    placed,
    sent_sheet,
    sheet_fault_said,
)

_MOST_ROWS = 1000  # that one press takes in: deriving how each stands takes a while
_MOST_SHOWN = 100
_MOST_ASKED = 800  # a form may send a thousand values
_ANSWER = "answer-"
_ASKED = {
    "amount": _("Which amount is this?"),
    "quantity": _("Which quantity is this?"),
    "actor": _("Nobody, or more than one, is called so in the directory. Who is it?"),
    "agreement": _("No agreement, or more than one, is called so. Which is it?"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def take(request):
    """Send a spreadsheet of commitments; name its columns; answer what it leaves open; take it in."""
    require(request.user, "ledger.import")
    context: dict[str, Any] = {"tlps": Tlp.choices, "tlp": marking_of(request), "most": _MOST_ROWS}
    if request.method == "POST":
        try:
            sheet = sent_sheet(request)
            if len(sheet.rows) > _MOST_ROWS:
                raise Unusable(SheetFault("too_large", sheet.name))
            context |= _step(request, sheet, context["tlp"])
        except Unusable as unusable:
            context["refused"] = [sheet_fault_said(fault, _MOST_ROWS) for fault in unusable.faults]
    return render(request, "correspondence/promises.html", context)


def _step(request, sheet: Sheet, tlp: str) -> dict[str, Any]:
    first = "file" in request.FILES
    fields = guessed(sheet.heads, WORDS) if first else chosen_fields(request, len(sheet.heads), FIELDS)
    missing = [FIELDS[field] for field in NEEDED if field not in fields]
    twice = [FIELDS[field] for field in FIELDS if fields.count(field) > 1]
    found = {
        "name": name_of(request),
        "sheet": sheet,
        "grid": grid_of(sheet),
        "columns": columns_of(sheet, fields),
        "fields": FIELDS.items(),
        "missing": missing,
        "twice": twice,
    }
    if missing or twice:
        return found
    answers = {
        name.removeprefix(_ANSWER): value for name, value in request.POST.items() if name.startswith(_ANSWER)
    }
    today = timezone.localdate()
    checked = check_promises(
        promise_rows(sheet, fields), user=request.user, answers=answers, today=today,
        language=(get_language() or "en").split("-")[0],
    )  # fmt: skip
    if request.POST.get("do") == "take":
        found["added"] = import_promises(checked.good, actor=request.user, tlp=tlp, today=today)
        found["done"] = True
    return found | _told(checked, sheet, fields, answers)


def _asked(found: list[Question], answers: dict[str, str]) -> list[Question]:
    """Return the questions that one form can hold: those that were answered, and the first of the others."""
    room = _MOST_ASKED - sum(bool(answers.get(one.key)) for one in found)
    shown = []
    for one in found:
        if not answers.get(one.key):
            room -= 1
        if answers.get(one.key) or room >= 0:
            shown.append(one)
    return shown[:_MOST_ASKED]


def _told(checked: Checked, sheet: Sheet, fields: list[str], answers: dict[str, str]) -> dict[str, Any]:
    asked = _asked(checked.questions, answers)
    return {
        "good_count": len(checked.good),
        "known_count": len(checked.known),
        "waiting_count": len(checked.waiting),
        "wrong_count": len({fault.number for fault in checked.faults}),
        "wrong": [_fault(fault, sheet, fields) for fault in checked.faults[:_MOST_SHOWN]],
        "questions": [_question(one, sheet, fields, answers) for one in asked],
        "asked_later": len(checked.questions) - len(asked),
        "nothing": NOTHING,
    }


def _fault(fault: RowFault, sheet: Sheet, fields: list[str]) -> tuple[str, str, str]:
    """Return the place of a fault, what the column is called, and the words."""
    column = column_of(fault.field, fields)
    head = sheet.heads[fields.index(fault.field)] if column else str(FIELDS.get(fault.field, ""))
    return placed(sheet.name, fault.number, column), head, fault.words


def _question(one: Question, sheet: Sheet, fields: list[str], answers: dict[str, str]) -> dict[str, Any]:
    places = [
        placed(sheet.name, number, column_of(field, fields)) for number, field in one.places[:_MOST_SHOWN]
    ]
    return {
        "name": f"{_ANSWER}{one.key}",
        "asked": _ASKED[one.sort],
        "written": one.written,
        "options": one.options,
        "places": "; ".join(places),
        "answer": answers.get(one.key, ""),
    }
