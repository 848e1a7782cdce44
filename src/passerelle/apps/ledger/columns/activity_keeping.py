"""The activities of the ledger in memory: what boards are made of, what is added up, and who takes part.

Every change of an activity raises its version, so a process asks the database how many there are and what their
versions add up to, and reads those that changed. What was read is never changed in place.
"""

import gc
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Sum

from passerelle.apps.ledger.columns.entries import Entry, entries_of
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.models.activity import key_of

Token = tuple[int, int | None, datetime | None]
_MANY = 1000  # activities from which on the collector is spared them
_VIEWS = 64  # kinds of readers whose view of the activities is kept


@dataclass(frozen=True, slots=True)
class Activities:
    """All activities by id, in that order. `views`: what was worked out of them, by what it is."""

    token: Token
    entries: dict[int, Entry]
    named: dict[str, list[Entry]]  # by their identifiers
    views: dict[Any, Any] = field(default_factory=dict)

    def keep(self, name: Any, view: Any) -> Any:
        """Keep what was worked out as long as nothing of the activities changes, and return it."""
        if len(self.views) >= _VIEWS:
            self.views.clear()
        self.views[name] = view
        return view


def above(held: Activities, listed: list[Entry]) -> dict[str, tuple[str, ...]]:
    """Return which activity is a part of which, by what they are called, up to the top: whoever may see those."""
    found: dict[str, tuple[str, ...]] = {}
    fresh, met = listed, {one.pk for one in listed}
    while fresh:
        higher: dict[int, Entry] = {}
        for one in fresh:
            top = held.entries.get(one.parent)
            names = (*map(key_of, one.parents), *([top.called] if top else []))
            if names:
                found.setdefault(one.called, names)
            for other in (
                *([top] if top else []),
                *(row for name in one.parents for row in held.named.get(name, ())),
            ):
                if other.pk not in met:
                    higher[other.pk] = other
        met |= higher.keys()
        fresh = [higher[pk] for pk in sorted(higher)]
    return found


_kept: Activities | None = None


def activities() -> Activities:
    """Return the activities as they are now."""
    global _kept
    kept, token = _kept, _token()
    if kept is None or kept.token != token:
        kept = renewed(kept.entries if kept else {}, token)
        # What an open transaction reads may yet be taken back.
        if not connection.in_atomic_block:
            if _kept is None:
                _settle(kept)
            _kept = kept
    return kept


def _settle(kept: Activities) -> None:
    """Spare the collector what stays: it would walk through a million objects in the middle of some page."""
    if len(kept.entries) >= _MANY:
        gc.collect()
        gc.freeze()


def forget() -> None:
    """Drop what is kept: another database is asked from now on."""
    global _kept
    _kept = None


def _token() -> Token:
    found = Activity.objects.aggregate(many=Count("pk"), versions=Sum("version"), latest=Max("updated_at"))
    return found["many"], found["versions"], found["latest"]


def renewed(known: dict[int, Entry], token: Token) -> Activities:
    """Return the activities as they are now, read as far as they are not known."""
    now = Activity.objects.order_by("pk").values_list("pk", "version", "updated_at")
    there = {pk: (version, updated) for pk, version, updated in now}
    stale = [pk for pk, state in there.items() if pk not in known or known[pk].state != state]
    fresh = entries_of(stale)
    entries = {pk: one for pk in there if (one := fresh.get(pk) or known.get(pk))}
    named: dict[str, list[Entry]] = {}
    for one in entries.values():
        if one.identifier:
            named.setdefault(one.identifier, []).append(one)
    return Activities(token, entries, named)
