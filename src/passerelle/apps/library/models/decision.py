from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models.claim import Claim


class Verb(models.TextChoices):
    CONFIRM = "confirm", _("confirmed")
    CORRECT = "correct", _("corrected")
    REJECT = "reject", _("rejected")
    UNDO = "undo", _("undone")
    ADD = "add", _("added by hand")


class Decision(models.Model):
    """One step in the history of a claim: what a person decided, and the claim before and after."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.claim_id}"
