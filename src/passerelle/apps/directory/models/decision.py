from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor
from passerelle.apps.directory.models.mention import Mention


class Verb(models.TextChoices):
    ACCEPT = "accept", _("accepted")
    DROP = "drop", _("dropped")
    MERGE = "merge", _("merged")
    APART = "apart", _("kept apart")
    SPLIT = "split", _("split off")
    LINK = "link", _("linked")


class Decision(models.Model):
    """What a person decided about an actor, about two actors, or about who a mention is.

    `actor` is the one decided about; with `other` the decision is about the pair, and while it stands that pair is
    not asked again. `before` is what undoing it puts back, as ids.
    """

    verb = models.CharField(max_length=8, choices=Verb.choices)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="decisions")
    other = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions_with"
    )
    mention = models.ForeignKey(
        Mention, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    before = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="actor_decision_undone_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=["accept", "drop"]) | Q(other__isnull=False),
                name="actor_decision_about_a_pair",
            ),
        ]
        indexes = [models.Index(fields=["actor", "verb"]), models.Index(fields=["other", "verb"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.actor_id} {self.other_id or ''}".strip()

    @property
    def stands(self) -> bool:
        return self.undone_at is None
