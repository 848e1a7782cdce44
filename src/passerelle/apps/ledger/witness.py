"""Where evidence comes from, and whether that is somebody else than the owner of the commitment."""

from urllib.parse import urlsplit

from passerelle.apps.directory.models import Involvement, Name, Role
from passerelle.apps.events.models import Origin
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.library.models import Claim, Document
from passerelle.core.text.folding import fold


def origin_of(document: Document | None, address: str = "") -> str:
    """Return what copies of one text share: the number of their origin, or the site of an address."""
    if document is not None:
        number = Origin.objects.filter(document=document).values_list("number", flat=True).first()
        return f"document:{number or document.pk}"
    try:
        site = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # what looks like an address and is none
        site = ""
    return f"site:{site}" if site else ""


def independent_of(commitment: Commitment, claim: Claim | None, document: Document | None) -> bool:
    """Say whether somebody else than the owner says so: neither its publisher nor its speaker is the owner."""
    if document is None:
        return False
    if commitment.owner is None:
        return True
    names = {fold(commitment.owner.label), fold(commitment.owner.key)}
    names |= set(Name.objects.filter(actor=commitment.owner).values_list("folded", flat=True))
    if document.publisher and fold(document.publisher) in names:
        return False
    if claim is None or not claim.speaker:
        return True
    spoke = Involvement.objects.filter(claim=claim, role=Role.SPEAKER)
    return not spoke.filter(actor=commitment.owner).exists() and fold(claim.speaker) not in names
