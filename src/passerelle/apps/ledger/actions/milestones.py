"""Milestones: points on the way of a commitment, added and reached."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import day_of, text_of
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.models import Commitment, Milestone
from passerelle.core.commitments.days import surely_before


@action("milestone.add", permission="ledger.write")
def add_milestone(
    commitment: Commitment,
    *,
    title: str,
    actor: User,
    due: str = "",
    reached: str = "",
    seen: int | None = None,
    today: date | None = None,
) -> Milestone:
    """Add a point on the way, due or reached on a day. Raises Conflict, InvalidEntry, Refused."""
    commitment = held(commitment, actor, seen)
    row = Milestone(
        commitment=commitment,
        title=text_of(500, needed=True)("title", title),
        due=day_of("due", due),
        reached=_past("reached", reached, today),
    )
    if commitment.milestones.filter(title=row.title, due=row.due).exists():
        raise InvalidEntry("title", "already", _("This milestone is there already."))
    row.save()
    note_edit(commitment, actor, {}, {"milestone": row.title})
    commitment.save(update_fields=["version"])
    about(commitment, organisation=commitment.organisation, milestone=row.pk)
    return row


@action("milestone.reach", permission="ledger.write")
def reach_milestone(
    milestone: Milestone, *, on: str, actor: User, seen: int | None = None, today: date | None = None
) -> Milestone:
    """Say that a milestone was reached on a day; "" takes it back. Raises Conflict, InvalidEntry, Refused."""
    commitment = held(milestone.commitment, actor, seen)
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    before, milestone.reached = milestone.reached, _past("reached", on, today)
    milestone.save(update_fields=["reached"])
    note_edit(
        commitment, actor, {"reached": before}, {"milestone": milestone.title, "reached": milestone.reached}
    )
    commitment.save(update_fields=["version"])
    about(commitment, organisation=commitment.organisation, milestone=milestone.pk, on=milestone.reached)
    return milestone


def _past(field: str, given: str, today: date | None) -> str:
    found = day_of(field, given)
    if found and surely_before((today or timezone.localdate()).isoformat(), found):
        raise InvalidEntry(field, "in_the_future", _("What lies in the future has not happened yet."))
    return found
