from django.db import models
from django.db.models import F, Q

from passerelle.apps.directory.models.actor import Actor


class Likeness(models.Model):
    """Two actors of the directory that are perhaps one: a person is asked. Derived by comparing their open names.

    It stays when one of them is merged, so that undoing the merge asks again; `reasons` are rule, weight and detail.
    """

    left = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    value = models.FloatField()
    reasons = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-value", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="likeness_once_a_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="likeness_in_order"),
        ]
        indexes = [models.Index(fields=["-value", "id"])]

    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id}"
