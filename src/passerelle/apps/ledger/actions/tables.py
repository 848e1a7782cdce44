"""Taking tables of agreements in: some lines a transaction, counted with them, so that an import resumes."""

from collections.abc import Callable
from datetime import date
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.models import Agreement, AgreementImport
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.ledger.tables.writing import take
from passerelle.apps.ledger.twins import note_twins
from passerelle.apps.library.models import Tlp
from passerelle.sources.agreement_tables import Line, read_agreement_table

AT_ONCE = 200
_FAULTS = 1000  # kept with their reasons; all are counted

Progress = Callable[[AgreementImport], None]


def import_agreements(
    given: Path,
    *,
    actor: User,
    tlp: str = Tlp.GREEN,
    name: str = "",
    today: date | None = None,
    progress: Progress | None = None,
) -> AgreementImport:
    """Take a table of agreements or milestones into the ledger of the person's organisation. Raises InvalidEntry,
    OSError, Refused.

    The same bytes again change nothing when they are done, and go on where they were when not.
    """
    require(actor, "ledger.import")
    if tlp not in Tlp.values:
        raise InvalidEntry("tlp", "not_a_choice", _("Choose one of the list."))
    if given.stat().st_size > settings.UPLOAD_BYTES:
        raise InvalidEntry("file", "too_large", _("The file is too large."))
    with given.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    table = begin_table(digest, name=name or given.name, tlp=tlp, actor=actor)
    while not table.done:
        lines = read_agreement_table(given)
        skipped = sum(1 for _line in islice(lines, table.lines_done))
        while not table.done and table.lines_done == skipped:
            batch = list(islice(lines, AT_ONCE))
            table = take_agreements(table, batch, ended=len(batch) < AT_ONCE, actor=actor, today=today)
            skipped += len(batch)
            if progress:
                progress(table)
    return table


@action("agreement.import", permission="ledger.import")
def begin_table(digest: str, *, name: str, tlp: str, actor: User) -> AgreementImport:
    """Return the import of a table with this digest into the person's organisation, begun now or before."""
    table, _new = AgreementImport.objects.get_or_create(
        organisation=actor.organisation,
        digest=digest,
        defaults={"name": name[:300], "created_by": actor, "tlp": tlp},
    )
    if table.tlp != tlp:
        raise InvalidEntry(
            "tlp",
            "marked_otherwise",
            _(
                "This very table was taken in before, marked %(marking)s. Mark its agreements otherwise instead."
            )
            % {"marking": f"TLP:{table.tlp.upper()}"},
        )
    about(table, organisation=actor.organisation, digest=digest, lines=table.lines_done)
    return table


@action("agreement.take", permission="ledger.import")
def take_agreements(
    table: AgreementImport, lines: list[Line], *, ended: bool, actor: User, today: date | None = None
) -> AgreementImport:
    """Write some lines of a table and count them; `ended`: they are the last.

    Lines that somebody else took meanwhile are left alone.
    """
    lock()
    seen = table.lines_done
    table = AgreementImport.objects.select_for_update(of=("self",)).get(
        pk=table.pk, organisation=actor.organisation
    )
    about(table, organisation=actor.organisation, lines=[seen, seen + len(lines)])
    if table.done or table.lines_done != seen:
        return table
    day = today or timezone.localdate()
    written = take(lines, actor=actor, tlp=table.tlp, today=day, begun=table.created_at)
    table.lines_done += len(lines)
    table.added += written.added
    table.known += written.known
    table.faults = [*table.faults, *written.faults][:_FAULTS]
    table.faults_count += sum(not fault["taken"] for fault in written.faults)
    if ended:
        table.done, table.finished_at = True, timezone.now()
        fresh = Agreement.objects.filter(
            organisation=actor.organisation, created_at__gte=table.created_at, reference__gt=""
        )
        note_twins(actor.organisation_id, fresh.values_list("pk", flat=True))
    table.save()
    return table
