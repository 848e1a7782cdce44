"""The activities in memory, as far as a reader may see them."""

from collections import defaultdict
from dataclasses import dataclass

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.columns import Activities, Entry, activities
from passerelle.apps.ledger.markings import shows
from passerelle.apps.ledger.standings import portions


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees by id, in that order; by the activity of the ledger it is a part of, and by the identifier of
    the one that a file names. `view` tells readers apart who see the same."""

    held: Activities
    view: tuple[int | None, str]
    entries: dict[int, Entry]
    under: dict[int, list[int]]
    named: dict[str, list[int]]


def seen(user: User) -> Seen:
    """Return the activities that the markings let a user see."""
    held = activities()
    view = (user.organisation_id, user.role)
    return held.views.get(view) or held.keep(view, _seen(user, held, view))


def _seen(user: User, held: Activities, view: tuple[int | None, str]) -> Seen:
    shown: dict[tuple[int, str], bool] = {}
    entries = {}
    under: dict[int, list[int]] = defaultdict(list)
    named: dict[str, list[int]] = defaultdict(list)
    for pk, one in held.entries.items():
        marked = (one.organisation, one.tlp)
        if marked not in shown:
            shown[marked] = shows(user, *marked)
        if shown[marked]:
            entries[pk] = one
            if one.parent:
                under[one.parent].append(pk)
            for identifier in one.parents:
                named[identifier].append(pk)
    return Seen(held, view, entries, dict(under), dict(named))


def homes(held: Activities) -> dict[int, str]:
    """Return the country of each actor that takes part in an activity and has one."""
    name = ("homes", edition())
    return held.views.get(name) or held.keep(name, _homes(held))


def _homes(held: Activities) -> dict[int, str]:
    found: dict[int, str] = {}
    for ids in portions(sorted({pk for one in held.entries.values() for pk in one.actors})):
        rows = Actor.objects.filter(pk__in=ids).exclude(country="").order_by()
        found |= dict(rows.values_list("pk", "country"))
    return found
