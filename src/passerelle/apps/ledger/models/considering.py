from django.db import models

from passerelle.apps.library.models import Document


class Considering(models.Model):
    """That the claims of a document were looked at for what they propose to the ledger: a document that is
    folded and has no such row waits.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="considering")
    considered_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.document_id)
