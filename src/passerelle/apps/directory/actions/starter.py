"""The directory an installation begins with, taken in once and again when its tables are others."""

from collections.abc import Callable, Sequence

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.editions import lock, renew
from passerelle.apps.directory.models import RegisterImport, RegisterKind
from passerelle.apps.directory.registers.writing import (
    Written,
    parents,
    write_actors,
    write_mandates,
    write_relations,
)
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.directory.waiting import reopen_where_known
from passerelle.starter.directory import (
    directory_actors,
    directory_digest,
    directory_mandates,
    directory_relations,
)

_AT_ONCE = 2000


def load_directory(*, actor: User | None) -> RegisterImport | None:
    """Take the starter pack's directory in; None when this very one was taken in before."""
    if RegisterImport.objects.filter(
        digest=directory_digest(), kind=RegisterKind.STARTER, done=True
    ).exists():
        return None
    return import_starter(actor=actor)


@action("register.starter", permission="register.import", desk=True)
def import_starter(*, actor: User | None) -> RegisterImport:
    """Take the starter pack's directory in, whole or not at all; what is there already is left as it stands."""
    lock()
    rows = directory_actors()
    faults: list[dict] = []
    added, changed = 0, set()
    steps: list[tuple[Callable[..., Written], Sequence]] = []
    steps += [(write_actors, rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
    steps += [
        (write_relations, [relation for row in rows for relation in parents(row)]),
        (write_relations, directory_relations()),
        (write_mandates, directory_mandates()),
    ]
    for write, some in steps:
        written = write(some)
        added += written.added
        changed |= written.changed
        faults += [{"code": code, "details": details} for code, details in written.faults.values()]
    register, _new = RegisterImport.objects.update_or_create(
        digest=directory_digest(),
        kind=RegisterKind.STARTER,
        defaults={
            "name": "starter", "lines_done": len(rows), "done": True, "added": added, "changed": len(changed),
            "faults": faults[:1000], "faults_count": len(faults), "created_by": actor,
            "finished_at": timezone.now(),
        },
    )  # fmt: skip
    renew()
    reopen_where_known()
    wake_resolving()
    about(register, organisation=actor.organisation if actor else None, added=added, changed=len(changed))
    return register
