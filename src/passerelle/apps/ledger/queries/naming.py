"""Commitments and agreements by their name, as one types it."""

from datetime import date

import regex
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.models import Agreement, Commitment, MeetingDecision
from passerelle.apps.ledger.queries.ledger import (
    LedgerRow,
    commitment_rows,
    visible_agreements,
    visible_commitments,
)
from passerelle.core.text.folding import fold

SHOWN = 12
_COMPARED = 200  # agreements that begin with a title and are compared with it
_NUMBERED = regex.compile(r"(?:#\s?|https?://\S{1,200}/ledger/agreements/)([1-9][0-9]{0,17})/?")


def commitments_named(user: User, typed: str, language: str, *, today: date) -> list[LedgerRow]:
    """Return the commitments of the user's organisation in which all these words stand, the newest first: those whose
    title begins so before the others. At most SHOWN.
    """
    folded = fold(" ".join(typed.replace("\x00", " ").split()))
    if not folded:
        return []
    wanted = Q(organisation=user.organisation_id)
    for word in folded.split():
        wanted &= Q(folded__contains=word)
    begins = Case(
        When(folded__startswith=folded, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return _rows(user, visible_commitments(user).filter(wanted).order_by(begins, "-pk"), language, today)


def commitments_near(user: User, decision: MeetingDecision, language: str, *, today: date) -> list[LedgerRow]:
    """Return the commitments of the user's organisation that a decision is most likely about: those of its owner, else
    of those who took part in the meeting; the newest first. At most SHOWN.
    """
    there = decision.meeting.participants.filter(actor__isnull=False).values_list("actor", flat=True)
    for actors in ([decision.owner_id] if decision.owner_id else [], list(there)):
        sides = Q(owner__in=actors) | Q(counterpart__in=actors)
        found = visible_commitments(user).filter(sides, organisation=user.organisation_id)
        if shown := _rows(user, found.order_by("-pk"), language, today):
            return shown
    return []


def agreements_named(user: User, typed: str) -> list[Agreement]:
    """Return the agreements of the user's organisation that are meant: the one of this reference or number (`#12`, or
    the address of its page), those of this very title, else those in which all these words stand, the latest signed
    first. At most SHOWN.
    """
    text = " ".join(typed.replace("\x00", " ").split())
    own = visible_agreements(user).filter(organisation=user.organisation_id).order_by("-signed", "-pk")
    if not text:
        return []
    very = own.filter(reference=text)
    if number := _NUMBERED.fullmatch(text):
        very |= own.filter(pk=int(number[1]))
    if found := list(very[:SHOWN]):
        return found
    folded = fold(text)
    wanted = Q()
    for word in folded.split():
        wanted &= Q(folded__contains=word)
    same = [one for one in own.filter(folded__startswith=folded)[:_COMPARED] if fold(one.title) == folded]
    return same[:SHOWN] if same else list(own.filter(wanted)[:SHOWN])


def _rows(user: User, found: QuerySet[Commitment], language: str, today: date) -> list[LedgerRow]:
    ids = list(found.values_list("pk", flat=True)[:SHOWN])
    rows = commitment_rows(user, Commitment.objects.filter(pk__in=ids), language, today=today)
    return sorted(rows, key=lambda row: ids.index(row.commitment.pk))
