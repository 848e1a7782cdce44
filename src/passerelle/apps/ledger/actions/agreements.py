"""Agreements: recorded, edited, ended.

`seen` is the version that the person saw; when somebody was faster, Conflict.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.consistency import check_agreement, not_to_come
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import (
    AGREEMENT,
    actor_of,
    address_of,
    checked,
    needed_day,
    text_of,
)
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.models import Agreement, AgreementDocument, AgreementParty, Commitment, PartyRole
from passerelle.apps.ledger.revisions import lock, raised
from passerelle.apps.ledger.twins import note_twins
from passerelle.apps.library.models import Document
from passerelle.core.commitments.days import surely_before

Parties = Iterable[tuple[Actor, str]]


@action("agreement.record", permission="ledger.write")
def record_agreement(
    *,
    actor: User,
    parties: Parties = (),
    documents: Iterable[Document] = (),
    addresses: Iterable[str] = (),
    today: date | None = None,
    **values: Any,
) -> Agreement:
    """Put an agreement into the ledger of the person's organisation. `values` are those of `values.AGREEMENT`,
    `parties` actors with their roles. Raises InvalidEntry, Refused.
    """
    clean = checked(AGREEMENT, {"title": "", **values})
    _theirs(clean, actor)
    lock()
    check_agreement(clean)
    not_to_come(clean, ["signed"], today or timezone.localdate())
    agreement = Agreement.objects.create(organisation=actor.organisation, created_by=actor, **clean)
    _write_parties(agreement, parties)
    _write_documents(agreement, documents, addresses, actor)
    note_twins(agreement.organisation_id, [agreement.pk])
    about(agreement, organisation=actor.organisation, parties=agreement.parties.count())
    return agreement


@action("agreement.edit", permission="ledger.write")
def edit_agreement(
    agreement: Agreement,
    *,
    actor: User,
    changes: dict[str, Any],
    parties: Parties | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Agreement:
    """Change columns, and the parties when they are given. Raises Conflict, InvalidEntry, Refused."""
    agreement = held(agreement, actor, seen)
    clean = checked(AGREEMENT, changes)
    _theirs(clean, actor)
    values = {field: getattr(agreement, field) for field in AGREEMENT} | clean
    check_agreement(values, agreement)
    before = {field: getattr(agreement, field) for field in clean}
    after = {field: value for field, value in clean.items() if value != before[field]}
    not_to_come(after, ["signed"], today or timezone.localdate())
    for field, value in after.items():
        setattr(agreement, field, value)
    noted = {field: before[field] for field in after}
    if parties is not None:
        noted["parties"] = _written_parties(agreement)
        _write_parties(agreement, parties)
        after["parties"] = _written_parties(agreement)
    if after:
        note_edit(agreement, actor, noted, after)
        agreement.save()
        Commitment.objects.filter(agreement=agreement).update(revision=raised())
    about(agreement, organisation=agreement.organisation, fields=sorted(after))
    return agreement


@action("agreement.end", permission="ledger.write")
def end_agreement(agreement: Agreement, *, on: str, actor: User, seen: int | None = None) -> Agreement:
    """Say that an agreement ended on a day; "" takes it back. Raises Conflict, InvalidEntry, Refused."""
    agreement = held(agreement, actor, seen)
    ended = needed_day("ended", on) if on else ""
    if ended and agreement.signed and surely_before(ended, agreement.signed):
        raise InvalidEntry("ended", "before_signature", _("This lies before the signature."))
    note_edit(agreement, actor, {"ended": agreement.ended}, {"ended": ended})
    agreement.ended = ended
    agreement.save()
    about(agreement, organisation=agreement.organisation, on=ended)
    return agreement


@action("agreement.document", permission="ledger.write")
def add_agreement_document(
    agreement: Agreement,
    *,
    actor: User,
    document: Document | None = None,
    address: str = "",
    label: str = "",
) -> AgreementDocument:
    """Say where an agreement stands written: a document that the person may see, or an address.

    Raises InvalidEntry, Refused.
    """
    agreement = held(agreement, actor, None)
    if document is None and not address:
        raise InvalidEntry("address", "required", _("Fill this in."))
    (row,) = _write_documents(agreement, [document] if document else [], [address] if address else [], actor)
    row.label = text_of(200)("label", label)
    row.save(update_fields=["label"])
    about(agreement, organisation=agreement.organisation, document=document.pk if document else None)
    return row


def _theirs(values: dict[str, Any], actor: User) -> None:
    """An agreement is part of, or followed by, one of the same organisation that the person knows."""
    for field in ("parent", "superseded_by", "agreement"):
        other = values.get(field)
        if (
            other is not None
            and not rows(actor, "ledger.write", Agreement.objects.filter(pk=other.pk)).exists()
        ):
            raise InvalidEntry(field, "unknown_agreement", _("Choose an agreement of the ledger."))


def _write_parties(agreement: Agreement, parties: Parties) -> None:
    wanted = []
    for one, role in parties:
        if role not in PartyRole.values:
            raise InvalidEntry("parties", "not_a_choice", _("Choose one of the list."))
        wanted.append((actor_of("parties", one), role))
    there = {(row.actor_id, row.role): row for row in agreement.parties.all()}
    keys = {(one.pk, role) for one, role in wanted if one}
    AgreementParty.objects.filter(pk__in=[row.pk for key, row in there.items() if key not in keys]).delete()
    fresh = dict.fromkeys((one.pk, role) for one, role in wanted if one and (one.pk, role) not in there)
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, actor_id=one, role=role) for one, role in fresh
    )


def _written_parties(agreement: Agreement) -> list[list[Any]]:
    return [
        [actor, str(role)] for actor, role in agreement.parties.order_by("pk").values_list("actor", "role")
    ]


def _write_documents(
    agreement: Agreement, documents: Iterable[Document], addresses: Iterable[str], actor: User
) -> list[AgreementDocument]:
    found = []
    for document in documents:
        if not rows(actor, "document.read", Document.objects.filter(pk=document.pk)).exists():
            raise InvalidEntry("document", "unknown_document", _("Choose a document that you may see."))
        found.append(AgreementDocument(agreement=agreement, document=document))
    for address in addresses:
        if clean := address_of("address", address):
            found.append(AgreementDocument(agreement=agreement, address=clean))
    return AgreementDocument.objects.bulk_create(found)
