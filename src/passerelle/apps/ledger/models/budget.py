from django.db import models

from passerelle.apps.ledger.models.activity import Activity
from passerelle.apps.ledger.models.known import Known
from passerelle.apps.ledger.models.sourced import Sourced


class Budget(Known, Sourced):
    """What an activity plans to spend in a period. Amounts are exact decimals as text, in no float anywhere.

    A row says one thing for ever: what is corrected is withdrawn, and the correction is another row.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="budgets")
    type = models.TextField(blank=True)  # list BudgetType
    status = models.TextField(blank=True)  # list BudgetStatus
    starts = models.TextField()
    ends = models.TextField()
    amount = models.TextField()
    currency = models.TextField(blank=True)
    value_date = models.TextField(blank=True)

    class Meta(Known.Meta):
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
