from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor
from passerelle.apps.library.models import Claim


class Role(models.TextChoices):
    PARTY = "party", _("party")
    PERSON = "person", _("person")
    SPEAKER = "speaker", _("said by")


class Involvement(models.Model):
    """That an actor takes part in a claim. Derived from mentions and claims, for fast questions."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="involvements")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="involvements")
    role = models.CharField(max_length=8, choices=Role.choices)

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "actor", "role"], name="involvement_once_a_claim")
        ]
        indexes = [models.Index(fields=["actor", "claim"])]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.role} {self.claim_id}"
