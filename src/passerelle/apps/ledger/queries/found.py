"""What of the ledger answers a question: commitments, agreements, activities and meetings that the reader may see.

The words looked for are those of titles and of what else a row is found by, folded; exact tones stand first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.finding.widening import Widened
from passerelle.apps.ledger import worded
from passerelle.apps.ledger.columns import columns, lines
from passerelle.apps.ledger.models import Agreement, Meeting
from passerelle.apps.ledger.queries.activities import activity_rows, visible_activities
from passerelle.apps.ledger.queries.agreements import agreement_rows
from passerelle.apps.ledger.queries.counting import visible_mask
from passerelle.apps.ledger.queries.ledger import commitment_rows, visible_agreements, visible_commitments
from passerelle.apps.ledger.queries.meetings import meeting_rows, visible_meetings
from passerelle.apps.library.search.words import words

_ORDERED = 400  # rows that are put in the order of their tones


@dataclass(frozen=True, slots=True)
class FoundRows:
    """One page of `total` rows of a kind: LedgerRow, AgreementRow, (Activity, names of who takes part), MeetingRow."""

    rows: list[Any]
    total: int


def found_in_ledger(
    user: User, question: Widened, kind: str, language: str, *, today: date, offset: int = 0, limit: int
) -> FoundRows:
    """Return the rows of a kind (one of KINDS) that say every part of a question, the latest first."""
    if not question.asked.wanted:
        return FoundRows([], 0)
    ids = KINDS[kind].ids(user, question)
    shown = [int(pk) for pk in _exact_first(user, kind, ids, question)[offset : offset + limit]]
    return FoundRows(KINDS[kind].rows(user, shown, language, today), len(ids))


def _commitments(user: User, question: Widened) -> Sequence[int]:
    kept = columns()
    said = lines().saying(worded.wanted(question), worded.unwanted(question))
    passing = visible_mask(user, kept) & np.isin(kept.pk, said)
    places = np.flatnonzero(passing)
    order = np.lexsort((-kept.pk[places], -kept.promised[places]))
    found: Sequence[int] = kept.pk[places[order]]
    return found


def _asked_of(seen: Callable[[User], QuerySet[Any]], *order: str) -> Callable[[User, Widened], list[int]]:
    """Return what asks the database for rows with the words, and looks at those alone."""

    return lambda user, question: [pk for pk, *_rest in _saying(seen(user).order_by(*order), question)]


def _activities(user: User, question: Widened) -> list[int]:
    """Return activities; one of a file that several organisations took in is found once, one's own first."""
    found = visible_activities(user).order_by("-pk")
    once: dict[tuple[str, ...], int] = {}
    for pk, reporter, identifier, organisation in _saying(
        found, question, "reporter", "identifier", "organisation"
    ):
        key = (reporter, identifier) if identifier else (str(pk),)
        if key not in once or organisation == user.organisation_id:
            once[key] = pk
    return list(once.values())


def _saying(found: QuerySet[Any], question: Widened, *columns_: str) -> list[tuple[Any, ...]]:
    """Return id and columns of the rows that say what is asked: the database leaves most of the others aside."""
    parts, never = worded.wanted(question), worded.unwanted(question)
    some = found.filter(_holding(worded.first_words(question)))
    return [
        (pk, *rest)
        for pk, folded, *rest in some.values_list("pk", "folded", *columns_)
        if worded.says(folded, parts, never)
    ]


def _holding(parts: Sequence[Sequence[Sequence[str]]]) -> Q:
    every = Q()
    for ways in parts:
        either = Q(pk__in=[])
        for way in ways:
            whole = Q()
            for word in way:
                whole &= Q(folded__contains=word)
            either |= whole
        every &= either
    return every


def _exact_first(user: User, kind: str, ids: Sequence[int], question: Widened) -> Sequence[int]:
    """Put those with the very tones that were typed first; what is too much to look at stays as it is."""
    exact = {word for term in question.asked.wanted if term.toned for word in term.exact}
    if not exact or len(ids) > _ORDERED:
        return ids
    titles = KINDS[kind].seen(user).filter(pk__in=[int(pk) for pk in ids]).values_list("pk", "title")
    toned = {pk for pk, title in titles if exact <= set(words(title)[1])}
    return sorted(ids, key=lambda pk: pk not in toned)


def _commitment_rows(user: User, ids: list[int], language: str, today: date) -> list[Any]:
    rows = commitment_rows(user, visible_commitments(user).filter(pk__in=ids), language, today=today)
    return sorted(rows, key=lambda row: ids.index(row.commitment.pk))


def _agreement_rows(user: User, ids: list[int], language: str, today: date) -> list[Any]:
    found: dict[int, Agreement] = visible_agreements(user).in_bulk(ids)
    return agreement_rows(user, [found[pk] for pk in ids if pk in found], language)


def _activity_rows(user: User, ids: list[int], language: str, today: date) -> list[Any]:
    found = visible_activities(user).select_related("organisation").in_bulk(ids)
    return activity_rows(user, [found[pk] for pk in ids if pk in found], language)


def _meeting_rows(user: User, ids: list[int], language: str, today: date) -> list[Any]:
    found: dict[int, Meeting] = visible_meetings(user).in_bulk(ids)
    return meeting_rows(user, [found[pk] for pk in ids if pk in found], language)


@dataclass(frozen=True, slots=True)
class _Kind:
    seen: Callable[[User], QuerySet[Any]]
    ids: Callable[[User, Widened], Sequence[int]]
    rows: Callable[[User, list[int], str, date], list[Any]]


KINDS = {
    "commitments": _Kind(visible_commitments, _commitments, _commitment_rows),
    "agreements": _Kind(visible_agreements, _asked_of(visible_agreements, "-signed", "-pk"), _agreement_rows),
    "activities": _Kind(visible_activities, _activities, _activity_rows),
    "meetings": _Kind(visible_meetings, _asked_of(visible_meetings, "-first_day", "-pk"), _meeting_rows),
}
