from django.db import models

from passerelle.apps.library.models import Document


class Origin(models.Model):
    """Where a document's words come from: the group of copies it belongs to, and the agencies it credits."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="origin")
    number = models.PositiveBigIntegerField(db_index=True)  # the least document id among its copies
    agencies = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.document_id} of {self.number}"
