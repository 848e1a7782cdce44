from django.db import models

from passerelle.apps.ledger.models.activity import Activity


class Result(models.Model):
    """What an activity brings about."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="results")
    type = models.TextField()  # list ResultType
    title = models.TextField(blank=True)

    class Meta:
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return self.title[:300]
