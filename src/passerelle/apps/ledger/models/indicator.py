from django.db import models

from passerelle.apps.ledger.models.result import Result


class Indicator(models.Model):
    """What is measured of a result. `baselines`: value, year, on and dimensions (pairs) of each."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="indicators")
    measure = models.TextField()  # list IndicatorMeasure
    ascending = models.BooleanField(default=True)
    title = models.TextField(blank=True)
    baselines = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["result", "pk"]

    def __str__(self) -> str:
        return self.title[:300]
