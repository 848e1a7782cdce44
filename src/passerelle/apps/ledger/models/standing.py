from django.db import models
from django.db.models import Q

from passerelle.apps.ledger.models.commitment import Commitment


class Standing(models.Model):
    """How a commitment stood as far as the desk knew, from a day until before another. Derived from its steps
    and evidence, for lists as they stood on any day.
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="standings", db_index=False
    )  # the constraint has the index
    known_from = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, blank=True)
    condition = models.CharField(max_length=10, blank=True)
    quiet_from = models.DateField(null=True, blank=True)
    silent_from = models.DateField(null=True, blank=True)
    deadline_last = models.DateField(null=True, blank=True)  # last day that the deadline meant then

    class Meta:
        ordering = ["commitment", "known_from"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "known_from"], name="standing_once_a_day"),
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gt=models.F("known_from")),
                name="standing_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.stage} {self.known_from}"
