from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.library.models import Document


class AgreementDocument(models.Model):
    """Where an agreement stands written: a document of the library, or an address."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(_("address"), max_length=2000, blank=True)
    label = models.CharField(_("label"), max_length=200, blank=True)

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(address=""), name="agreement_document_is_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.label or self.address or str(self.document_id)
