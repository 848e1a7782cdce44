"""What the actors of events are called: as the directory names them, else as the documents do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, ActorState, Mention
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.library.models import Claim
from passerelle.apps.library.written_values import written_value
from passerelle.core.events.summary import Summary
from passerelle.web.library.cards import actor_names_of_each

_ACTORS = ("parties", "people")


@dataclass(frozen=True, slots=True)
class Called:
    """Names by the key that a summary uses; `pages` are those that have a page in the directory for this reader."""

    names: Mapping[str, str]
    pages: frozenset[str] = field(default_factory=frozenset)

    def written(self, attribute: str, value: Any) -> str:
        """Write one value of an attribute of an event."""
        several = attribute in {"parties", "people", "technologies"}
        return written_value(attribute, [value] if several else value, self.names)

    def page(self, attribute: str, value: Any) -> str:
        """Return the key of the actor's page; empty where the value is no actor, or has none."""
        return value if attribute in _ACTORS and value in self.pages else ""


def called(user: User, claims: Iterable[Claim], summaries: Iterable[Summary]) -> Called:
    """Return what the actors of these visible claims and of what they amount to are called.

    As many queries for many as for one. A candidate is written as the documents do that the reader may see.
    """
    names: dict[str, str] = {}
    for found in actor_names_of_each({claim.document for claim in claims}).values():
        names = found | names
    keys = {
        one.value
        for summary in summaries
        for name in _ACTORS
        if (said := summary.of(name))
        for one in said.values
    }
    known = list(rows(user, "actor.read", Actor.objects.filter(key__in=keys)))
    mentions = rows(
        user, "mention.read", Mention.objects.filter(actor__key__in=keys - {one.key for one in known})
    )
    names |= {key: written[0] for key, written in mentions.values_list("actor__key", "names") if written}
    shown = names_shown(user, known, (get_language() or "en")[:2])
    names |= {actor.key: shown[actor.pk] for actor in known}
    return Called(names, frozenset(actor.key for actor in known if actor.state != ActorState.DROPPED))
