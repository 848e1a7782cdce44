from django.db import models

from passerelle.apps.events.models.event import Event
from passerelle.apps.library.models import Claim


class Telling(models.Model):
    """That a claim tells an event.

    Claims of one `story` were found alike, directly or through others: a story is folded as a whole, and
    depends on nothing outside it.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="telling")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tellings")
    story = models.PositiveBigIntegerField(db_index=True)  # the least claim id in it

    class Meta:
        ordering = ["event", "claim"]

    def __str__(self) -> str:
        return f"{self.claim_id} tells {self.event_id}"
