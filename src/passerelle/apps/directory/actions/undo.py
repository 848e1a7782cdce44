"""Undoing a decision about actors: what stood before stands again, and what came later is looked at again."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.moving import move_back, tell
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.models import (
    Actor,
    ActorState,
    Decision,
    Mention,
    MentionState,
    Verb,
)
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.directory.waiting import reopen

_LATER = _("Something was decided about this actor since. Undo that first.")
_CHANGING = [Verb.ACCEPT, Verb.DROP, Verb.MERGE, Verb.SPLIT]


@action("actor.undo", permission="actor.decide")
def undo_decision(decision: Decision, *, actor: User) -> Decision:
    """Go back to what stood before a decision. Raises Conflict (undone already), InvalidActor (later ones stand)."""
    split = decision.verb == Verb.SPLIT  # who was split off is known by these mentions, and by no others
    require_rows(
        actor, "actor.decide", [one for one in (decision.actor, decision.other) if one and not split]
    )
    mentions = [row[0] for row in decision.before.get("mentions", [])] if split else [decision.mention_id]
    require_rows(actor, "mention.decide", Mention.objects.filter(pk__in=mentions))
    lock()
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("actor", "other", "undone_by")
        .get(pk=decision.pk)
    )
    if decision.undone_at is not None:
        raise Conflict("undo", decision.undone_by, decision.undone_at)
    decision.undone_by, decision.undone_at = actor, timezone.now()
    decision.save(update_fields=["undone_by", "undone_at"])
    documents = _UNDO[Verb(decision.verb)](decision)
    tell([], documents=documents)
    wake_resolving()
    about(decision.actor, organisation=actor.organisation, undone=str(decision.verb))
    return decision


def _accept(decision: Decision) -> set[int]:
    one = _unchanged(decision, decision.actor)
    rest = (one.mandates, one.office_holders, one.relations, one.related, one.identifiers)
    if any(rows.exists() for rows in rest):
        raise InvalidActor("decision", "later", _LATER)
    documents = _put_back(decision, one.pk)
    later = Mention.objects.filter(actor=one, state=MentionState.LINKED)
    documents |= _let_wait(later)
    later.update(state=MentionState.UNKNOWN, candidate=one)
    one.names.all().delete()
    before = decision.before
    one.key, one.kind, one.country = before["key"], before["kind"], before["country"]
    one.state, one.open, one.label, one.source = before["state"], False, "", ""
    return _save(one, documents)


def _drop(decision: Decision) -> set[int]:
    one = _unchanged(decision, decision.actor)
    one.state = decision.before["state"]
    return _save(one, _let_wait(Mention.objects.filter(actor=one)))


def _merge(decision: Decision) -> set[int]:
    absorbed, kept = decision.actor, decision.other
    assert kept is not None  # noqa: S101 - the database says so
    _unchanged(decision, absorbed)
    documents = _put_back(decision, kept.pk)
    since = Mention.objects.filter(document__resolution__resolved_at__gte=decision.at)
    documents |= _let_wait(since.filter(actor=kept, state=MentionState.LINKED))
    later = Mention.objects.filter(actor=kept, candidate=absorbed, state=MentionState.LINKED)
    documents |= _let_wait(later)
    later.update(actor=absorbed, state=MentionState.UNKNOWN)
    move_back(decision.before, absorbed, kept)
    absorbed.state, absorbed.merged_into = decision.before["state"], None
    return _save(absorbed, documents)


def _split(decision: Decision) -> set[int]:
    split = decision.other
    assert split is not None  # noqa: S101 - the database says so
    _unchanged(decision, split)
    documents = _put_back(decision, split.pk)
    split.state = ActorState.DROPPED
    return _save(split, documents)


def _link(decision: Decision) -> set[int]:
    return _put_back(decision, decision.other_id)


def _apart(decision: Decision) -> set[int]:
    return _put_back(decision, None)


_UNDO = {
    Verb.ACCEPT: _accept,
    Verb.DROP: _drop,
    Verb.MERGE: _merge,
    Verb.SPLIT: _split,
    Verb.LINK: _link,
    Verb.APART: _apart,
}


def _unchanged(decision: Decision, one: Actor) -> Actor:
    """Return the actor, unless a later decision about it stands."""
    later = Decision.objects.filter(verb__in=_CHANGING, undone_at__isnull=True, pk__gt=decision.pk)
    if later.filter(actor=one).exists() or later.filter(other=one).exists():
        raise InvalidActor("decision", "later", _LATER)
    return one


def _put_back(decision: Decision, after: int | None) -> set[int]:
    """Let mentions mean again whom they meant before, where nobody decided about them since."""
    rows = {row[0]: row for row in decision.before.get("mentions", [])}
    since = Decision.objects.filter(mention__in=rows, undone_at__isnull=True, pk__gt=decision.pk)
    decided = set(since.values_list("mention", flat=True))
    documents = set()
    for mention in Mention.objects.filter(pk__in=rows):
        _pk, actor, state, confidence, by, at = rows[mention.pk]
        if mention.pk in decided or (after is not None and mention.actor_id != after):
            continue
        mention.actor_id, mention.state, mention.confidence = actor, state, confidence
        mention.decided_by_id = by
        mention.decided_at = datetime.fromisoformat(at) if at else None
        mention.save()
        documents.add(mention.document_id)
    return documents


def _let_wait(mentions) -> set[int]:
    documents = set(mentions.values_list("document_id", flat=True))
    reopen(documents)
    return documents


def _save(one: Actor, documents: set[int]) -> set[int]:
    """Write the actor as decided by whom it was before, if by anybody."""
    last = (
        Decision.objects.filter(actor=one, verb__in=_CHANGING, undone_at__isnull=True).order_by("-pk").first()
    )
    one.decided_by, one.decided_at = (last.by, last.at) if last else (None, None)
    one.save()
    return documents
