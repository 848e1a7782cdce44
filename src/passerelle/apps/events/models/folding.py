from django.db import models

from passerelle.apps.library.models import Document


class Folding(models.Model):
    """That the claims of a document are folded as they stand: a document that is resolved and has no such row
    waits.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="folding")
    folded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.document_id)
