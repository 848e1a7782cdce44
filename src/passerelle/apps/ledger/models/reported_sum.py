from django.db import models

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.known import Known
from passerelle.apps.ledger.models.organisation_report import OrganisationReport


class ReportedSum(Known):
    """What an organisation plans to spend in a period, in all or on one recipient, or what it spent.

    `kind` is the element's name in IATI, such as recipient-country-budget; `recipient_code` an identifier of an
    organisation or a code of a country or region; `lines`: ref, name, amount, currency and value_date of each part.
    Amounts are exact decimals as text, in no float anywhere. What a later file says otherwise is withdrawn.
    """

    report = models.ForeignKey(OrganisationReport, on_delete=models.CASCADE, related_name="sums")
    kind = models.TextField()
    status = models.TextField(blank=True)  # list BudgetStatus
    starts = models.TextField()
    ends = models.TextField()
    amount = models.TextField()
    currency = models.TextField(blank=True)
    value_date = models.TextField(blank=True)
    recipient_code = models.TextField(blank=True)
    recipient_vocabulary = models.TextField(blank=True)  # list RegionVocabulary
    recipient_name = models.TextField(blank=True)
    recipient = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField(default=list, blank=True)

    class Meta(Known.Meta):
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"
