from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.meeting import Meeting


class MeetingDecision(models.Model):
    """What a meeting decided, who is to do it and until when; it may have become a commitment."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(_("decision"), max_length=1000)
    owner = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(_("person in charge"), max_length=200, blank=True)
    due = models.CharField(_("due"), max_length=10, blank=True)  # ISO 8601, as precise as known
    commitment = models.OneToOneField(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="decided_in"
    )

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.text[:100]
