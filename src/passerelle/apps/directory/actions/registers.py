"""Taking registers in: some lines a transaction, counted with them, so that an import resumes where it was."""

import tempfile
from collections.abc import Callable
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.refusals import InvalidActor
from passerelle.apps.directory.editions import lock, renew
from passerelle.apps.directory.models import RegisterImport, RegisterKind
from passerelle.apps.directory.registers.batches import relate, take
from passerelle.apps.directory.registers.reading import READERS, Said
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.directory.waiting import reopen_where_known

AT_ONCE = 500
_FAULTS = 1000  # kept with their reasons; all are counted

Progress = Callable[[RegisterImport], None]


def import_register(
    given: Path | bytes, *, kind: str, name: str = "", actor: User, progress: Progress | None = None
) -> RegisterImport:
    """Take a register in, from a file or its bytes. Raises InvalidActor, OSError, Refused.

    The same bytes again change nothing when they are done, and go on where they were when not. `progress` is told of
    each step.
    """
    require(actor, "register.import")
    if kind not in READERS:
        raise InvalidActor("kind", "unknown", _("Say which register it is."))
    if isinstance(given, bytes):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "register"
            path.write_bytes(given)
            return import_register(path, kind=kind, name=name, actor=actor, progress=progress)
    if kind == RegisterKind.TABLE and given.stat().st_size > settings.UPLOAD_BYTES:
        raise InvalidActor("file", "too_large", _("The file is too large."))
    with given.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    register = begin_import(digest, kind=kind, name=name or given.name, actor=actor)
    for relating in (False, True):
        if not register.done and register.relating == relating:
            register = _pass(register, given, actor, progress)
    return register


def _pass(register: RegisterImport, path: Path, actor: User, progress: Progress | None) -> RegisterImport:
    """Go through the whole register once: for its actors, or for who belongs to whom."""
    lines = READERS[register.kind](path)
    relating = register.relating
    skipped = sum(1 for _line in islice(lines, register.lines_done))
    while not register.done and register.relating == relating and register.lines_done == skipped:
        batch = list(islice(lines, AT_ONCE))
        register = take_lines(register, batch, ended=len(batch) < AT_ONCE, actor=actor)
        skipped += len(batch)
        if progress:
            progress(register)
        if len(batch) < AT_ONCE:
            break
    if not register.done and register.relating == relating:  # somebody else takes the same register in
        return _pass(register, path, actor, progress)
    return register


@action("register.import", permission="register.import")
def begin_import(digest: str, *, kind: str, name: str, actor: User) -> RegisterImport:
    """Return the import of a register with this digest, begun now or before."""
    register, _new = RegisterImport.objects.get_or_create(
        digest=digest, kind=kind, defaults={"name": name[:300], "created_by": actor}
    )
    about(register, organisation=actor.organisation, digest=digest, kind=kind, lines=register.lines_done)
    return register


@action("register.take", permission="register.import")
def take_lines(register: RegisterImport, lines: list[Said], *, ended: bool, actor: User) -> RegisterImport:
    """Write some lines of a register and count them; `ended`: they are the last of this pass.

    Lines that somebody else took meanwhile are left alone.
    """
    lock()
    seen = (register.lines_done, register.relating)
    register = RegisterImport.objects.select_for_update().get(pk=register.pk)
    about(register, organisation=actor.organisation, lines=[seen[0], seen[0] + len(lines)], relating=seen[1])
    if register.done or (register.lines_done, register.relating) != seen:
        return register
    written, faults = (relate if register.relating else take)(lines)
    register.lines_done += len(lines)
    register.added += written.added
    register.changed += len(written.changed)
    register.faults = [*register.faults, *faults][:_FAULTS]
    register.faults_count += len(faults)
    if ended and register.relating:
        register.done, register.finished_at = True, timezone.now()
        reopen_where_known()
        wake_resolving()
    elif ended:
        register.relating, register.lines_done = True, 0
    register.save()
    renew()
    return register
