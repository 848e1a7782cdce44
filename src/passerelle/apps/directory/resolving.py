"""Saying who the actors of a document are: mentions are laid beside the directory, strangers become candidates.

What a person decided stands: a decided mention keeps its actor, a merged or accepted candidate speaks for every
later mention of the same name. The rest is worked out anew each time, so that resolving twice changes nothing.
"""

from collections import Counter

from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.gathering import Gathered, named_in
from passerelle.apps.directory.involvements import involve
from passerelle.apps.directory.models import (
    ActorState,
    Mention,
    MentionState,
    Resolution,
    Spelling,
)
from passerelle.apps.directory.recognising import (
    WORTH,
    Answer,
    Named,
    by_key,
    by_name,
    by_office,
    decided_before,
)
from passerelle.apps.directory.signals import document_resolved
from passerelle.apps.library.models import Document
from passerelle.core.text.folding import fold

_WRITTEN = [
    "local", "names", "kind", "country", "actor", "candidate", "confidence", "reasons", "runners_up", "state",
    "found",
]  # fmt: skip


def resolve(document: Document) -> Counter[str]:
    """Write who the actors of a document are, and who takes part in its claims; return how many in each state.

    Call it inside a transaction. Safe to call again: decisions stand, the rest is worked out anew.
    """
    lock()
    reading, named = named_in(document)
    known = Gathered(named, document)
    mentions = _mentions_for(document, named)
    spelt = []
    for one, mention in zip(named, mentions, strict=True):
        mention.names, mention.kind, mention.country = list(one.names), one.kind, one.country
        mention.local, mention.found = one.local, True
        if mention.state != MentionState.DECIDED:
            _answer(mention, one, known)
        elif mention.actor is not None:
            mention.actor = known.final(mention.actor)
        spelt.append((mention, one))
    _write(mentions, spelt)
    involve([document.pk])
    Resolution.objects.update_or_create(document=document, defaults={"reading": reading})
    document_resolved.send(Document, document=document)
    return Counter(str(mention.state) for mention in mentions)


def _mentions_for(document: Document, named: list[Named]) -> list[Mention]:
    """Return a mention for each, old ones where they are the same: of the same id, or else of a name in common."""
    kept = {mention.local: mention for mention in document.mentions.select_related("actor", "candidate")}
    taken = {one.local: kept.pop(one.local) for one in named if one.local in kept}
    mentions = []
    for one in named:
        mention = taken.get(one.local)
        if mention is None:
            alike = (
                local
                for local, other in kept.items()
                if other.kind == one.kind and {fold(name) for name in other.names} & set(one.folded)
            )
            local = next(alike, None)
            mention = kept.pop(local) if local is not None else Mention(document=document, local=one.local)
        mentions.append(mention)
    Mention.objects.filter(pk__in=[mention.pk for mention in kept.values()], found=True).update(found=False)
    return mentions


def _answer(mention: Mention, named: Named, known: Gathered) -> None:
    """Say who a mention is that nobody decided about; a stranger, and a doubtful one, is counted to a candidate."""
    group = known.group(named)
    apart = known.apart(group)
    answer: Answer | None = None
    if group is not None and group.state in (ActorState.MERGED, ActorState.ACCEPTED):
        answer = decided_before(known.final(group).pk)
    if answer is None and (actor := known.by_key.get(named.local)) and actor.pk not in apart:
        answer = by_key(named, actor, known.names_of(actor.pk))
    if answer is None:
        answer = by_name(named, known.carriers(named), apart)
    if answer is None:
        answer = by_office(named, known.holders(named))
    if answer is None:
        answer = known.linked(named, apart) or Answer()
    mention.confidence = round(answer.confidence, 3)
    mention.reasons = answer.reasons
    mention.runners_up = [[pk, round(score, 3)] for pk, score in answer.runners_up if pk not in apart]
    mention.candidate = group
    if answer.sure:
        mention.actor, mention.state = known.actor(answer.actor), MentionState.LINKED
        return
    mention.candidate = group or known.new_candidate(named)
    mention.actor = known.final(mention.candidate)
    worth = [score for _pk, score in mention.runners_up if score >= WORTH]
    doubtful = worth and mention.candidate.state != ActorState.DROPPED
    mention.state = MentionState.DOUBTFUL if doubtful else MentionState.UNKNOWN
    if not doubtful:
        mention.confidence, mention.reasons, mention.runners_up = 0.0, [], []


def _write(mentions: list[Mention], spelt: list[tuple[Mention, Named]]) -> None:
    fresh = [mention for mention in mentions if mention.pk is None]
    old = [mention for mention in mentions if mention.pk is not None]
    Mention.objects.bulk_update(old, _WRITTEN, batch_size=100)
    Mention.objects.bulk_create(fresh, batch_size=100)
    Spelling.objects.filter(mention__in=[mention.pk for mention in old]).delete()
    Spelling.objects.bulk_create(
        [
            Spelling(mention=mention, text=name[:300], folded=fold(name)[:400])
            for mention, one in spelt
            for name in dict.fromkeys(one.names)
        ],
        batch_size=200,
    )
