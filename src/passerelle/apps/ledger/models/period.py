from django.db import models

from passerelle.apps.ledger.models.indicator import Indicator


class Period(models.Model):
    """What was aimed at and reached between two days. `targets`, `actuals`: value and dimensions (pairs) of each."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="periods")
    starts = models.TextField()
    ends = models.TextField()
    targets = models.JSONField(default=list, blank=True)
    actuals = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["indicator", "pk"]

    def __str__(self) -> str:
        return f"{self.starts} {self.ends}"
