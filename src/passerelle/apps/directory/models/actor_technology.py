from django.db import models

from passerelle.apps.directory.models.actor import Actor
from passerelle.apps.library.models import Document


class ActorTechnology(models.Model):
    """That claims of a document name an actor and a technology together. Derived as involvements are."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="technologies")
    technology = models.CharField(max_length=40)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["actor", "technology", "document"]
        constraints = [
            models.UniqueConstraint(
                fields=["technology", "actor", "document"], name="actor_technology_once_a_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.technology} {self.document_id}"
