"""The names, mandates and relations of an actor that people may correct, and what they took away."""

from dataclasses import dataclass

from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor, Mandate, Name, Relation, Removal
from passerelle.apps.directory.queries.actors import visible_actors


@dataclass(frozen=True, slots=True)
class Facts:
    """What the directory holds of an actor, from either end; `removals` are those that stand, the latest first."""

    names: list[Name]
    mandates: list[Mandate]
    relations: list[Relation]
    removals: list[Removal]


def facts_of(user: User, actor: Actor) -> Facts:
    """Return what may be corrected of an actor; whom the user may not know of is left out."""
    known = visible_actors(user).order_by().values("pk")
    mandates = Mandate.objects.filter(
        Q(person=actor, organisation__in=known) | Q(organisation=actor, person__in=known)
    )
    relations = Relation.objects.filter(Q(actor=actor, other__in=known) | Q(other=actor, actor__in=known))
    removals = Removal.objects.filter(Q(actor=actor) | Q(other=actor), undone_at__isnull=True)
    return Facts(
        list(actor.names.order_by("language", "pk")),
        list(mandates.select_related("person", "organisation")),
        list(relations.select_related("actor", "other")),
        list(removals.select_related("actor", "other", "by")),
    )
