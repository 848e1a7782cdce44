from django.db import models

from passerelle.apps.ledger.models.commitment import Commitment


class HushChange(models.Model):
    """That a commitment turned quiet or silent by itself, or was heard of again: since when, and why."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="hush_changes", db_index=False
    )
    state = models.CharField(max_length=6)
    since = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    known_on = models.DateField()

    class Meta:
        ordering = ["-known_on", "-pk"]
        indexes = [models.Index(fields=["commitment", "id"]), models.Index(fields=["-known_on", "-id"])]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.state} {self.known_on}"
