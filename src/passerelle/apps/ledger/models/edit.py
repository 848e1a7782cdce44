from django.conf import settings
from django.db import models
from django.db.models import Q

from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.ledger.models.commitment import Commitment


class Edit(models.Model):
    """What a person changed of an agreement or a commitment: the columns before and after.

    `version` is the one that it led to.
    """

    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    version = models.PositiveIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=True, commitment__isnull=False)
                | Q(agreement__isnull=False, commitment__isnull=True),
                name="edit_of_one_thing",
            ),
            models.UniqueConstraint(fields=["agreement", "version"], name="edit_once_an_agreement"),
            models.UniqueConstraint(fields=["commitment", "version"], name="edit_once_a_commitment"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id or self.commitment_id} {self.version}"
