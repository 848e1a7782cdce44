"""One way to find what an address names: visible to this person, or not there at all."""

from django.http import Http404

from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.claims import claim_for
from passerelle.apps.library.queries.documents import document_for

_FIND = {"claim": claim_for, "document": document_for}


def found(user, kind: str, pk: int):
    """Return the claim or document; raise Http404 when it is absent or its marking hides it."""
    try:
        return _FIND[kind](user, pk)
    except (Claim.DoesNotExist, Document.DoesNotExist):
        raise Http404 from None
