from django.db import models

from passerelle.apps.library.models import Document


class Vector(models.Model):
    """What one document is about, as the encoder of that name sees its title and beginning.

    `values` is a unit vector in signed bytes: each value of 0..127 stands for that part of the greatest. It is
    derived from the document, marked as it is, and never shown.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="vector")
    encoder = models.CharField(max_length=40)
    values = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["encoder", "id"])]

    def __str__(self) -> str:
        return f"{self.document_id} {self.encoder}"
