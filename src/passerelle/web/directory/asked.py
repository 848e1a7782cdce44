"""Which candidates the queue asks about, for whoever may decide about them, the best questions first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.gathering import pairs_apart
from passerelle.apps.directory.models import Actor, ActorState, Decision, Mention, MentionState, Verb

PAGE = 15
_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A candidate: the mentions of it that the reader may see, whom it may be (actor, score), what was decided."""

    candidate: Actor
    mentions: list[Mention]
    proposals: list[tuple[Actor, float]]
    decision: Decision | None = None
    reasons: dict[int, list[dict]] = field(default_factory=dict)


def candidates(user: User, *, doubtful: bool) -> QuerySet[Actor]:
    """Return candidates that may be somebody known, or those that resemble nobody; the best questions first."""
    seen = _mentions(user).filter(actor=OuterRef("pk")).order_by()
    unsure = seen.filter(state=MentionState.DOUBTFUL)
    documents = seen.values("actor").annotate(number=Count("document", distinct=True)).values("number")
    surest = unsure.values("actor").annotate(best=Max("confidence")).values("best")
    found = rows(user, "actor.decide", Actor.objects.filter(state=ActorState.CANDIDATE)).filter(Exists(seen))
    found = found.filter(Exists(unsure)) if doubtful else found.exclude(Exists(unsure))
    return found.annotate(best=Subquery(surest), documents=Subquery(documents)).order_by(
        *(["-best"] if doubtful else []), "-documents", "pk"
    )


def asked_of(user: User, candidates: Sequence[Actor]) -> list[Asked]:
    """Return what the queue shows of each candidate."""
    pks = [one.pk for one in candidates]
    mentions: dict[int, list[Mention]] = defaultdict(list)
    here = _mentions(user).filter(Q(candidate__in=pks) | Q(actor__in=pks))
    for mention in here.select_related("document__organisation").order_by(
        "-confidence", "-document__published_on", "pk"
    ):
        owner = mention.actor_id if mention.actor_id in pks else mention.candidate_id
        mentions[owner].append(mention)
    apart = pairs_apart(pks)
    scores: dict[int, dict[int, float]] = {pk: {} for pk in pks}
    reasons: dict[int, dict[int, list[dict]]] = {pk: {} for pk in pks}
    for owner, named in mentions.items():
        for mention in named:
            if mention.state == MentionState.DOUBTFUL:
                for at, (pk, score) in enumerate(mention.runners_up):
                    if pk not in apart.get(owner, ()) and score > scores[owner].get(pk, 0.0):
                        scores[owner][pk] = score
                        reasons[owner][pk] = mention.reasons if at == 0 else []
    wanted = {pk for scored in scores.values() for pk in scored}
    known = rows(
        user, "actor.read", Actor.objects.filter(state__in=[ActorState.ACCEPTED, ActorState.CANDIDATE])
    )
    actors = known.in_bulk(wanted)
    decided = _decisions(user, pks)
    return [
        Asked(
            one,
            mentions[one.pk],
            _best(scores[one.pk], actors) if one.state == ActorState.CANDIDATE else [],
            decided.get(one.pk),
            reasons[one.pk],
        )
        for one in candidates
    ]


def candidate_for(user: User, pk: int) -> Actor:
    """Return a candidate, or what became of one; Actor.DoesNotExist when hidden or absent."""
    found: Actor = rows(user, "actor.decide", Actor.objects.select_related("merged_into")).get(pk=pk)
    return found


def decision_for(user: User, pk: int) -> Decision | None:
    """Return a decision about actors that the user may decide about."""
    return _seen(user).filter(pk=pk).first()


def latest_decisions(user: User, limit: int = 8) -> list[Decision]:
    """Return what was decided last about actors that the user may know of."""
    return list(_seen(user).order_by("-pk")[:limit])


def _mentions(user: User) -> QuerySet[Mention]:
    return rows(user, "mention.read", Mention.objects.filter(found=True))


def _seen(user: User) -> QuerySet[Decision]:
    known = rows(user, "actor.decide", Actor.objects.all()).order_by().values("pk")
    found = Decision.objects.select_related("actor", "other", "mention", "by", "undone_by")
    readable = rows(user, "mention.read", Mention.objects.all()).order_by().values("pk")
    return found.filter(actor__in=known).filter(
        Q(other__isnull=True) | Q(other__in=known), Q(mention__isnull=True) | Q(mention__in=readable)
    )


def _decisions(user: User, pks: Iterable[int]) -> dict[int, Decision]:
    """Return the latest standing decision about each candidate."""
    wanted = set(pks)
    found: dict[int, Decision] = {}
    stands = _seen(user).filter(undone_at__isnull=True)
    about = stands.filter(
        Q(actor__in=wanted) | Q(other__in=wanted, verb=Verb.APART) | Q(mention__candidate__in=wanted)
    )
    for one in about.order_by("pk"):
        linked = one.mention.candidate_id if one.mention else None
        for pk in {one.actor_id, linked, one.other_id if one.verb == Verb.APART else None} & wanted:
            found[pk] = one
    return found


def _best(scores: dict[int, float], actors: dict[int, Actor]) -> list[tuple[Actor, float]]:
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    return [(actors[pk], score) for pk, score in ranked if pk in actors][:_CHOICES]
