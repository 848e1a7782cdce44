from django.db import models

from passerelle.apps.library.models import Document, Reading


class Resolution(models.Model):
    """Which reading of a document its mentions stand for: a document without one, or with an older one, waits."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="resolution")
    reading = models.ForeignKey(Reading, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.document_id} {self.reading_id or ''}".strip()
