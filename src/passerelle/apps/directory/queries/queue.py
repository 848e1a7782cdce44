"""The queue of actors that nobody knows for sure: best first, with whom each may be and the sentences that name it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q, QuerySet, prefetch_related_objects

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.gathering import pairs_apart
from passerelle.apps.directory.labels import reason_said
from passerelle.apps.directory.models import Actor, ActorState, Mention, MentionState
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.pairs import Alike, alike, pairs_waiting
from passerelle.apps.library.permissions import visible
from passerelle.apps.library.queries.documents import with_sources
from passerelle.core.text.sentences import split

PAGE_SIZE = 25
_QUOTES, _CHOICES = 3, 5
_AROUND = 400  # characters on either side of a name in which its sentence is looked for


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document that names somebody: text[start:end] is the name."""

    mention: Mention
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a candidate may be, and how sure that is."""

    actor: Actor
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """One candidate to decide about. `spellings`, `reasons`, `quotes` and counts come from visible documents only."""

    candidate: Actor
    name: str
    doubtful: bool
    documents: int
    spellings: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue; `total` is exact.

    `doubtful` of them are candidates that may be somebody of the directory, `twice` pairs that it perhaps holds twice.
    """

    asked: list[Question | Alike]
    total: int
    doubtful: int
    twice: int
    number: int
    pages: int

    @property
    def questions(self) -> list[Question]:
        return [one for one in self.asked if isinstance(one, Question)]


def queue_for(user: User, language: str, *, page: int = 1, of: str = "all") -> Queue:
    """Return a page of what waits to be decided.

    First whom a candidate may be, surest first; then who is perhaps held twice; then strangers, who is named most.
    `of` leaves strangers out ("doubtful"), or all but pairs ("twice"). A page beyond the last is the last.
    """
    waiting = _waiting(user)
    unsure = waiting.filter(best__isnull=False).order_by("-best", "-documents", "pk")
    strangers = waiting.filter(best__isnull=True).order_by("-documents", "pk")
    twice = pairs_waiting(user)
    doubtful, pairs = unsure.count(), twice.count()
    alone = strangers.count() if of == "all" else 0
    counts = (0 if of == "twice" else doubtful, pairs, alone)
    total = sum(counts)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    first, second, third = _windows(counts, (number - 1) * PAGE_SIZE)
    asked: list[Question | Alike] = [*_questions(user, list(unsure[first]), language)] if counts[0] else []
    asked += alike(user, twice[second], language) if pairs else []
    asked += _questions(user, list(strangers[third]), language) if alone else []
    return Queue(asked, total, doubtful, pairs, number, pages)


def _windows(counts: Iterable[int], start: int) -> list[slice]:
    """Return which of each part, one part after the other, stand on the page that begins at `start`."""
    found, before = [], 0
    for count in counts:
        first, last = (min(max(at - before, 0), count) for at in (start, start + PAGE_SIZE))
        found.append(slice(first, last))
        before += count
    return found


def waiting_count(user: User) -> int:
    """Return how many questions wait to be decided by the user."""
    return _waiting(user).count() + pairs_waiting(user).count()


def question_about(user: User, key: str, language: str) -> Question:
    """Return one candidate of the queue; Actor.DoesNotExist when it is not there for the user."""
    (question,) = _questions(user, [_waiting(user).get(key=key)], language)
    return question


def next_question(user: User, after: Actor | None, language: str) -> Question | None:
    """Return the first of the queue but for `after`, which was just looked at; None when nothing waits."""
    waiting = _waiting(user)
    if after is not None:
        waiting = waiting.exclude(pk=after.pk)
    first = waiting.order_by(F("best").desc(nulls_last=True), "-documents", "pk").first()
    return _questions(user, [first], language)[0] if first else None


def _waiting(user: User) -> QuerySet[Actor]:
    """Return the candidates that visible documents name, with the best score and the number of those documents."""
    seen = visible("mentions__document__")(user) & Q(mentions__found=True)
    unsure = seen & Q(mentions__state=MentionState.DOUBTFUL)
    candidates = rows(user, "actor.decide", Actor.objects.filter(state=ActorState.CANDIDATE))
    return candidates.annotate(
        documents=Count("mentions__document", filter=seen, distinct=True),
        best=Max("mentions__confidence", filter=unsure),
    ).filter(documents__gt=0)


def _questions(user: User, candidates: list[Actor], language: str) -> list[Question]:
    mentions: dict[int, list[Mention]] = defaultdict(list)
    found = rows(user, "mention.read", Mention.objects.filter(actor__in=candidates, found=True))
    for mention in found.select_related("document__organisation").order_by("-pk"):
        mentions[mention.actor_id].append(mention)
    apart = pairs_apart(actor.pk for actor in candidates)
    scores = {actor.pk: _scores(mentions[actor.pk], apart[actor.pk]) for actor in candidates}
    others = rows(user, "actor.read", Actor.objects.filter(state=ActorState.ACCEPTED))
    known = others.in_bulk({pk for held in scores.values() for pk in held})
    names = names_shown(user, [*candidates, *known.values()], language)
    quotable = [one.document for held in mentions.values() for one in held[:_QUOTES]]
    prefetch_related_objects(quotable, "snapshot")
    with_sources(user, quotable)
    return [
        Question(
            actor,
            names[actor.pk],
            any(mention.state == MentionState.DOUBTFUL for mention in mentions[actor.pk]),
            len({mention.document_id for mention in mentions[actor.pk]}),
            list(dict.fromkeys(name for one in mentions[actor.pk] for name in one.names)),
            sorted({mention.country for mention in mentions[actor.pk]} - {""}),
            _reasons(mentions[actor.pk]),
            [Choice(known[pk], names[pk], score) for pk, score in _ranked(scores[actor.pk]) if pk in known],
            [quote for one in mentions[actor.pk][:_QUOTES] if (quote := quoted(one)) is not None],
        )
        for actor in candidates
    ]


def _scores(mentions: Iterable[Mention], apart: set[int]) -> dict[int, float]:
    best: dict[int, float] = {}
    for mention in mentions:
        for pk, score in mention.runners_up:
            if pk not in apart:
                best[pk] = max(score, best.get(pk, 0.0))
    return best


def _ranked(scores: dict[int, float]) -> list[tuple[int, float]]:
    return sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_CHOICES]


def _reasons(mentions: list[Mention]) -> list[str]:
    unsure = (mention for mention in mentions if mention.state == MentionState.DOUBTFUL)
    best = max(unsure, key=lambda mention: mention.confidence, default=None)
    return [reason_said(reason) for reason in best.reasons] if best else []


def quoted(mention: Mention) -> Quote | None:
    """Return the first sentence of its document that writes one of the names; None where the text has none."""
    text = mention.document.text
    for name in mention.names:
        at = text.find(name) if name else -1
        if at < 0:
            continue
        first = max(0, at - _AROUND)
        window = text[first : at + len(name) + _AROUND]
        place = at - first
        for span in split(window, mention.document.language):
            if span.start <= place < span.end:
                end = max(span.end, place + len(name))
                return Quote(
                    mention, window[span.start : end], place - span.start, place - span.start + len(name)
                )
    return None
