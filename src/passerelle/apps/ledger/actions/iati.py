"""Taking files of IATI in: some records a transaction, counted with them, so that an import resumes."""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.dividing import division_kept, division_of
from passerelle.apps.ledger.activities.remarking import mark_file, mark_records
from passerelle.apps.ledger.activities.renewing import Taking
from passerelle.apps.ledger.activities.settling import Line
from passerelle.apps.ledger.activities.writing import take
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import IatiImport
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.activities import Activity
from passerelle.core.commitments.country_shares import Division
from passerelle.core.commitments.organisations import Report
from passerelle.sources.iati.check import chunks_of
from passerelle.sources.iati.reading import read
from passerelle.sources.iati.records import Record
from passerelle.sources.iati.writing import as_text

AT_ONCE = 100
_LETTERS = 1_000_000  # of the records that are in memory at once; one alone may have more
_FAULT = 200  # letters that a fault counts for
_FAULTS = 1000  # kept with their reasons; all are counted

Progress = Callable[[IatiImport], None]


def import_iati(
    given: Path,
    *,
    actor: User,
    tlp: str = Tlp.GREEN,
    name: str = "",
    progress: Progress | None = None,
    today: date | None = None,
    division: Division | None = None,
) -> IatiImport:
    """Take the records of a file, activities or what organisations report of themselves, into the ledger of the
    person's organisation. Raises InvalidEntry, OSError, Refused.

    The same bytes again change nothing when they are done, and go on where they were when not; to be marked more
    strictly, they raise the marking of all that they name, whichever file told it last. What a later file says anew
    is known from `today` on; what it says no more stays in the earlier days. `division`: how an activity is divided
    between countries of which its file gives no shares; by default it is not. A file that goes on keeps the first
    answer.
    """
    require(actor, "ledger.import")
    if tlp not in Tlp.values:
        raise InvalidEntry("tlp", "not_a_choice", _("Choose one of the list."))
    with given.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    # A name of the disk that is not UTF-8 cannot be kept as it is.
    called = (name or given.name).encode(errors="replace").decode()
    source = begin_iati(digest, name=called, tlp=tlp, division=division or Division(), actor=actor)
    if STRICTNESS[tlp] > STRICTNESS[source.tlp]:
        for batch, _ended in _batches(read(chunks_of(given))):
            mark_iati_records(source, batch, tlp=tlp, actor=actor)
        source = mark_iati(source, tlp=tlp, actor=actor)
    while not source.done:
        found = read(chunks_of(given))
        seen = sum(1 for _record in islice(found, source.records_done))
        for batch, ended in _batches(found):
            source = take_records(source, batch, ended=ended, actor=actor, today=today)
            seen += len(batch)
            if progress:
                progress(source)
            if source.records_done != seen:  # somebody else goes on with the same file
                break
    return source


@action("iati.import", permission="ledger.import")
def begin_iati(digest: str, *, name: str, tlp: str, division: Division, actor: User) -> IatiImport:
    """Return the import of a file with this digest into the person's organisation, begun now or before."""
    source, _new = IatiImport.objects.get_or_create(
        organisation=actor.organisation,
        digest=digest,
        defaults={
            "name": name[:300],
            "created_by": actor,
            "tlp": tlp,
            "shares": division_kept(division),
        },
    )
    about(source, organisation=actor.organisation, digest=digest, records=source.records_done)
    return source


@action("iati.mark_records", permission="ledger.import")
def mark_iati_records(source: IatiImport, lines: list[Line], *, tlp: str, actor: User) -> None:
    """Mark what the ledger has of some records of a file at least as strictly."""
    lock()
    source = IatiImport.objects.get(pk=source.pk, organisation=actor.organisation)
    about(source, organisation=actor.organisation, tlp=tlp, changed=mark_records(lines, source, tlp))


@action("iati.mark", permission="ledger.import")
def mark_iati(source: IatiImport, *, tlp: str, actor: User) -> IatiImport:
    """Mark a file, and what was taken of it meanwhile, at least as strictly: the last step, once its records are."""
    lock()
    source = IatiImport.objects.select_for_update(of=("self",)).get(
        pk=source.pk, organisation=actor.organisation
    )
    about(source, organisation=actor.organisation, tlp=[source.tlp, tlp])
    if STRICTNESS[tlp] > STRICTNESS[source.tlp]:
        mark_file(source, tlp)
    return source


@action("iati.take", permission="ledger.import")
def take_records(
    source: IatiImport, lines: list[Line], *, ended: bool, actor: User, today: date | None = None
) -> IatiImport:
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
    taking = Taking(actor, today or timezone.localdate(), division_of(source.shares))
    written = take(lines, source, taking)
    source.records_done += len(lines)
    source.added += written.added
    source.changed += written.changed
    source.known += written.known
    source.faults = [*source.faults, *written.faults][:_FAULTS]
    source.faults_count += written.faults_count
    if ended:
        source.done, source.finished_at = True, timezone.now()
    source.save()
    return source


def _batches(found: Iterator[tuple[Record, Activity | Report | None]]) -> Iterator[tuple[list[Line], bool]]:
    """Yield some records at a time, as many as memory should hold, and whether they are the last."""
    batch: list[Line] = []
    letters = 0
    for record, told in found:
        text = as_text(told.record) if told and told.record else ""
        batch.append(Line(record.line, told, text, record.faults))
        letters += len(text) + _FAULT * len(record.faults)
        if len(batch) >= AT_ONCE or letters >= _LETTERS:
            yield batch, False
            batch, letters = [], 0
    yield batch, True
