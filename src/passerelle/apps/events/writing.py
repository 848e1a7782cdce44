"""Writing which claims tell which event: an event keeps its address as long as most of its claims stay
together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from passerelle.apps.events.models import Change, Event, Happened, Telling
from passerelle.apps.library.models import Claim

_AT_ONCE = 400


def write(groups: Sequence[Sequence[int]], story: Mapping[int, int], members: Mapping[int, Claim]) -> None:
    """Give each group of claims an event, and say which documents came and went.

    `story` maps a claim to its story.
    """
    tellings = {telling.claim_id: telling for telling in Telling.objects.filter(claim__in=members)}
    before = {pk: telling.event_id for pk, telling in tellings.items()}
    given = _events(groups, before, members)
    after = {pk: event for group, event in zip(groups, given, strict=True) for pk in group}
    fresh, moved = [], []
    for pk, event in after.items():
        telling = tellings.get(pk)
        if telling is None:
            fresh.append(Telling(claim_id=pk, event_id=event, story=story[pk]))
        elif (telling.event_id, telling.story) != (event, story[pk]):
            telling.event_id, telling.story = event, story[pk]
            moved.append(telling)
    Telling.objects.bulk_update(moved, ["event", "story"], batch_size=_AT_ONCE)
    Telling.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    had = {(event, members[pk].document_id) for pk, event in before.items()}
    has = {(event, members[pk].document_id) for pk, event in after.items()}
    _note(came=has - had, went=had - has)
    for event in sorted(set(before.values()) - set(after.values())):
        went = Counter(after[pk] for pk, old in before.items() if old == event)
        heir = min(went, key=lambda to: (-went[to], to))
        Event.objects.filter(pk=event).update(folded_into=heir)


def forget(tellings: QuerySet[Telling]) -> None:
    """Let claims that no longer stand tell nothing."""
    gone = set(tellings.values_list("event", "claim__document"))
    tellings.delete()
    rest = Telling.objects.filter(event__in=[event for event, _ in gone])
    _note(came=set(), went=gone - set(rest.values_list("event", "claim__document")))


def _events(
    groups: Sequence[Sequence[int]], before: Mapping[int, int], members: Mapping[int, Claim]
) -> list[int]:
    """Return the event of each group: the one that most of it had, an emptied one that it was once, or a new
    one.
    """
    wishes = sorted(
        (-count, event, min(group), at)
        for at, group in enumerate(groups)
        for event, count in Counter(before[pk] for pk in group if pk in before).items()
    )
    given: dict[int, int] = {}
    for _, event, _first, at in wishes:
        if at not in given and event not in given.values():
            given[at] = event
    for at, group in enumerate(groups):
        if at not in given:
            documents = {members[pk].document_id for pk in group}
            given[at] = _emptied(documents, {before[pk] for pk in group if pk in before})
    return [given[at] for at in range(len(groups))]


def _emptied(documents: set[int], heirs: set[int]) -> int:
    """Return an event that these documents told before it was folded into one of `heirs`, or a new one."""
    was = Event.objects.filter(folded_into__in=heirs, tellings__isnull=True, changes__document__in=documents)
    known = was.order_by("pk").values_list("pk", flat=True).first()
    if known is None:
        return Event.objects.create().pk
    Event.objects.filter(pk=known).update(folded_into=None)
    return known


def _note(*, came: set[tuple[int, int]], went: set[tuple[int, int]]) -> None:
    """Write down (event, document) pairs: which documents tell an event from now on, and which no longer do."""
    rows = [(Happened.LEFT, pair) for pair in sorted(went)] + [(Happened.TOLD, pair) for pair in sorted(came)]
    Change.objects.bulk_create(
        [Change(event_id=event, document_id=document, what=what) for what, (event, document) in rows],
        batch_size=_AT_ONCE,
    )
