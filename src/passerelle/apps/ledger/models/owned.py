from django.db import models

from passerelle.apps.library.models import Tlp


class Owned(models.Model):
    """Something of the ledger that an organisation owns and marks; where rows are many, both columns have an index."""

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    tlp = models.CharField("TLP", max_length=5, choices=Tlp.choices, default=Tlp.GREEN)

    class Meta:
        abstract = True
