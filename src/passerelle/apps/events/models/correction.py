from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models import Claim


class Verdict(models.TextChoices):
    TOGETHER = "together", _("one event")
    APART = "apart", _("not one event")


class Correction(models.Model):
    """What a person said about claims: those of both sides tell one event, or no claim of one side tells what
    a claim of the other tells. Every later folding holds to it until it is undone; between the same claims
    the latest counts.
    """

    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    ones = models.ManyToManyField(Claim, related_name="+")
    others = models.ManyToManyField(Claim, related_name="+")
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
                name="correction_undone_by_whom_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.pk}"
