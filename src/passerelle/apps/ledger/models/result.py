from django.db import models

from passerelle.apps.ledger.models.activity import Activity
from passerelle.apps.ledger.models.known import Known


class Result(Known):
    """What an activity brings about. One that a file told is withdrawn with all beneath when a later file says
    otherwise; one of our own is as old as its figures, so no day is kept of it.
    """

    known_on = models.DateField(null=True, blank=True)  # of what a file told
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="results")
    type = models.TextField()  # list ResultType
    title = models.TextField(blank=True)

    class Meta(Known.Meta):
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return self.title[:300]
