from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models.document import Document
from passerelle.apps.library.models.reading import Reading
from passerelle.core.reading.model import CLAIM_TYPES


class ReviewState(models.TextChoices):
    WAITING = "waiting", _("To review")
    CONFIRMED = "confirmed", _("Confirmed")
    CORRECTED = "corrected", _("Corrected")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("No longer proposed")  # undecided, and a newer reading does not find it


class Claim(models.Model):
    """One event or state that a document states, anchored at text[start:end].

    The columns hold what stands now; `proposed` keeps what the reader said, so that a correction can be
    undone and a later reading recognised. A claim outlives readings: `reading` is the one whose values stand,
    `found_in` the latest that found it; a decision keeps them apart.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="claims")
    reading = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    found_in = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="found"
    )
    type = models.CharField(_("type"), max_length=12, choices=[(t, t) for t in CLAIM_TYPES])
    status = models.CharField(_("status"), max_length=20)
    parties = models.JSONField(_("parties"), default=list, blank=True)  # actor ids of the reading
    people = models.JSONField(_("people"), default=list, blank=True)
    technologies = models.JSONField(_("technologies"), default=list, blank=True)
    date = models.CharField(_("date"), max_length=21, blank=True)  # ISO 8601 date or a/b span
    place = models.CharField(_("place"), max_length=100, blank=True)
    quantity_value = models.FloatField(_("value"), null=True, blank=True)
    quantity_unit = models.CharField(_("unit"), max_length=40, blank=True)
    quantity_by = models.CharField(_("by"), max_length=10, blank=True)
    quantity_of = models.CharField(_("of"), max_length=200, blank=True)
    instrument = models.CharField(_("instrument"), max_length=20, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()  # text[start:end], verbatim
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    confidence = models.JSONField(default=dict, blank=True)  # attribute → probability
    certainty = models.FloatField(default=0.0)  # the least of them, for sorting

    proposed = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="claim_is_anchored"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["waiting", "withdrawn"], decided_at__isnull=True, decided_by__isnull=True
                )
                | Q(
                    state__in=["confirmed", "corrected", "rejected"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="claim_decided_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="claim_rejected_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["document", "start"]),
            models.Index(fields=["state", "-id"]),
        ]

    def __str__(self) -> str:
        return self.quote[:100]

    @property
    def token(self) -> str:
        """What a screen showed: sent back with a decision, it reveals that somebody was faster."""
        if self.decided_at is None:
            return f"{self.state}.{self.reading_id or 0}"
        return f"{self.state}.{int(self.decided_at.timestamp() * 1_000_000)}"

    @property
    def standing(self) -> bool:
        """Whether the claim is neither rejected nor withdrawn."""
        return self.state not in (ReviewState.REJECTED, ReviewState.WITHDRAWN)
