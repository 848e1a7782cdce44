"""A file of IATI taken in: checked first, its faults told by line, and nothing written when it is refused."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.permissions import require
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import needed_shares
from passerelle.apps.ledger.activities.dividing import shares_of_row
from passerelle.apps.ledger.iati_labels import iati_fault_said
from passerelle.apps.ledger.models import IatiImport
from passerelle.core.commitments.activities import Activity
from passerelle.core.commitments.country_shares import GIVEN, Division, undivided
from passerelle.sources.iati.check import check_file, chunks_of
from passerelle.sources.iati.faults import number_of
from passerelle.sources.iati.reading import read
from passerelle.web.correspondence.forms import TakingForm
from passerelle.web.frame.templatetags.desk import country_name

_MOST = 5_000_000  # bytes for which a screen waits
_SHOWN = 100  # faults


@require_http_methods(["GET", "HEAD", "POST"])
def take(request):
    """Send a file; it is checked, and taken in when nothing is wrong or the rest is wanted."""
    require(request.user, "ledger.import")
    form = TakingForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "most": _most() // 1_000_000}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > _most():
            said = _(
                "It is too large for a screen: run “passerelle iati import”, which takes files of any length."
            )
            form.add_error("file", said)
        else:
            context |= _taken(request, form, file)
    return render(request, "correspondence/iati_file.html", context)


def _taken(request, form: TakingForm, file: UploadedFile) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.xml"
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        found = check_file(path)
        first = list(islice(found, _SHOWN))
        if first and not form.cleaned_data["partly"]:
            language = get_language() or "en"
            said = [(fault.line, fault.sentence(language)) for fault in first]
            return {"refused": said, "more": number_of(first) + number_of(found) - len(said)}
        division = _division(form)
        if division is None:
            if form.errors:
                return {}
            if asked := list(islice(_undivided(path), _SHOWN)):
                return {"asked": asked}
        tlp = form.cleaned_data["tlp"]
        source = import_iati(path, actor=request.user, tlp=tlp, name=file.name or "", division=division)
        return _told(source)


def _division(form: TakingForm) -> Division | None:
    """Return what the person answered of countries without shares; None when they want to be asked."""
    said = form.cleaned_data
    if not said["shares"]:
        return None
    try:
        parts = needed_shares("parts", said["parts"]) if said["shares"] == GIVEN else {}
    except InvalidEntry as fault:
        form.add_error("parts", str(fault))
        return None
    return Division(said["shares"], shares_of_row(parts))


def _undivided(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the activities of a file of which nobody says how much each country has."""
    for record, told in read(chunks_of(path)):
        if isinstance(told, Activity) and (codes := undivided(told)):
            names = ", ".join(country_name(code) for code in codes)
            yield {"line": record.line, "identifier": told.identifier, "countries": names}


def _told(source: IatiImport) -> dict[str, Any]:
    language = get_language() or "en"
    said = [(fault["line"], iati_fault_said(fault, language)) for fault in source.faults[:_SHOWN]]
    return {"source": source, "said": said, "more": max(source.faults_count - len(said), 0)}


def _most() -> int:
    return min(_MOST, settings.UPLOAD_BYTES)
