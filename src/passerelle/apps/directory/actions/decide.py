"""What people decide about actors: accept, drop, merge, keep apart, split, and say who a mention is.

Each decision is a row that keeps what stood before, so that nothing is lost and each can be undone (see `undo`).
`seen` is the token of what the person looked at; when somebody was faster, Conflict says who, and nothing changes.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.moving import move_facts, tell
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.gathering import pairs_apart
from passerelle.apps.directory.models import Actor, ActorState, Decision, Mention, MentionState, Verb
from passerelle.apps.directory.naming import NewName, checked_names, free_key, write_names
from passerelle.core.reading.model import ACTOR_KINDS

_UNSURE = [MentionState.UNKNOWN, MentionState.DOUBTFUL]


@action("actor.accept", permission="actor.decide")
def accept_candidate(
    candidate: Actor,
    *,
    names: Sequence[NewName],
    actor: User,
    kind: str = "",
    country: str | None = None,
    source: str = "",
    seen: str | None = None,
) -> Actor:
    """Take a candidate into the directory under these names, which every account sees from then on.

    The person chooses the names: those in the documents may be marked. Raises Conflict, InvalidActor.
    """
    candidate = _candidate(candidate, actor, seen)
    names = checked_names(names)
    before = {
        "key": candidate.key,
        "kind": candidate.kind,
        "country": candidate.country,
        "state": candidate.state,
    }
    candidate.kind = _checked_kind(kind or candidate.kind)
    candidate.country = candidate.country if country is None else country
    candidate.label, candidate.key = names[0].text, free_key(names[0].text)
    candidate.state, candidate.open, candidate.source = ActorState.ACCEPTED, True, source
    decision = _decide(Verb.ACCEPT, candidate, actor, before=before)
    write_names(candidate, names)
    mentions = Mention.objects.filter(actor=candidate, state__in=_UNSURE)
    decision.before["mentions"] = _moved(mentions)
    decision.save(update_fields=["before"])
    mentions.update(state=MentionState.LINKED, confidence=1.0)
    tell([candidate.pk], names=[name.text for name in names])
    about(candidate, organisation=actor.organisation, key=before["key"])
    return candidate


@action("actor.drop", permission="actor.decide")
def drop_candidate(candidate: Actor, *, actor: User, seen: str | None = None) -> Actor:
    """Say that a candidate is nobody worth keeping; it is not asked again. Raises Conflict, InvalidActor."""
    candidate = _candidate(candidate, actor, seen)
    before = {"state": candidate.state}
    candidate.state = ActorState.DROPPED
    _decide(Verb.DROP, candidate, actor, before=before)
    tell([candidate.pk])
    about(candidate, organisation=actor.organisation)
    return candidate


@action("actor.merge", permission="actor.decide")
def merge_actors(kept: Actor, absorbed: Actor, *, actor: User, seen: str | None = None) -> Actor:
    """Say that two actors are one. Names, mentions and all else of `absorbed` become those of `kept`.

    `seen` is the token of `absorbed`. Raises Conflict, InvalidActor.
    """
    kept, absorbed = _two(kept, absorbed, actor, seen)
    if absorbed.open and not kept.open:
        raise InvalidActor("kept", "not_open", _("Keep the one that is in the directory."))
    _not_apart(kept, absorbed)
    moved = move_facts(absorbed, kept)
    mentions = Mention.objects.filter(actor=absorbed)
    moved["mentions"] = _moved(mentions)
    moved |= {"state": absorbed.state, "open": absorbed.open}
    documents = set(mentions.values_list("document_id", flat=True))
    mentions.filter(state__in=_UNSURE).update(
        state=MentionState.LINKED if kept.open else MentionState.UNKNOWN, confidence=1.0
    )
    mentions.update(actor=kept)
    absorbed.state, absorbed.merged_into = ActorState.MERGED, kept
    _decide(Verb.MERGE, absorbed, actor, other=kept, before=moved)
    tell([kept.pk], documents=documents)
    about(kept, organisation=actor.organisation, absorbed=absorbed.key)
    return kept


@action("actor.keep_apart", permission="actor.decide")
def keep_apart(one: Actor, other: Actor, *, actor: User, seen: str | None = None) -> Decision:
    """Say that two actors are not the same; the pair is not asked again. Raises Conflict, InvalidActor."""
    one, other = _two(one, other, actor, seen)
    _not_apart(one, other)
    settled = [mention for mention in _doubtful((one, other)) if not _open_questions(mention, (one, other))]
    before = {"mentions": _moved(settled)}
    decision = _decide(Verb.APART, one, actor, other=other, before=before, touch=False)
    Mention.objects.filter(pk__in=[mention.pk for mention in settled]).update(
        state=MentionState.UNKNOWN, confidence=0.0
    )
    about(one, organisation=actor.organisation, other=other.key)
    tell([one.pk, other.pk], changed=False)
    return decision


@action("actor.split", permission="actor.decide")
def split_actor(whole: Actor, mentions: Iterable[Mention], *, actor: User, seen: str | None = None) -> Actor:
    """Say that some mentions mean somebody else, who becomes a candidate. Raises Conflict, InvalidActor."""
    require_rows(actor, "actor.decide", [whole])
    chosen = _locked_mentions(mentions, actor)
    whole = _open(whole, seen)
    if not chosen or any(mention.actor_id != whole.pk for mention in chosen):
        raise InvalidActor("mentions", "not_of_it", _("Choose mentions of this actor."))
    split = Actor.objects.create(key=f"candidate-{timezone.now():%Y%m%d%H%M%S%f}", kind=whole.kind)
    split.country, split.key = whole.country, f"candidate-{split.pk}"
    split.save()
    before = {"mentions": _moved(chosen)}
    for mention in chosen:
        _say(mention, split, actor)
    _decide(Verb.SPLIT, whole, actor, other=split, before=before, touch=False)
    tell([whole.pk, split.pk], documents={mention.document_id for mention in chosen})
    about(whole, organisation=actor.organisation, split=split.key, mentions=len(chosen))
    return split


@action("mention.link", permission="mention.decide")
def link_mention(mention: Mention, to: Actor, *, actor: User, seen: str | None = None) -> Mention:
    """Say who one mention means, whoever else bears the name. `seen` is the mention's token. Raises Conflict."""
    require_rows(actor, "actor.decide", [to])
    (mention,) = _locked_mentions([mention], actor)
    if seen is not None and seen != mention.token:
        raise Conflict(Verb.LINK, mention.decided_by, mention.decided_at)
    to = _open(to, None)
    was = mention.actor
    if was is None or (was.pk == to.pk and mention.state == MentionState.DECIDED):
        raise InvalidActor("to", "nothing_changed", _("Nothing was changed."))
    before = {"mentions": _moved([mention])}
    _say(mention, to, actor)
    _decide(Verb.LINK, was, actor, other=to, mention=mention, before=before, touch=False)
    tell([to.pk], documents={mention.document_id})
    about(to, organisation=mention.document.organisation, document=mention.document_id)
    return mention


def _doubtful(pair: tuple[Actor, Actor]) -> list[Mention]:
    return list(Mention.objects.filter(actor__in=pair, state=MentionState.DOUBTFUL))


def _open_questions(mention: Mention, pair: tuple[Actor, Actor]) -> bool:
    """Say whether a mention may still be somebody, when it is not the other of the pair."""
    told = pairs_apart([mention.actor_id])[mention.actor_id] | {one.pk for one in pair}
    return any(pk not in told for pk, _score in mention.runners_up)


def _two(one: Actor, other: Actor, actor: User, seen: str | None) -> tuple[Actor, Actor]:
    """Return two actors as they stand, to be decided about together; `seen` is the token of the second."""
    require_rows(actor, "actor.decide", [one])
    require_rows(actor, "actor.decide", [other])
    if one.pk == other.pk:
        raise InvalidActor("other", "itself", _("Choose two different actors."))
    return _open(one, None), _open(other, seen)


def _candidate(candidate: Actor, actor: User, seen: str | None) -> Actor:
    require_rows(actor, "actor.decide", [candidate])
    candidate = _open(candidate, seen)
    if candidate.state != ActorState.CANDIDATE:
        raise InvalidActor("state", "no_candidate", _("This actor is in the directory already."))
    return candidate


def _open(actor: Actor, seen: str | None) -> Actor:
    """Return the actor as it stands now, while nobody else says who is who."""
    lock()
    actor = Actor.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=actor.pk)
    if actor.state in (ActorState.MERGED, ActorState.DROPPED) or (seen is not None and seen != actor.token):
        last = actor.decisions.exclude(verb__in=[Verb.APART, Verb.LINK]).order_by("-pk").first()
        if last is not None and last.undone_at is not None:
            raise Conflict("undo", last.undone_by, last.undone_at)
        raise Conflict(last.verb if last else "", actor.decided_by, actor.decided_at)
    return actor


def _not_apart(one: Actor, other: Actor) -> None:
    stands = Decision.objects.filter(verb=Verb.APART, undone_at__isnull=True).select_related("by")
    found = stands.filter(actor=one, other=other).first() or stands.filter(actor=other, other=one).first()
    if found:
        raise Conflict(Verb.APART, found.by, found.at)


def _locked_mentions(mentions: Iterable[Mention], actor: User) -> list[Mention]:
    pks = [mention.pk for mention in mentions]
    require_rows(actor, "mention.decide", Mention.objects.filter(pk__in=pks))
    lock()
    found = Mention.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return list(found.select_related("document__organisation", "actor", "decided_by").order_by("pk"))


def _say(mention: Mention, who: Actor, actor: User) -> None:
    mention.actor, mention.state, mention.confidence = who, MentionState.DECIDED, 1.0
    mention.decided_by, mention.decided_at = actor, timezone.now()
    mention.save()


def _moved(mentions: Iterable[Mention]) -> list[list]:
    """Return what undoing puts back: mention, actor, state, confidence, who decided and when."""
    return [
        [
            one.pk, one.actor_id, str(one.state), one.confidence, one.decided_by_id,
            one.decided_at.isoformat() if one.decided_at else None,
        ]
        for one in mentions
    ]  # fmt: skip


def _checked_kind(kind: str) -> str:
    if kind not in ACTOR_KINDS:
        raise InvalidActor("kind", "unknown", _("Say what kind of actor it is."))
    return kind


@transaction.atomic
def _decide(
    verb: Verb,
    about_whom: Actor,
    actor: User,
    *,
    other: Actor | None = None,
    mention: Mention | None = None,
    before: dict | None = None,
    touch: bool = True,
) -> Decision:
    """Write what was decided; `touch`: the actor itself is another one now."""
    if touch:
        about_whom.decided_by, about_whom.decided_at = actor, timezone.now()
        about_whom.save()
    return Decision.objects.create(
        verb=verb, actor=about_whom, other=other, mention=mention, before=before or {}, by=actor
    )
