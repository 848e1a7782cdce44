"""Deciding one item of a job, once: whoever comes second finds it decided and leaves it."""

from django.db import transaction

from passerelle.apps.library.actions.intake import add_document, record_rereading
from passerelle.apps.library.intake.prepare import Prepared, Reread
from passerelle.apps.library.models import Document, DocumentState, Job, JobItem, JobState
from passerelle.sources.model import Refusal

_STATES = {
    DocumentState.READ: JobItem.State.READ,
    DocumentState.NOT_READ: JobItem.State.NOT_READ,
}


@transaction.atomic
def settle(item: JobItem, prepared: Prepared | Reread) -> None:
    """Write what was prepared, unless the item is decided already or its job was cancelled meanwhile."""
    if not (item := _open(item)):
        return
    actor = item.job.created_by
    if isinstance(prepared, Reread):
        document = record_rereading(prepared, job=item.job, actor=actor)
    elif known := _known(item, prepared):
        _close(item, JobItem.State.KNOWN, known)
        return
    else:
        document = add_document(prepared, job=item.job, actor=actor)
    _close(item, _STATES[DocumentState(document.state)], document)


@transaction.atomic
def settle_known(item: JobItem, document: Document) -> None:
    """Note that the item's bytes are a document already."""
    if item := _open(item):
        _close(item, JobItem.State.KNOWN, document)


@transaction.atomic
def refuse(item: JobItem, refusal: Refusal) -> None:
    """Note why the item is not taken; the sentence is made later, in the language of whoever reads it."""
    if item := _open(item):
        item.refusal_code, item.refusal_details = refusal.code, refusal.details
        _close(item, JobItem.State.REFUSED, item.document)


def _open(item: JobItem) -> JobItem | None:
    """Return the item, locked with its job (always in this order), if it is still to be decided."""
    job = Job.objects.select_for_update().get(pk=item.job_id)
    item = JobItem.objects.select_for_update().get(pk=item.pk)
    if item.state != JobItem.State.WAITING or job.state != JobState.RUNNING:
        return None
    item.job = job
    return item


def _known(item: JobItem, prepared: Prepared) -> Document | None:
    return Document.objects.filter(organisation=item.job.organisation_id, snapshot=prepared.digest).first()


def _close(item: JobItem, state: JobItem.State, document: Document | None) -> None:
    item.state, item.document = state, document
    item.save(update_fields=["state", "document", "refusal_code", "refusal_details"])
