"""One way from a form to an action: what the action refuses is told at its field, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, MarkingQuestion, StepRefused
from passerelle.web.ledger.naming import agreement_named, named
from passerelle.web.ledger.page import written_change

_MOST_PARTIES, _DIGITS = 100, 18

Written = Callable[[str, Any, Any], str]


def with_actors(form: forms.Form, user: User) -> dict[str, Any] | None:
    """Return the values of a form with actors and an agreement where names were typed; None when one is not found."""
    values = dict(form.cleaned_data)
    for field in form.actors:
        found = named(user, values[field])
        if found.problem:
            form.add_error(field, found.problem)
        values[field] = found.actor
    if "agreement" in values:
        meant = agreement_named(user, values["agreement"])
        if meant.problem:
            form.add_error("agreement", meant.problem)
        values["agreement"] = meant.agreement
    if "parties" in values:
        values["parties"] = _parties(form, user, values["parties"])
    return None if form.errors else values


def _parties(form: forms.Form, user: User, typed: str) -> list[tuple[Any, str]]:
    lines = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    if len(lines) > _MOST_PARTIES:
        form.add_error("parties", _("At most %(most)d parties.") % {"most": _MOST_PARTIES})
        return []
    found = [named(user, line) for line in lines]
    for one in found:
        if one.problem:
            form.add_error("parties", one.problem)
    return [(one.actor, form.role) for one in found if one.actor]


def tried(form: forms.Form, act: Callable[[], Any], written: Written = written_change) -> Any:
    """Do it and return what it returns; None when it is refused, which the form then tells.

    `written` says what somebody else changed meanwhile: a column, what it was, what it is.
    """
    try:
        return act()
    except InvalidEntry as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    except StepRefused as refused:
        form.add_error(None, str(refused))
    except MarkingQuestion as question:
        form.marking = question.needed
        form.add_error(None, str(question))
    except Conflict as conflict:
        form.conflict = True
        form.add_error(None, str(conflict))
        for name, (before, after) in conflict.changes.items():
            form.add_error(name if name in form.fields else None, _("Meanwhile: %(change)s") % {
                "change": written(name, before, after)
            })  # fmt: skip
    return None


def number_of(given: str) -> int | None:
    """Return the id or version that an address or a form names, None when it is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _DIGITS else None


def seen_by(request) -> int | None:
    """Return the version that the person saw."""
    return number_of(request.POST.get("seen", ""))
