"""Where a figure stands: a claim, a document or an address, and how strictly that marks what rests on it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.actions.commitments import marking_with
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import address_of, text_of
from passerelle.apps.ledger.markings import least_marking, strictest
from passerelle.apps.ledger.models import Activity
from passerelle.apps.library.models import Claim, Document


def sourced(
    activity: Activity,
    actor: User,
    *,
    claim: Claim | None = None,
    document: Document | None = None,
    address: str = "",
    said: str = "",
    needed: bool = False,
    confirmed_marking: bool = False,
) -> dict[str, Any]:
    """Return the columns of `Sourced`, and mark the activity as strictly as what it now rests on.

    The caller saves the activity. Raises InvalidEntry, MarkingQuestion.
    """
    document = claim.document if claim else document
    clean = {"claim": claim, "document": document, "address": address_of("source", address)}
    if needed and document is None and not clean["address"]:
        raise InvalidEntry(
            "source", "required", _("Say where it stands: a claim or document of the desk, or a web address.")
        )
    if claim and not claim.standing:
        raise InvalidEntry("source", "gone", _("This claim was rejected."))
    if document is not None:
        activity.tlp = marking_with(
            activity.organisation_id, activity.tlp, document, actor, confirmed_marking
        )
    return clean | {"said": text_of(500)("said", said)}


def activity_marking(activity: Activity) -> str:
    """Return the least strict marking that what an activity rests on, or rested on, allows."""
    documents = Document.objects.filter(
        Q(budget_rows__activity=activity)
        | Q(transaction_rows__activity=activity)
        | Q(measured_rows__indicator__result__activity=activity)
    ).distinct()
    return strictest(least_marking(activity.organisation_id, document) or "red" for document in documents)
