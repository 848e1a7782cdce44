from django.conf import settings
from django.db import models
from django.db.models import Q

from passerelle.apps.ledger.models.agreement import Agreement


class Joining(models.Model):
    """That two agreements were said to be one, and what moved from one to the other, so that it can be undone."""

    kept = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="joinings")
    absorbed = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="joining_undone_by_whom_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"
