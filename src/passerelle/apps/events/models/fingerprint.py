from django.db import models

from passerelle.apps.events.models.origin import Origin


class Fingerprint(models.Model):
    """A key of a document's text: documents that share one may be copies (see core.text.duplicates)."""

    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, related_name="fingerprints")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "origin"])]

    def __str__(self) -> str:
        return f"{self.origin_id} {self.key}"
