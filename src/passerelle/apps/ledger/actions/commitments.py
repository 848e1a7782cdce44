"""Commitments: promised, edited. `seen` is the version that the person saw; when somebody was faster, Conflict."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.consistency import check_commitment, not_to_come
from passerelle.apps.ledger.actions.refusals import InvalidEntry, MarkingQuestion
from passerelle.apps.ledger.actions.values import COMMITMENT, checked
from passerelle.apps.ledger.deriving import derive, last_day
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.markings import STRICTNESS, least_marking, strictest
from passerelle.apps.ledger.models import Agreement, Commitment, Meeting
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.ledger.waiting import reopen_telling
from passerelle.apps.library.models import Claim, Document

# What decides which claims may be about a commitment.
_TOLD = {"agreement", "title", "kind", "owner", "counterpart", "technologies", "promised", "quantity_value"}


@action("commitment.promise", permission="ledger.write")
def promise(
    *,
    actor: User,
    born_of: Claim | None = None,
    confirmed_marking: bool = False,
    today: date | None = None,
    **values: Any,
) -> Commitment:
    """Put a commitment into the ledger of the person's organisation. `values` are those of `values.COMMITMENT`.

    One that is born of a claim is marked so that who sees it may see the claim; when that is stricter than asked for
    and not confirmed, MarkingQuestion. Raises InvalidEntry, Refused.
    """
    lock()
    day = today or timezone.localdate()
    clean = checked(COMMITMENT, {"title": "", **values})
    clean["promised"] = clean.get("promised") or day.isoformat()
    _theirs(clean, actor)
    check_commitment(clean)
    not_to_come(clean, ["promised"], day)
    if born_of is not None:
        clean["tlp"] = marking_with(
            actor.organisation_id, clean.get("tlp"), born_of.document, actor, confirmed_marking
        )
    commitment = Commitment(
        organisation=actor.organisation,
        created_by=actor,
        born_of=born_of,
        deadline_last=last_day(clean.get("deadline", "")),
        hush="",
        **clean,
    )
    commitment.save()
    derive([commitment], day)
    reopen_telling(commitment)
    about(commitment, organisation=actor.organisation, claim=born_of.pk if born_of else None)
    return commitment


@action("commitment.edit", permission="ledger.write")
def edit_commitment(
    commitment: Commitment,
    *,
    actor: User,
    changes: dict[str, Any],
    seen: int | None = None,
    today: date | None = None,
) -> Commitment:
    """Change columns of a commitment. It stays marked as strictly as what it rests on.

    Raises Conflict, InvalidEntry, Refused.
    """
    commitment = held(commitment, actor, seen)
    clean = checked(COMMITMENT, changes)
    if "promised" in clean and not clean["promised"]:
        raise InvalidEntry("promised", "required", _("Say when."))
    _theirs(clean, actor)
    check_commitment({field: getattr(commitment, field) for field in COMMITMENT} | clean)
    if "tlp" in clean and STRICTNESS[clean["tlp"]] < STRICTNESS[least := needed_marking(commitment)]:
        raise InvalidEntry(
            "tlp",
            "too_open",
            _("It rests on documents marked %(needed)s.") % {"needed": f"TLP:{least.upper()}"},
        )
    before = {field: getattr(commitment, field) for field in clean}
    after = {field: value for field, value in clean.items() if value != before[field]}
    not_to_come(after, ["promised"], today or timezone.localdate())
    for field, value in after.items():
        setattr(commitment, field, value)
    if after:
        commitment.deadline_last = last_day(commitment.deadline)
        note_edit(commitment, actor, {field: before[field] for field in after}, after)
        commitment.save()
        derive([commitment], today or timezone.localdate())
        if after.keys() & _TOLD:
            reopen_telling(commitment)
    about(commitment, organisation=commitment.organisation, fields=sorted(after))
    return commitment


def needed_marking(commitment: Commitment) -> str:
    """Return the least strict marking that what a commitment rests on, or rested on, allows: the ledger as of an
    earlier day still tells it.
    """
    found = Document.objects.filter(evidence_of__commitment=commitment)
    documents = list(found.distinct())
    if commitment.born_of is not None:
        documents.append(commitment.born_of.document)
    needed = [least_marking(commitment.organisation_id, document) or "red" for document in documents]
    minutes = Meeting.objects.filter(evidence_of__commitment=commitment)
    return strictest([*needed, *minutes.order_by().values_list("tlp", flat=True)])


def marking_with(
    organisation_id: int, marking: str | None, document: Document, actor: User, confirmed: bool
) -> str:
    """Return the marking of something that is to rest on a document as well.

    Raises InvalidEntry when the person may not see it, or nothing may rest on it; MarkingQuestion when that makes the
    marking stricter than asked for and it is not confirmed.
    """
    document = Document.objects.get(pk=document.pk)  # as it is marked now, under the lock
    needed = least_marking(organisation_id, document)
    seen = rows(actor, "document.read", Document.objects.filter(pk=document.pk)).exists()
    if needed is None or not seen:
        raise InvalidEntry("document", "unknown_document", _("Choose a document that you may see."))
    if marking is None:
        return needed
    if STRICTNESS[needed] > STRICTNESS[marking] and not confirmed:
        raise MarkingQuestion(needed)
    return strictest([needed, marking])


def _theirs(values: dict[str, Any], actor: User) -> None:
    agreement = values.get("agreement")
    if (
        agreement is not None
        and not rows(actor, "ledger.write", Agreement.objects.filter(pk=agreement.pk)).exists()
    ):
        raise InvalidEntry("agreement", "unknown_agreement", _("Choose an agreement of the ledger."))
