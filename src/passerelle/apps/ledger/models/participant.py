from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.meeting import Meeting


class Participant(models.Model):
    """Who takes part in a meeting: an actor of the directory, a person by name, or a person for a body of it.

    Without `office`, the mandates of the day say in which capacity a person of the directory comes. `country` is that
    of the actor, or of the body in which a person held an office on the day, as known when it was noted.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    person = models.CharField(_("person"), max_length=200, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)

    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | ~Q(person=""), name="participant_is_somebody"
            )
        ]

    def __str__(self) -> str:
        return self.person or str(self.actor_id)
