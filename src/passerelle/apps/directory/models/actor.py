from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.core.reading.model import ACTOR_KINDS


class ActorState(models.TextChoices):
    ACCEPTED = "accepted", _("In the directory")
    CANDIDATE = "candidate", _("Candidate")
    DROPPED = "dropped", _("Dropped")
    MERGED = "merged", _("Merged into another")


class Actor(models.Model):
    """Somebody or something that acts: a person, company, ministry, institute, country, place.

    An accepted actor is open to every account, with the names that people or registers gave it. A candidate is
    only known from documents: its names are not rows but are read from the mentions that the reader may see.
    """

    key = models.SlugField(_("identifier"), max_length=250, unique=True)
    kind = models.CharField(_("kind"), max_length=12, blank=True, choices=[(k, k) for k in ACTOR_KINDS])
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    city = models.CharField(_("city"), max_length=120, blank=True)
    label = models.CharField(_("name"), max_length=300, blank=True)  # of an open actor, to sort by
    state = models.CharField(max_length=10, choices=ActorState.choices, default=ActorState.CANDIDATE)
    open = models.BooleanField(default=False)  # whether every account may know of it
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["label", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="actor_decided_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="actor_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", open=True)
                | Q(state="merged")
                | Q(state__in=["candidate", "dropped"], open=False, label=""),
                name="actor_open_when_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind", "country"]),
            models.Index(fields=["state", "label"]),
            models.Index(fields=["country", "state"]),
        ]

    def __str__(self) -> str:
        return self.label or self.key

    @property
    def token(self) -> str:
        """What a screen showed: sent back with a decision, it reveals that somebody was faster."""
        moment = int(self.decided_at.timestamp() * 1_000_000) if self.decided_at else 0
        return f"{self.state}.{self.merged_into_id or 0}.{moment}"
