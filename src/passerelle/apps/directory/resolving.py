"""Saying who the actors of a document are: mentions are laid beside the directory, strangers become candidates.

What a person decided stands: a decided mention keeps its actor, a merged or accepted candidate speaks for every
later mention of the same name. The rest is worked out anew each time, so that resolving twice changes nothing.
"""

from collections import Counter

from passerelle.apps.directory.bare import bare_name, by_bare_office, by_context
from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.gathering import Gathered, named_in, pairs_apart
from passerelle.apps.directory.involvements import involve
from passerelle.apps.directory.models import (
    Actor,
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
from passerelle.core.naming.offices import Bare
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
    spelt = list(zip(mentions, named, strict=True))
    bare = {one.local: said for one in named if (said := bare_name(one)) is not None}
    # Who is named in full tells whom a common noun means: those come first.
    for mention, one in sorted(spelt, key=lambda pair: pair[1].local in bare):
        mention.names, mention.kind, mention.country = list(one.names), one.kind, one.country
        mention.local, mention.found = one.local, True
        if mention.state == MentionState.DECIDED:
            mention.actor = mention.actor and known.final(mention.actor)
        elif one.local in bare:
            others = [(whole, met.actor_id) for met, whole in spelt if whole.local not in bare and _open(met)]
            _answer_bare(mention, one, bare[one.local], others, known)
        else:
            _answer(mention, one, known)
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
    answer = _by_names(named, group, apart, known)
    if answer is None:
        answer = by_office(named, known.holders(named))
    if answer is None:
        answer = known.linked(named, apart) or Answer()
    _write_answer(mention, answer, group, apart, known)
    if not answer.sure:
        _count(mention, group or known.new_candidate(named), known)


def _answer_bare(
    mention: Mention, named: Named, said: Bare, others: list[tuple[Named, int]], known: Gathered
) -> None:
    """Say who an office or a common noun means; where nothing tells, it is nobody, and where several may be, a doubt.

    It means somebody else in each document: only what was decided for this one counts.
    """
    group = mention.candidate
    apart = frozenset(pairs_apart([group.pk])[group.pk]) if group else frozenset()
    answer = _by_names(named, group, apart, known)
    for told in (
        by_bare_office(named, said, known.document.published, others, apart),
        by_context(named, said, [one for one in others if one[1] not in apart]),
    ):
        if told is not None and (answer is None or (told.sure and not answer.sure)):
            answer = told
    answer = answer or Answer()
    _write_answer(mention, answer, group, apart, known)
    if answer.sure:
        return
    if mention.runners_up:
        _count(mention, group or known.new_candidate(named), known)
    else:
        mention.actor, mention.state = None, MentionState.UNKNOWN
        mention.confidence, mention.reasons = 0.0, []


def _by_names(named: Named, group: Actor | None, apart: frozenset[int], known: Gathered) -> Answer | None:
    """Say who it is by what people decided about the name, by its key, or by the names of the directory."""
    if group is not None and group.state in (ActorState.MERGED, ActorState.ACCEPTED):
        return decided_before(known.final(group).pk)
    answer = None
    if (actor := known.by_key.get(named.local)) and actor.pk not in apart:
        answer = by_key(named, actor, known.names_of(actor.pk))
    return answer or by_name(named, known.carriers(named), apart)


def _write_answer(
    mention: Mention, answer: Answer, group: Actor | None, apart: frozenset[int], known: Gathered
) -> None:
    mention.confidence = round(answer.confidence, 3)
    mention.reasons = answer.reasons
    mention.runners_up = [[pk, round(score, 3)] for pk, score in answer.runners_up if pk not in apart]
    mention.candidate = group
    if answer.sure:
        mention.actor, mention.state = known.actor(answer.actor), MentionState.LINKED


def _count(mention: Mention, candidate: Actor, known: Gathered) -> None:
    """Count a mention that nobody is sure of to a candidate; doubtful where somebody of the directory is near."""
    mention.candidate = candidate
    mention.actor = known.final(candidate)
    worth = [score for _pk, score in mention.runners_up if score >= WORTH]
    doubtful = worth and candidate.state != ActorState.DROPPED
    mention.state = MentionState.DOUBTFUL if doubtful else MentionState.UNKNOWN
    if not doubtful:
        mention.confidence, mention.reasons, mention.runners_up = 0.0, [], []


def _open(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.open


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
