from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models import Claim, Document


class Sourced(models.Model):
    """A figure that a person entered, and where it stands: a claim with its document, a document, or an address."""

    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_rows"
    )
    address = models.CharField(_("address"), max_length=2000, blank=True)
    said = models.CharField(_("what it says"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def host(self) -> str:
        """Whose page the address is of."""
        return urlsplit(self.address).hostname or "" if self.address else ""
