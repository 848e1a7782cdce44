"""From what a person types to an actor of the directory: its identifier, its name, or a choice among those alike."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.profiles import standing
from passerelle.core.text.folding import fold

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The actor that is meant, or what to tell the person instead."""

    actor: Actor | None
    problem: str = ""


def named(user: User, typed: str) -> Found:
    """Find who is meant. Several of one name are told with their identifiers, of which the person writes one."""
    typed = " ".join(typed.split())
    if not typed:
        return Found(None)
    try:
        return Found(standing(user, typed))
    except Actor.DoesNotExist:
        pass
    rows = actors_page(user, ActorFilters.from_query({"q": typed}), get_language() or "en").rows
    same = [row for row in rows if fold(row.name) == fold(typed)]
    if len(same or rows) == 1:
        return Found((same or rows)[0].actor)
    if not rows:
        return Found(None, _("No actor of the directory has such a name: “%(name)s”.") % {"name": typed})
    alike = ", ".join(f"{row.name} ({row.actor.key})" for row in (same or rows)[:_SHOWN])
    return Found(None, _("Several actors fit “%(name)s”. Write one of these identifiers: %(those)s") % {
        "name": typed, "those": alike,
    })  # fmt: skip
