"""What the ledger follows of an actor, of a country, and of claims: how far it has come, what is late and silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.events.queries.events import events_of_claims, visible_tellings
from passerelle.apps.ledger.columns import columns
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.counting import DUES, HUSHES, dues, hushes, ordered, visible_mask
from passerelle.apps.ledger.queries.ledger import LedgerRow, commitment_rows, rows_at, visible_commitments
from passerelle.apps.ledger.sides import Side, parties

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Followed:
    """The commitments in which somebody takes part: the most urgent, and how many there are of each sort."""

    rows: list[LedgerRow]
    total: int
    overdue: int
    silent: int
    delivered: int


def followed_of(user: User, side: Side, language: str, *, today: date, size: int = SHOWN) -> Followed:
    """Return what a user may see of the commitments that a side owes, is owed, or has through an agreement."""
    found = columns()
    who = parties(found)
    mask = who.taking_part(who.members(side), len(found.pk)) & visible_mask(user, found)
    hush, due = hushes(found.now, today), dues(found.now, today)
    places = ordered(found, found.now, "urgent", mask, hush, due, 0, size)
    return Followed(
        rows_at(user, found, found.now, (hush, due), places, language, today),
        int(mask.sum()),
        int((mask & (due == DUES.index("overdue"))).sum()),
        int((mask & (hush == HUSHES.index("silent"))).sum()),
        int((mask & (found.delivered(today)[1] > 0)).sum()),
    )


def followed_claims(
    user: User, claims: Iterable[int], language: str, *, today: date
) -> dict[int, list[LedgerRow]]:
    """Return claim → the commitments that were born of it, or that it shows something about, as the user sees them.

    What another claim of the same event shows, it shows too.
    """
    asked = list(claims)
    events = events_of_claims(user, asked)
    tellings = visible_tellings(user).filter(event__in=set(events.values())).order_by()
    alike: dict[int, set[int]] = {}
    for claim, event in tellings.values_list("claim", "event"):
        alike.setdefault(event, set()).add(claim)
    near = {claim: {claim} | alike.get(events.get(claim, 0), set()) for claim in asked}
    told = _commitments(user, set().union(*near.values()))
    wanted = {pk for some in told.values() for pk in some}
    rows = {
        row.commitment.pk: row
        for row in commitment_rows(user, Commitment.objects.filter(pk__in=wanted), language, today=today)
    }
    found = {claim: sorted({pk for one in near[claim] for pk in told.get(one, ())}) for claim in asked}
    return {claim: [rows[pk] for pk in some if pk in rows] for claim, some in found.items() if some}


def _commitments(user: User, claims: set[int]) -> dict[int, set[int]]:
    """Return claim → ids of the visible commitments that were born of it or rest on it."""
    told: dict[int, set[int]] = {}
    standing = Q(evidence__claim__in=claims, evidence__withdrawn_on__isnull=True)
    seen = visible_commitments(user).order_by()
    for path, chosen in (("born_of", Q(born_of__in=claims)), ("evidence__claim", standing)):
        for pk, claim in seen.filter(chosen).values_list("pk", path):
            told.setdefault(claim, set()).add(pk)
    return told
