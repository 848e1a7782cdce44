from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.commitment import Commitment


class Milestone(models.Model):
    """A point on the way of a commitment: when it is due, and when it was reached."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=500)
    due = models.CharField(_("due"), max_length=10, blank=True)  # ISO 8601, as precise as known
    reached = models.CharField(_("reached on"), max_length=10, blank=True)

    class Meta:
        ordering = ["commitment", "due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "title", "due"], name="milestone_once_a_commitment")
        ]

    def __str__(self) -> str:
        return self.title
