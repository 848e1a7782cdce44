from django.db import models

from passerelle.apps.library.models.document import Document
from passerelle.apps.library.models.job import Job


class Reading(models.Model):
    """What one version of one reader found in one document, once. Claims are rows of their own.

    `job` is the one that had it read again; a first reading belongs to none.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    reader = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    models_used = models.JSONField(default=list, blank=True)  # optional language models that took part
    actors = models.JSONField(default=list)  # gold form: id, kind, country, names
    technologies = models.JSONField(default=list)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="readings")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reader} {self.version}"

    @property
    def reference(self) -> str:
        """The reader as commands and files name it."""
        return f"{self.reader}@{self.version}"
