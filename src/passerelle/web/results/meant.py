"""From what a person types to what it names: a row of the ledger by its number or page, or where a figure stands."""

from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django import forms
from django.db.models import Model, QuerySet
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from passerelle.apps.accounts.permissions import rows
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.ledger.queries.activities import visible_activities
from passerelle.apps.ledger.queries.agreements import agreement_for
from passerelle.apps.ledger.queries.ledger import visible_agreements, visible_commitments
from passerelle.apps.library.models import Document
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.web.ledger.entering import number_of
from passerelle.web.ledger.naming import named

_Row = TypeVar("_Row", bound=Model)
_LINKS = {
    "agreement": ("ledger:agreement", visible_agreements),
    "commitment": ("ledger:commitment", visible_commitments),
    "parent": ("results:activity", visible_activities),
    "other": ("results:activity", visible_activities),
}


def linked(request, form: forms.Form, field: str) -> Any:
    """Return the row that a field names; None for none, and when there is none the form tells."""
    typed = form.cleaned_data.get(field, "").strip()
    if not typed:
        return None
    screen, visible = _LINKS[field]
    pk = number_of(typed.removeprefix("#"))
    if pk is None:
        name, pk = _page(request, typed)
        pk = pk if name == screen else None
    if field == "agreement" and pk is not None:
        with suppress(Agreement.DoesNotExist):
            return agreement_for(request.user, pk)  # the one that it was joined into
    return _one(form, field, visible(request.user), pk)


def sources(request, form: forms.Form) -> dict[str, Any]:
    """Return where a figure stands, as the actions want it: a claim or document of the desk, or an address."""
    typed = form.cleaned_data["source"].strip()
    said = {"said": form.cleaned_data["said"]}
    name, pk = _page(request, typed)
    if name == "library:claim":
        found = visible_claims(request.user).select_related("document")
        return said | {"claim": _one(form, "source", found, pk)}
    if name == "library:document":
        seen = rows(request.user, "document.read", Document.objects.all())
        return said | {"document": _one(form, "source", seen, pk)}
    return said | {"address": typed}


def actors_of(request, form: forms.Form, field: str) -> list[Any]:
    """Return the actors that the lines of a field name; the form tells who is not found."""
    found = []
    for line in dict.fromkeys(one.strip() for one in form.cleaned_data[field].splitlines()):
        if line:
            one = named(request.user, line)
            if one.problem:
                form.add_error(field, one.problem)
            found.append(one.actor)
    return found


def parts_of(form: forms.Form) -> list[tuple[str, str]]:
    """Return the dimensions that are typed as `sex: women, place: Hanoi`."""
    found = []
    for part in form.cleaned_data["dimensions"].replace(";", ",").split(","):
        if part.strip():
            name, colon, of = part.replace("=", ":", 1).partition(":")
            if not colon:
                form.add_error("dimensions", _("Write what divides it and the part: sex: women"))
            found.append((name.strip(), of.strip()))
    return found


def _page(request, typed: str) -> tuple[str, int | None]:
    """Return which screen of the desk an address is of, and of which row; "" for another's address."""
    try:
        parts = urlsplit(typed)
        if parts.netloc not in ("", request.get_host()) or not parts.path.startswith("/"):
            return "", None
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return "", None
    return match.view_name, match.kwargs.get("pk")


def _one(form: forms.Form, field: str, found: QuerySet[_Row], pk: int | None) -> _Row | None:
    row = found.filter(pk=pk).first() if pk is not None else None
    if row is None:
        form.add_error(field, _("There is nothing of this number or address that you may see."))
    return row
