"""What stands behind the figures of activities, as far as the reader may see it: documents, and other activities."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.ledger.activities.naming import named
from passerelle.apps.ledger.models import Activity, Measured
from passerelle.apps.ledger.models.sourced import Sourced
from passerelle.apps.library.models import Document, ReviewState


def activities_named(seen: QuerySet[Activity], one: Activity, keys: Iterable[str]) -> Callable[[str], str]:
    """Return what to write for the other activity of a payment: of our own rows, only one that the reader sees."""
    if not one.ours:
        return str
    found = named(keys, seen)
    return lambda key: (found[key].identifier or key) if key in found else ""


def visible_documents(user: User, found: Iterable[Sourced]) -> frozenset[int]:
    """Return the ids of the documents on which figures rest and which the reader may see."""
    ids = {row.document_id for row in found if row.document_id}
    if not ids:
        return frozenset()
    seen = rows(user, "document.read", Document.objects.filter(pk__in=ids))
    return frozenset(seen.values_list("pk", flat=True))


def standing_on(found: QuerySet[Measured], day: date, today: date) -> QuerySet[Measured]:
    """Return the figures that stood on a day, as the desk knew them then; none of a claim that was rejected."""
    rejected = Q(claim__state=ReviewState.REJECTED)
    if day < today:
        rejected &= Q(claim__decided_at__date__lte=day)
    known = found.known(day if day < today else None)
    return known.exclude(claim__state=ReviewState.WITHDRAWN).exclude(rejected)
