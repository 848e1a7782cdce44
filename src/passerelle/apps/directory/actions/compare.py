"""Noting which actors are perhaps one: by the desk itself, after the directory changed."""

from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.comparing import Compared
from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.models import ActorState, Comparison, Likeness

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
    # What was found about one that is merged by now stays for whoever undoes that.
    standing = Likeness.objects.filter(left__state=ActorState.ACCEPTED, right__state=ActorState.ACCEPTED)
    touched = list(compared.actors)
    standing.filter(Q(left__in=touched) | Q(right__in=touched)).delete()
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
    about(None, organisation=None, actors=len(touched), pairs=len(found))
    return len(found)
