from django.db import models

from passerelle.apps.library.models import Claim


class Block(models.Model):
    """A key of a claim's report, hashed: claims that share one are compared."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="event_blocks")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "claim"])]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.key}"
