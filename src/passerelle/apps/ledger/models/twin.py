from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.agreement import Agreement


class TwinState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    JOINED = "joined", _("Joined")
    APART = "apart", _("Not one agreement")


class Twin(models.Model):
    """Two agreements of one organisation that may be one: a person is asked, once."""

    left = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list, blank=True)  # [rule, weight, detail]
    state = models.CharField(max_length=7, choices=TwinState.choices, default=TwinState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="twin_once_a_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="twin_in_order"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="twin_decided_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id}"
