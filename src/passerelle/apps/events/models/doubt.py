from django.db import models
from django.db.models import F, Q

from passerelle.apps.library.models import Claim


class Doubt(models.Model):
    """Two claims that may tell one event and were not folded: a person is asked. Derived by folding.

    `reasons` are [rule, weight] and `conflicts` what forbade it: rules only, nothing that a document says.
    """

    left = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    value = models.FloatField()
    reasons = models.JSONField(default=list, blank=True)
    conflicts = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-value", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="doubt_once_a_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="doubt_in_order"),
        ]
        indexes = [models.Index(fields=["-value", "id"])]

    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id}"
