from django.db import models

from passerelle.apps.ledger.models.activity import Activity


class Budget(models.Model):
    """What an activity plans to spend in a period. Amounts are exact decimals as text, in no float anywhere."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="budgets")
    type = models.TextField(blank=True)  # list BudgetType
    status = models.TextField(blank=True)  # list BudgetStatus
    starts = models.TextField()
    ends = models.TextField()
    amount = models.TextField()
    currency = models.TextField(blank=True)
    value_date = models.TextField(blank=True)

    class Meta:
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
