"""What an event of the trail recorded, in lines that people read: `Marking: GREEN → AMBER`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.accounts.models import Role, User
from passerelle.apps.audit.models import Event
from passerelle.apps.library.labels import ATTRIBUTES
from passerelle.apps.library.models import Reliability, SourceKind, Tlp
from passerelle.apps.library.queries.documents import visible_documents
from passerelle.apps.library.written import written_date, written_number
from passerelle.web.frame.templatetags.desk import language_name
from passerelle.web.library.cards import actor_names_of_each, written_value

# Recorded name → the words for it. What is not here is bookkeeping that the trail's page leaves out.
NAMES = {
    **ATTRIBUTES,
    "active": pgettext("trail", "Open"),
    "address": gettext_lazy("Address"),
    "author": gettext_lazy("Author"),
    "claims": gettext_lazy("Claims"),
    "email": gettext_lazy("Email address"),
    "every_minutes": gettext_lazy("Minutes between two checks"),
    "first_name": gettext_lazy("First name"),
    "items": gettext_lazy("Documents"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "last_name": gettext_lazy("Last name"),
    "name": gettext_lazy("Name"),
    "organisation": gettext_lazy("Organisation"),
    "published": gettext_lazy("Published"),
    "publisher": gettext_lazy("Publisher"),
    "quote": ATTRIBUTES["span"],
    "reader": gettext_lazy("Reader"),
    "reliability": gettext_lazy("Reliability"),
    "role": gettext_lazy("Role"),
    "source": gettext_lazy("Source"),
    "state": gettext_lazy("Review"),
    "title": gettext_lazy("Title"),
    "tlp": gettext_lazy("Marking"),
    "waiting": gettext_lazy("To review"),
}


def _one_of(choices: Iterable[tuple[str, Any]]) -> Callable[[Any], str]:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "active": lambda value: _("yes") if value else _("no"),
    "claims": written_number,
    "items": written_number,
    "kind": _one_of(SourceKind.choices),
    "language": lambda value: language_name(value) if value in dict(settings.LANGUAGES) else str(value),
    "published": written_date,
    "reliability": _one_of(Reliability.choices),
    "role": _one_of(Role.choices),
    "tlp": _one_of(Tlp.choices),
    "waiting": written_number,
}


def details(user: User, events: Iterable[Event]) -> dict[int, list[str]]:
    """Return event id → its lines. Actors are named as the documents that the reader may see name them."""
    events = list(events)
    claimed = {event.detail.get("document") for event in events if event.target_type == "claim"} - {None}
    names = actor_names_of_each(visible_documents(user).filter(pk__in=claimed)) if claimed else {}
    return {event.pk: _lines(event, names.get(event.detail.get("document"), {})) for event in events}


def _lines(event: Event, names: Mapping[str, str]) -> list[str]:
    detail = dict(event.detail)
    changed = dict(detail.pop("changed", None) or {})
    before, after = detail.pop("before", None) or {}, detail.pop("after", None) or {}
    changed |= {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    # What a changed attribute says is not said again.
    said = [(name, _value(name, value, names)) for name, value in detail.items() if name not in changed]
    said += [
        (name, f"{_value(name, old, names) or '–'} → {_value(name, new, names) or '–'}")
        for name, (old, new) in changed.items()
    ]
    return [
        _("%(name)s: %(value)s") % {"name": NAMES[name], "value": value}
        for name, value in said
        if name in NAMES and value
    ]


def _value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == "":
        return ""
    write = _WRITTEN.get(name)
    return write(value) if write else written_value(name, value, names)
