"""Looking at documents for what their claims propose, by the desk itself or when a person asks for it."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.models import Considering
from passerelle.apps.ledger.proposing import propose
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.ledger.tasks import wake_considering
from passerelle.apps.library.models import Document


@action("ledger.consider", permission="ledger.write", desk=True)
def consider_documents(documents: Iterable[int], *, actor: User | None, today: date | None = None) -> int:
    """Look at the claims of documents (ids) as they stand; return how many proposals wait. Safe to repeat, and to
    interrupt.
    """
    lock()
    found = list(Document.objects.filter(pk__in=list(documents)).order_by("pk").values_list("pk", flat=True))
    waiting = propose(found, today or timezone.localdate())
    for pk in found:
        Considering.objects.update_or_create(document_id=pk)
    about(None, organisation=actor.organisation if actor else None, documents=len(found), proposals=waiting)
    return waiting


@action("ledger.reconsider", permission="ledger.write", desk=True)
def consider_again(*, actor: User | None) -> int:
    """Have every document looked at once more, in the background; return how many. What people decided stands."""
    count, _of = Considering.objects.all().delete()
    wake_considering()
    about(None, organisation=actor.organisation if actor else None, documents=count)
    return count
