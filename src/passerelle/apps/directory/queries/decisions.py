"""What people decided about actors, for whoever may know of all whom a decision is about."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, Decision, Mention, Verb


def visible_candidate(user: User, pk: int) -> Actor:
    """Return a candidate, or what became of one, that the user may decide about; Actor.DoesNotExist otherwise."""
    found: Actor = rows(user, "actor.decide", Actor.objects.select_related("merged_into")).get(pk=pk)
    return found


def decision_for(user: User, pk: int) -> Decision:
    """Return a decision that the user may look at and undo; Decision.DoesNotExist when hidden or absent."""
    found: Decision = visible_decisions(user).get(pk=pk)
    return found


def latest_decisions(user: User, limit: int = 8) -> list[Decision]:
    """Return what was decided last."""
    return list(visible_decisions(user).order_by("-pk")[:limit])


def standing_about(user: User, actor: Actor) -> Decision | None:
    """Return the latest decision about an actor that is not undone."""
    about = Q(actor=actor) | Q(other=actor, verb=Verb.APART) | Q(mention__candidate=actor)
    return visible_decisions(user).filter(about, undone_at__isnull=True).order_by("-pk").first()


def mentions_of(user: User, actor: Actor, limit: int = 100) -> list[Mention]:
    """Return where visible documents name an actor, the latest published first."""
    found = rows(user, "mention.read", Mention.objects.filter(actor=actor, found=True))
    ordered = found.select_related("document__snapshot").order_by("-document__published_on", "-pk")
    return list(ordered[:limit])


def spellings_of(user: User, actors: Iterable[Actor]) -> dict[int, str]:
    """Return candidate's id → how the documents name it that the user may see, whoever it is said to be by now."""
    found = rows(user, "mention.read", Mention.objects.filter(candidate__in=list(actors), found=True))
    named = found.order_by("-pk").values_list("candidate", "names")
    return {candidate: names[0] for candidate, names in named if names}


def visible_decisions(user: User) -> QuerySet[Decision]:
    """Return the decisions whose actors and mention the user may see, and who may decide themselves."""
    known = rows(user, "actor.decide", Actor.objects.all()).order_by().values("pk")
    readable = rows(user, "mention.read", Mention.objects.all()).order_by().values("pk")
    return Decision.objects.select_related("actor", "other", "mention", "by", "undone_by").filter(
        Q(other__isnull=True) | Q(other__in=known),
        Q(mention__isnull=True) | Q(mention__in=readable),
        actor__in=known,
    )
