from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor
from passerelle.apps.library.models import Document


class MentionState(models.TextChoices):
    LINKED = "linked", _("Recognised")
    DOUBTFUL = "doubtful", _("Doubtful")
    UNKNOWN = "unknown", _("Unknown")
    DECIDED = "decided", _("Decided by a person")


class Mention(models.Model):
    """An actor of one document's reading, and who that is.

    `local` is what claims of the document call it. `candidate` is the group of alike spellings it was first
    counted to, `actor` who it stands for now: merging and splitting change the second only. A mention is kept
    when a newer reading no longer has it (`found`), because people may have decided about it.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mentions")
    local = models.CharField(max_length=250)
    names = models.JSONField(default=list)  # as written, longest first
    kind = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=2, blank=True)
    actor = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="mentions")
    candidate = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="first_mentions"
    )
    confidence = models.FloatField(default=0.0)
    reasons = models.JSONField(default=list, blank=True)  # rule, weight, detail
    runners_up = models.JSONField(default=list, blank=True)  # [actor's id here, score], best first
    state = models.CharField(max_length=8, choices=MentionState.choices, default=MentionState.UNKNOWN)
    found = models.BooleanField(default=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "local"], name="mention_once_a_document"),
            models.CheckConstraint(
                condition=Q(state="decided", decided_by__isnull=False, decided_at__isnull=False)
                | (~Q(state="decided") & Q(decided_by__isnull=True, decided_at__isnull=True)),
                name="mention_decided_by_whom_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["actor", "found", "document"]),
            models.Index(fields=["candidate", "found", "document"]),
            models.Index(fields=["state", "found"]),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.local}"[:300]

    @property
    def token(self) -> str:
        """What a screen showed: sent back with a decision, it reveals that somebody was faster."""
        moment = int(self.decided_at.timestamp() * 1_000_000) if self.decided_at else 0
        return f"{self.state}.{self.actor_id or 0}.{moment}"
