"""What the worker writes when a document has been read, in the name of whoever asked for it."""

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.library.index import index_document
from passerelle.apps.library.intake.prepare import Prepared, Reread
from passerelle.apps.library.intake.published import first_day
from passerelle.apps.library.models import Document, Job, Snapshot
from passerelle.apps.library.reading import record_reading


class Outdated(Exception):  # noqa: N818 - an answer to the worker, which prepares again
    """The snapshot appeared meanwhile with another text than the one that was read."""


@action("document.add", permission="document.add", desk=True)
def add_document(prepared: Prepared, *, job: Job, actor: User | None) -> Document:
    """Write a document with its snapshot, its first reading and its claims. Raises Outdated."""
    extracted = prepared.extracted
    snapshot, _ = Snapshot.objects.get_or_create(
        digest=prepared.digest,
        defaults={
            "size": prepared.size,
            "media_type": extracted.media_type[:100],
            "extractor": extracted.extractor[:60],
            "text": prepared.text,
            "encoding": extracted.encoding,
            "converted": extracted.converted,
        },
    )
    if snapshot.text != prepared.text:
        raise Outdated(prepared.digest)
    document = Document.objects.create(
        organisation=job.organisation,
        tlp=job.tlp,
        reliability=job.reliability,
        snapshot=snapshot,
        source=job.source,
        name=prepared.name[:300],
        title=extracted.title[:500],
        url=extracted.url[:2000],
        publisher=extracted.publisher[:200],
        author=extracted.author[:200],
        published=prepared.published,
        published_how=(extracted.published_how or "")[:10] if prepared.published else "",
        published_on=first_day(prepared.published),
        language=prepared.reading.language[:8],
        added_by=actor,
    )
    record_reading(document, prepared.reading, prepared.models_used)
    index_document(document)
    about(
        document,
        organisation=document.organisation,
        digest=prepared.digest,
        source=job.source.name,
        job=job.pk,
        claims=document.claims_count,
    )
    return document


@action("document.reread", permission="document.mark", desk=True)
def record_rereading(reread: Reread, *, job: Job | None = None, actor: User | None) -> Document:
    """Write a new reading of a document; what people decided stands, what it says otherwise is kept for review."""
    document = Document.objects.select_for_update().get(pk=reread.document.pk)
    reading = record_reading(document, reread.reading, reread.models_used, job)
    index_document(document)
    about(
        document,
        organisation=document.organisation,
        reader=str(reading),
        claims=document.claims_count,
        waiting=document.waiting_count,
        differences=reading.differences.count(),
    )
    return document
