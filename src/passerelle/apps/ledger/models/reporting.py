from django.db import models


class Reporting(models.Model):
    """As whom an organisation reports in IATI, as it last said: nobody else can know its identifier.

    `sector` and `country` are what it says of activities of which the ledger knows none.
    """

    organisation = models.OneToOneField("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=200)
    type = models.CharField(max_length=2)  # list OrganisationType
    name = models.CharField(max_length=300, blank=True)
    sector = models.CharField(max_length=5, blank=True)  # list Sector
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1

    def __str__(self) -> str:
        return self.ref
