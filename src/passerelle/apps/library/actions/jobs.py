"""Asking the desk to read: files, addresses, documents again; and changing one's mind."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import Refused, require, require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.library import archive
from passerelle.apps.library.models import Document, Job, JobItem, JobKind, JobState, Source, SourceKind
from passerelle.apps.library.tasks import read_job
from passerelle.sources.model import Item, Refusal
from passerelle.sources.plain import clean

ADDRESS_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking that the documents of a job receive."""

    tlp: str
    reliability: str


@dataclass(frozen=True, slots=True)
class Address:
    """A web address to read, with what is known of it before it is fetched (title, published)."""

    address: str
    given: dict[str, str] = field(default_factory=dict)


def queue_files(
    items: Iterable[Item | Refusal],
    *,
    source: Source,
    actor: User,
    marking: Marking | None = None,
    background: bool = True,
) -> Job:
    """Keep the bytes, then queue them as one job; a Refusal among them is listed in the job's report.

    Not in the background, the caller runs the job: `passerelle.apps.library.intake.run.run_job`.
    """
    require(actor, "document.add")
    rows = []
    for item in items:  # the bytes first: a row never promises bytes that are not there
        if isinstance(item, Refusal):
            rows.append(_refused(item))
        else:
            rows.append(
                JobItem(
                    name=_name(item.name),
                    digest=archive.keep(item.data),
                    media_type=clean(item.media_type or "")[:100],
                    given={key: clean(value) for key, value in item.given.items()},
                )
            )
    return queue_job(rows, source=source, marking=marking, background=background, actor=actor)


def queue_address(
    address: str, *, source: Source, actor: User, marking: Marking | None = None, background: bool = True
) -> Job:
    """Queue one web address."""
    return queue_addresses(
        [Address(address)], source=source, marking=marking, background=background, actor=actor
    )


def queue_addresses(
    addresses: Iterable[Address],
    *,
    source: Source,
    actor: User | None,
    marking: Marking | None = None,
    background: bool = True,
) -> Job:
    """Queue web addresses as one job."""
    rows = [
        JobItem(name=entry.address[:300], address=entry.address, given=entry.given)
        if len(entry.address) <= ADDRESS_LENGTH
        else _refused(Refusal("address_invalid", entry.address[:300]))
        for entry in addresses
    ]
    return queue_job(rows, source=source, marking=marking, background=background, actor=actor)


@action("job.queue", permission="document.add", desk=True)
def queue_job(
    rows: list[JobItem], *, source: Source, marking: Marking | None, background: bool, actor: User | None
) -> Job:
    """Write a job with its items and, in the same transaction, the task that wakes the worker."""
    if actor is not None:
        require_rows(actor, "source.manage", [source])
    job = Job.objects.create(
        organisation=source.organisation,
        source=source,
        tlp=marking.tlp if marking else source.tlp,
        reliability=marking.reliability if marking else source.reliability,
        title=source.name if source.kind == SourceKind.FEED else _title(rows),
        created_by=actor,
    )
    _write(job, rows, background)
    about(job, organisation=job.organisation, source=source.name, items=len(rows))
    return job


@action("job.reread", permission="document.mark")
def reread_documents(documents: Iterable[Document], *, actor: User, background: bool = True) -> Job:
    """Queue documents to be read again by the reader of today; decisions stand."""
    documents = list(documents)
    for first in range(0, len(documents), 1000):  # databases bound the length of a question
        require_rows(actor, "document.mark", documents[first : first + 1000])
    rows = [JobItem(name=document.name, document=document) for document in documents]
    job = Job.objects.create(
        organisation=actor.organisation, kind=JobKind.REREAD, title=_title(rows), created_by=actor
    )
    _write(job, rows, background)
    about(job, organisation=job.organisation, items=len(rows))
    return job


@action("job.cancel", permission="job.manage")
def cancel_job(job: Job, *, actor: User) -> Job:
    """Stop a job before its next document; what was read stays."""
    require_rows(actor, "job.manage", [job])
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in (JobState.WAITING, JobState.RUNNING):
        raise Refused(_("This job has already ended."))
    job.state, job.finished_at = JobState.CANCELLED, timezone.now()
    job.save(update_fields=["state", "finished_at"])
    about(job, organisation=job.organisation)
    return job


def _write(job: Job, rows: list[JobItem], background: bool) -> None:
    for position, row in enumerate(rows):
        row.job, row.position = job, position
    JobItem.objects.bulk_create(rows, batch_size=500)
    if background:
        # The tasks' rows are in the same database: the task exists if and only if the job does.
        read_job.enqueue(job.pk)


def _title(rows: list[JobItem]) -> str:
    if not rows:
        return "–"
    more = f" + {len(rows) - 1}" if len(rows) > 1 else ""
    return rows[0].name[: 200 - len(more)] + more


def _name(given: str) -> str:
    """Return a name as the databases hold it: file systems and JSON know signs that they refuse."""
    return clean(given)[:300] or "?"


def _refused(refusal: Refusal) -> JobItem:
    return JobItem(
        name=_name(refusal.name),
        state=JobItem.State.REFUSED,
        refusal_code=refusal.code,
        refusal_details=refusal.details,
    )
