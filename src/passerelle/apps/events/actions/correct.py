"""What people decide about events: these are one, these claims are another, undo that.

A correction is about claims, not about events, so every later folding can hold to it; only claims that the
person may see take part. `seen` is the `token` of the event as the person saw it; when it changed since,
Conflict, and nothing is done.
"""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows, rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.editions import lock
from passerelle.apps.events.actions.refusals import Conflict, InvalidCorrection
from passerelle.apps.events.folding import fold_claims
from passerelle.apps.events.models import Correction, Event, Telling, Verdict
from passerelle.apps.events.permissions import GONE
from passerelle.apps.events.queries.tellings import token
from passerelle.apps.events.signals import events_folded
from passerelle.apps.library.models import Claim


@action("event.join", permission="event.correct")
def join_events(one: Event, other: Event, *, actor: User, seen: str | None = None) -> Event:
    """Say that two events are one, and return the one that stays.

    `seen` is the token of `one`. Raises Conflict, InvalidCorrection.
    """
    require_rows(actor, "event.correct", [one])
    require_rows(actor, "event.correct", [other])
    lock()
    _unchanged(one, actor, seen)
    if one.pk == other.pk:
        raise InvalidCorrection("same", _("This is one event already."))
    ones, others = _claims_of(one, actor), _claims_of(other, actor)
    correction = _decide(Verdict.TOGETHER, ones, others, actor)
    about(one, organisation=actor.organisation, with_event=other.pk, correction=correction.pk)
    return Event.objects.get(tellings__claim=min(ones))


@action("event.split", permission="event.correct")
def split_event(event: Event, claims: Collection[Claim], *, actor: User, seen: str | None = None) -> Event:
    """Say that some claims of an event tell another happening, and return the event they tell now.

    Raises Conflict, InvalidCorrection (none or all of the claims that the person may see).
    """
    require_rows(actor, "event.correct", [event])
    lock()
    _unchanged(event, actor, seen)
    known = _claims_of(event, actor)
    out = known & {claim.pk for claim in claims}
    if not out or out == known:
        raise InvalidCorrection(
            "which", _("Choose some of the claims of this event, and leave at least one.")
        )
    correction = _decide(Verdict.APART, out, known - out, actor)
    about(event, organisation=actor.organisation, claims=sorted(out), correction=correction.pk)
    return Event.objects.get(tellings__claim=min(out))


@action("event.move", permission="event.correct")
def move_claim(claim: Claim, event: Event, *, actor: User) -> Event:
    """Say that a claim tells this event and not the one it was counted to. Raises InvalidCorrection."""
    require_rows(actor, "claim.review", [claim])
    require_rows(actor, "event.correct", [event])
    lock()
    target = _claims_of(event, actor)
    if claim.pk in target:
        raise InvalidCorrection("same", _("This claim tells this event already."))
    old = Event.objects.filter(tellings__claim=claim).first()
    left = _claims_of(old, actor) - {claim.pk} if old else set()
    if left:
        _decide(Verdict.APART, {claim.pk}, left, actor)
    correction = _decide(Verdict.TOGETHER, {claim.pk}, target, actor)
    about(event, organisation=actor.organisation, claim=claim.pk, correction=correction.pk)
    return Event.objects.get(tellings__claim=claim)


@action("event.apart", permission="event.correct")
def keep_apart(left: Event, right: Event, *, actor: User) -> Correction:
    """Say that two events are two; they are not asked about again. Raises InvalidCorrection."""
    require_rows(actor, "event.correct", [left])
    require_rows(actor, "event.correct", [right])
    lock()
    if left.pk == right.pk:
        raise InvalidCorrection("same", _("This is one event already."))
    correction = _decide(Verdict.APART, _claims_of(left, actor), _claims_of(right, actor), actor)
    about(left, organisation=actor.organisation, from_event=right.pk, correction=correction.pk)
    return correction


@action("event.undo", permission="event.correct")
def undo_correction(correction: Correction, *, actor: User) -> Correction:
    """Take back a correction: the claims are folded as if it had not been made.

    Raises Conflict (undone already).
    """
    claims = set(correction.ones.values_list("pk", flat=True)) | set(
        correction.others.values_list("pk", flat=True)
    )
    require_rows(actor, "claim.review", Claim.objects.filter(pk__in=claims))
    lock()
    correction = Correction.objects.select_related("undone_by").get(pk=correction.pk)
    if correction.undone_at is not None:
        raise Conflict(correction.undone_by, correction.undone_at)
    stories = _stories(claims)
    correction.undone_by, correction.undone_at = actor, timezone.now()
    correction.save(update_fields=["undone_by", "undone_at"])
    _fold(stories)
    about(None, organisation=actor.organisation, correction=correction.pk, verdict=correction.verdict)
    return correction


def _decide(verdict: Verdict, ones: set[int], others: set[int], actor: User) -> Correction:
    correction = Correction.objects.create(verdict=verdict, by=actor)
    correction.ones.set(sorted(ones))
    correction.others.set(sorted(others))
    _fold(_stories(ones | others))
    return correction


def _fold(claims: QuerySet) -> None:
    events_folded.send(Event, claims=fold_claims(claims.values_list("claim", flat=True)))


def _stories(claims: Collection[int]) -> QuerySet[Telling]:
    """Return the tellings of the stories that these claims belong to."""
    stories = Telling.objects.filter(claim__in=claims).values_list("story", flat=True)
    return Telling.objects.filter(story__in=list(stories))


def _claims_of(event: Event, user: User) -> set[int]:
    """Return the claims of an event that the person may see."""
    found = rows(user, "telling.read", Telling.objects.filter(event=event)).exclude(claim__state__in=GONE)
    return set(found.values_list("claim", flat=True))


def _unchanged(event: Event, user: User, seen: str | None) -> None:
    if seen is not None and seen != token(user, event):
        raise Conflict
