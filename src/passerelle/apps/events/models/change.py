from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.events.models.event import Event
from passerelle.apps.library.models import Document


class Happened(models.TextChoices):
    TOLD = "told", _("tells it")
    LEFT = "left", _("no longer tells it")


class Change(models.Model):
    """That a document began or ceased to tell an event, and when.

    What that changed is worked out for whoever asks, from the claims that they may see.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=4, choices=Happened.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["event", "id"])]

    def __str__(self) -> str:
        return f"{self.document_id} {self.what} {self.event_id}"
