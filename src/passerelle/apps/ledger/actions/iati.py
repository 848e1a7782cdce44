"""Taking files of IATI in: some records a transaction, counted with them, so that an import resumes."""

from collections.abc import Callable, Iterator
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.writing import Line, take
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import IatiImport
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.activities import Activity
from passerelle.sources.iati.check import chunks_of
from passerelle.sources.iati.reading import read
from passerelle.sources.iati.records import Record
from passerelle.sources.iati.writing import as_text

AT_ONCE = 100
_LETTERS = 1_000_000  # of the records that are in memory at once; one alone may have more
_FAULTS = 1000  # kept with their reasons; all are counted

Progress = Callable[[IatiImport], None]


def import_activities(
    given: Path, *, actor: User, tlp: str = Tlp.GREEN, name: str = "", progress: Progress | None = None
) -> IatiImport:
    """Take the activities of a file into the ledger of the person's organisation. Raises InvalidEntry, OSError,
    Refused.

    The same bytes again change nothing when they are done, and go on where they were when not.
    """
    require(actor, "ledger.import")
    if tlp not in Tlp.values:
        raise InvalidEntry("tlp", "not_a_choice", _("Choose one of the list."))
    with given.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    source = begin_iati(digest, name=name or given.name, tlp=tlp, actor=actor)
    while not source.done:
        found = read(chunks_of(given))
        seen = sum(1 for _record in islice(found, source.records_done))
        for batch, ended in _batches(found):
            source = take_activities(source, batch, ended=ended, actor=actor)
            seen += len(batch)
            if progress:
                progress(source)
            if source.records_done != seen:  # somebody else goes on with the same file
                break
    return source


@action("iati.import", permission="ledger.import")
def begin_iati(digest: str, *, name: str, tlp: str, actor: User) -> IatiImport:
    """Return the import of a file with this digest into the person's organisation, begun now or before."""
    source, _new = IatiImport.objects.get_or_create(
        organisation=actor.organisation,
        digest=digest,
        defaults={"name": name[:300], "created_by": actor, "tlp": tlp},
    )
    if STRICTNESS[tlp] > STRICTNESS[source.tlp]:
        # The same file again, to be marked more strictly: what came of it is.
        source.tlp = tlp
        source.save(update_fields=["tlp"])
        looser = [one for one, strictness in STRICTNESS.items() if strictness < STRICTNESS[tlp]]
        source.activities.filter(tlp__in=looser).update(tlp=tlp)
    about(source, organisation=actor.organisation, digest=digest, records=source.records_done)
    return source


@action("iati.take", permission="ledger.import")
def take_activities(source: IatiImport, lines: list[Line], *, ended: bool, actor: User) -> IatiImport:
    """Write some records of a file and count them; `ended`: they are the last.

    Records that somebody else took meanwhile are left alone.
    """
    lock()
    seen = source.records_done
    source = IatiImport.objects.select_for_update(of=("self",)).get(
        pk=source.pk, organisation=actor.organisation
    )
    about(source, organisation=actor.organisation, records=[seen, seen + len(lines)])
    if source.done or source.records_done != seen:
        return source
    written = take(lines, source)
    source.records_done += len(lines)
    source.added += written.added
    source.changed += written.changed
    source.known += written.known
    source.faults = [*source.faults, *written.faults][:_FAULTS]
    source.faults_count += sum("taken" not in fault for fault in written.faults)
    if ended:
        source.done, source.finished_at = True, timezone.now()
    source.save()
    return source


def _batches(found: Iterator[tuple[Record, Activity | None]]) -> Iterator[tuple[list[Line], bool]]:
    """Yield some records at a time, as many as memory should hold, and whether they are the last."""
    batch: list[Line] = []
    letters = 0
    for record, activity in found:
        text = as_text(activity.record) if activity and activity.record else ""
        batch.append(Line(record.line, activity, text, record.faults))
        letters += len(text)
        if len(batch) >= AT_ONCE or letters >= _LETTERS:
            yield batch, False
            batch, letters = [], 0
    yield batch, True
