"""Saying that two agreements are one, or are not; and taking it back. What moved is kept, so nothing is lost."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.markings import strictest
from passerelle.apps.ledger.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    Commitment,
    Joining,
    Twin,
    TwinState,
)
from passerelle.apps.ledger.revisions import lock, raised

_FILLED = (
    "instrument",
    "kind",
    "signed",
    "in_force",
    "ends",
    "amount",
    "address",
    "last_verified",
    "title_language",
)


@action("agreement.join", permission="ledger.write")
def join_agreements(kept: Agreement, absorbed: Agreement, *, actor: User, seen: int | None = None) -> Joining:
    """Say that two agreements are one. Commitments, parties, documents and parts of `absorbed` become those of `kept`,
    whose empty columns are filled; both are marked alike. `seen` is the version of `kept`.

    Raises Conflict, InvalidEntry, Refused.
    """
    kept = held(kept, actor, seen)
    absorbed = held(absorbed, actor, None)
    if kept.pk == absorbed.pk:
        raise InvalidEntry("absorbed", "same", _("This is one agreement already."))
    if kept.joined_into_id or absorbed.joined_into_id:
        raise Conflict
    if kept.tlp != absorbed.tlp or kept.organisation_id != absorbed.organisation_id:
        raise InvalidEntry("absorbed", "marking", _("Mark both agreements alike before you join them."))
    moved = _move(kept, absorbed)
    filled = {
        field: getattr(absorbed, field)
        for field in _FILLED
        if not getattr(kept, field) and getattr(absorbed, field)
    }
    moved["filled"] = filled
    for field, value in filled.items():
        setattr(kept, field, value)
    moved["technologies"] = [one for one in absorbed.technologies if one not in kept.technologies]
    kept.technologies = [*kept.technologies, *moved["technologies"]]
    absorbed.joined_into = kept
    note_edit(kept, actor, {}, {"joined": absorbed.title, **filled})
    note_edit(absorbed, actor, {}, {"joined_into": kept.title})
    kept.save()
    absorbed.save()
    joining = Joining.objects.create(kept=kept, absorbed=absorbed, moved=moved, by=actor)
    _settle(kept, absorbed, TwinState.JOINED, actor)
    about(kept, organisation=kept.organisation, absorbed=absorbed.pk)
    return joining


@action("agreement.apart", permission="ledger.write")
def keep_agreements_apart(left: Agreement, right: Agreement, *, actor: User) -> None:
    """Say that two agreements are two; they are not asked about again. Raises InvalidEntry, Refused."""
    require_rows(actor, "ledger.write", [left, right] if left.pk != right.pk else [left])
    lock()
    if left.pk == right.pk:
        raise InvalidEntry("absorbed", "same", _("This is one agreement already."))
    _settle(left, right, TwinState.APART, actor)
    about(left, organisation=left.organisation, other=right.pk)


@action("agreement.separate", permission="ledger.write")
def undo_joining(joining: Joining, *, actor: User) -> Agreement:
    """Take back that two agreements are one, and return the one that was absorbed. Raises Conflict, Refused."""
    kept = held(joining.kept, actor, None)
    joining = Joining.objects.select_for_update(of=("self",)).get(pk=joining.pk)
    if joining.undone_at is not None:
        raise Conflict(joining.undone_by, joining.undone_at, decided=True)
    absorbed = held(joining.absorbed, actor, None)
    moved = joining.moved
    Commitment.objects.filter(pk__in=moved["commitments"], agreement=kept).update(
        agreement=absorbed, revision=raised()
    )
    AgreementParty.objects.filter(pk__in=moved["parties"], agreement=kept).update(agreement=absorbed)
    AgreementDocument.objects.filter(pk__in=moved["documents"], agreement=kept).update(agreement=absorbed)
    Agreement.objects.filter(pk__in=moved["parts"], parent=kept).update(parent=absorbed)
    for field, value in moved["filled"].items():
        if getattr(kept, field) == value:
            setattr(kept, field, "")
    kept.technologies = [one for one in kept.technologies if one not in moved["technologies"]]
    absorbed.joined_into = None
    absorbed.tlp = strictest([absorbed.tlp, kept.tlp])  # it may have been marked while the two were one
    note_edit(kept, actor, {"joined": absorbed.title}, {})
    note_edit(absorbed, actor, {"joined_into": kept.title}, {})
    kept.save()
    absorbed.save()
    joining.undone_by, joining.undone_at = actor, timezone.now()
    joining.save(update_fields=["undone_by", "undone_at"])
    _pair(kept, absorbed).update(state=TwinState.WAITING, decided_by=None, decided_at=None)
    about(absorbed, organisation=absorbed.organisation, kept=kept.pk)
    return absorbed


def _move(kept: Agreement, absorbed: Agreement) -> dict[str, Any]:
    """Move what hangs on one agreement to the other; return the ids."""
    there = set(kept.parties.values_list("actor", "role"))
    parties = [one.pk for one in absorbed.parties.all() if (one.actor_id, one.role) not in there]
    moved = {
        "commitments": list(absorbed.commitments.values_list("pk", flat=True)),
        "parties": parties,
        "documents": list(absorbed.documents.values_list("pk", flat=True)),
        "parts": list(absorbed.parts.exclude(pk=kept.pk).values_list("pk", flat=True)),
    }
    Commitment.objects.filter(pk__in=moved["commitments"]).update(agreement=kept, revision=raised())
    AgreementParty.objects.filter(pk__in=parties).update(agreement=kept)
    AgreementDocument.objects.filter(pk__in=moved["documents"]).update(agreement=kept)
    Agreement.objects.filter(pk__in=moved["parts"]).update(parent=kept)
    return moved


def _settle(one: Agreement, other: Agreement, state: TwinState, actor: User) -> None:
    left, right = sorted((one.pk, other.pk))
    Twin.objects.update_or_create(
        left_id=left,
        right_id=right,
        defaults={"state": state, "decided_by": actor, "decided_at": timezone.now()},
        create_defaults={
            "state": state, "decided_by": actor, "decided_at": timezone.now(), "score": 1.0, "reasons": [],
        },
    )  # fmt: skip


def _pair(one: Agreement, other: Agreement) -> Any:
    left, right = sorted((one.pk, other.pk))
    return Twin.objects.filter(left_id=left, right_id=right)
