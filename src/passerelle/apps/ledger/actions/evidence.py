"""Evidence: added to a commitment, and withdrawn."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.commitments import marking_with
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, MarkingQuestion
from passerelle.apps.ledger.actions.values import address_of, needed_day, one_of, text_of
from passerelle.apps.ledger.deriving import derive
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.markings import STRICTNESS, strictest
from passerelle.apps.ledger.models import Commitment, Evidence, Meeting
from passerelle.apps.ledger.witness import independent_of, origin_of
from passerelle.apps.library.models import Claim, Document
from passerelle.core.commitments.stages import CONDITIONS, EVIDENCE_KINDS, STAGES


@action("evidence.add", permission="ledger.write")
def add_evidence(
    commitment: Commitment,
    *,
    actor: User,
    kind: str,
    on: str,
    supports: str = "",
    claim: Claim | None = None,
    document: Document | None = None,
    minutes: Meeting | None = None,
    text: str = "",
    address: str = "",
    origin: str = "",
    independent: bool | None = None,
    known_on: date | None = None,
    confirmed_marking: bool = False,
    seen: int | None = None,
    today: date | None = None,
) -> Evidence:
    """Add evidence to a commitment. `known_on` is the day on which the desk knew, today unless said.

    Without `independent`, a claim or document is independent unless the owner of the commitment says or publishes it;
    other evidence is not. Raises Conflict, InvalidEntry, MarkingQuestion, Refused.
    """
    commitment = held(commitment, actor, seen)
    day = today or timezone.localdate()
    known = known_on or day
    document = claim.document if claim else document
    clean_on = needed_day("on", on)
    if known > day or date.fromisoformat((clean_on + "-01-01")[:10]) > known:
        raise InvalidEntry("on", "in_the_future", _("What lies in the future has not happened yet."))
    if not (document or minutes or text.strip() or address.strip()):
        raise InvalidEntry(
            "text", "required", _("Say what shows it: a claim, a document, an address or words.")
        )
    if (
        claim
        and Evidence.objects.filter(commitment=commitment, claim=claim, withdrawn_on__isnull=True).exists()
    ):
        raise InvalidEntry("claim", "already", _("This claim is evidence of this commitment already."))
    if claim and not claim.standing:
        raise InvalidEntry("claim", "gone", _("This claim was rejected."))
    before = commitment.tlp
    if document is not None:
        commitment.tlp = marking_with(
            commitment.organisation_id, commitment.tlp, document, actor, confirmed_marking
        )
    if minutes is not None:
        commitment.tlp = _marking_with_minutes(commitment, minutes, actor, confirmed_marking)
    if independent is None:
        independent = independent_of(commitment, claim, document)
    row = Evidence.objects.create(
        commitment=commitment,
        kind=one_of(lambda: EVIDENCE_KINDS, needed=True)("kind", kind),
        supports=one_of(lambda: STAGES + CONDITIONS)("supports", supports),
        claim=claim,
        document=document,
        minutes=minutes,
        text=text_of(2000)("text", text),
        address=address_of("address", address),
        on=clean_on,
        known_on=known,
        origin=text_of(300)("origin", origin) or origin_of(document, address),
        independent=independent,
        claim_type=claim.type if claim else "",
        claim_status=claim.status if claim else "",
        added_by=actor,
    )
    note_edit(commitment, actor, {"tlp": before}, {"evidence": row.pk, "tlp": commitment.tlp})
    commitment.save(update_fields=["version", "tlp"])
    derive([commitment], day)
    about(commitment, organisation=commitment.organisation, evidence=row.pk, kind=kind, tlp=commitment.tlp)
    return row


@action("evidence.withdraw", permission="ledger.write")
def withdraw_evidence(
    evidence: Evidence, *, actor: User, seen: int | None = None, today: date | None = None
) -> Evidence:
    """Say that something is no evidence after all; it was until today. Steps on it alone are withdrawn first.

    Raises Conflict, InvalidEntry, Refused.
    """
    commitment = held(evidence.commitment, actor, seen)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.withdrawn_on is not None:
        raise Conflict(evidence.withdrawn_by, None, decided=True)
    for step in evidence.steps.filter(withdrawn_on__isnull=True):
        if not step.evidence.filter(withdrawn_on__isnull=True).exclude(pk=evidence.pk).exists():
            raise InvalidEntry("evidence", "needed", _("A step rests on it: withdraw the step first."))
    evidence.withdrawn_by, evidence.withdrawn_on = actor, today or timezone.localdate()
    evidence.save(update_fields=["withdrawn_by", "withdrawn_on"])
    note_edit(commitment, actor, {}, {"evidence_withdrawn": evidence.pk})
    commitment.save(update_fields=["version"])
    derive([commitment], evidence.withdrawn_on)
    about(commitment, organisation=commitment.organisation, evidence=evidence.pk)
    return evidence


def _marking_with_minutes(commitment: Commitment, minutes: Meeting, actor: User, confirmed: bool) -> str:
    """Return the marking of a commitment that is to rest on the minutes of a meeting as well: who sees the one learns
    what the other says.
    """
    meeting = rows(actor, "ledger.write", Meeting.objects.filter(pk=minutes.pk)).first()
    if meeting is None or meeting.organisation_id != commitment.organisation_id:
        raise InvalidEntry("minutes", "unknown_meeting", _("Choose a meeting of the ledger."))
    if STRICTNESS[meeting.tlp] > STRICTNESS[commitment.tlp] and not confirmed:
        raise MarkingQuestion(meeting.tlp)
    return strictest([meeting.tlp, commitment.tlp])
