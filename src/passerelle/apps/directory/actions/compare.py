"""Noting which actors are perhaps one: by the desk itself, after the directory changed."""

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.comparing import Compared
from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.models import Actor, ActorState, Comparison, Likeness

_BATCH = 500


@action("directory.compare", permission="actor.decide", desk=True)
def note_likenesses(compared: Compared, *, actor: User | None) -> int:
    """Replace what was found about these actors before; return how many pairs were found. Safe to repeat."""
    lock()
    Comparison.objects.filter(actor__in=compared.gone).delete()
    Comparison.objects.bulk_create(
        [Comparison(actor_id=pk, digest=digest, keys=keys) for pk, (digest, keys) in compared.actors.items()],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["actor"],
        update_fields=["digest", "keys"],
    )
    Likeness.objects.filter(pk__in=_outdated(compared)).delete()
    found = [
        Likeness(left_id=p.left, right_id=p.right, value=p.value, reasons=p.reasons) for p in compared.pairs
    ]
    Likeness.objects.bulk_create(
        found,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["left", "right"],
        update_fields=["value", "reasons"],
    )
    about(None, organisation=None, actors=len(compared.actors), pairs=len(found))
    return len(found)


def _outdated(compared: Compared) -> list[int]:
    """Return what was found before about the actors that were compared.

    What was found about one that is merged by now stays for whoever undoes that. The rows are looked up by one end
    at a time: asked for either end at once, SQLite reads the whole table while everybody else waits to write.
    """
    found: dict[int, int] = {}
    for end, other in (("left", "right"), ("right", "left")):
        rows = Likeness.objects.filter(**{f"{end}__in": list(compared.actors)})
        found |= dict(rows.order_by().values_list("pk", other))
    others = Actor.objects.filter(pk__in=set(found.values()), state=ActorState.ACCEPTED)
    standing = set(others.values_list("pk", flat=True))
    return [pk for pk, other in found.items() if other in standing]
