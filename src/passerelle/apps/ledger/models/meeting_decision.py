from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.evidence import Evidence
from passerelle.apps.ledger.models.meeting import Meeting


class MeetingDecision(models.Model):
    """What a meeting decided, who is to do it and until when; it may have become a commitment, or be about one that
    was there already: `evidence` is what the minutes are to it.

    One that was written down wrongly is withdrawn, and kept.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(_("decision"), max_length=1000)
    owner = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    person = models.CharField(_("person in charge"), max_length=200, blank=True)
    due = models.CharField(_("due"), max_length=10, blank=True)  # ISO 8601, as precise as known
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="decided_in"
    )
    evidence = models.OneToOneField(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="decision"
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
                name="decision_withdrawn_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(commitment__isnull=True),
                name="decision_followed_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]
