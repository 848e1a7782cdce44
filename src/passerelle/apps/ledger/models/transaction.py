from django.db import models

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.activity import Activity
from passerelle.apps.ledger.models.known import Known
from passerelle.apps.ledger.models.sourced import Sourced


class Transaction(Known, Sourced):
    """Money of an activity that was committed or moved, between whom, and as which activity the others tell it.

    Amounts are exact decimals as text, in no float anywhere. A row says one thing for ever, as that of a budget does.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="transactions")
    type = models.TextField()  # list TransactionType
    on = models.TextField()
    amount = models.TextField()
    currency = models.TextField(blank=True)
    value_date = models.TextField(blank=True)
    ref = models.TextField(blank=True)
    provider_ref = models.TextField(blank=True)
    provider_name = models.TextField(blank=True)
    provider_activity = models.TextField(blank=True)
    provider = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiver_ref = models.TextField(blank=True)
    receiver_name = models.TextField(blank=True)
    receiver_activity = models.TextField(blank=True)
    receiver = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Known.Meta):
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return f"{self.type} {self.amount} {self.currency}"
