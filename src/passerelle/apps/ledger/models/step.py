from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.evidence import Evidence


class Step(models.Model):
    """That a commitment came to a stage or into a condition: when, since when the desk knows, who accepted it.

    A step is never removed: it is withdrawn, and stood until then.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    to = models.CharField(_("to"), max_length=10)
    on = models.CharField(_("when it happened"), max_length=10)
    known_on = models.DateField(_("known on"))
    note = models.CharField(_("note"), max_length=1000, blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="steps")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["commitment", "known_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
                name="step_withdrawn_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.to} {self.on}"
