from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.apps.library.models.claim import Claim
from passerelle.apps.library.models.reading import Reading


class DifferenceKind(models.TextChoices):
    GAINED = "gained", _("Gained")
    CHANGED = "changed", pgettext_lazy("claim", "Changed")
    WITHDRAWN = "withdrawn", _("No longer found")
    OTHERWISE = "otherwise", _("Decided otherwise")  # by a person, and the decision stands


class Difference(models.Model):
    """What a later reading says of a claim that nobody has looked at since; decisions are never touched by it.

    `before` holds the claim's columns as a person last could see them, `after` as the reading gives them; empty where
    it is new or no longer found. It is open until somebody decides about the claim after the reading: there is nothing
    else to keep, and undoing that decision opens it again. A claim has one open difference at most.
    """

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="differences")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(max_length=10, choices=DifferenceKind.choices)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-reading", "claim__start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "claim"], name="difference_once_a_reading_and_claim"),
        ]
        indexes = [models.Index(fields=["kind", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.claim_id}"
