from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.library.models import Claim


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")
    OUTDATED = "outdated", _("No longer proposed")


class Proposal(models.Model):
    """What a claim lets one propose to an organisation: a new commitment, a step of one, a milestone, a
    contradiction, an end. A person accepts or dismisses it; what was decided is not proposed again.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="ledger_proposals")
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    to = models.CharField(max_length=10, blank=True)
    rule = models.CharField(max_length=40)
    score = models.FloatField(default=0.0)
    detail = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=ProposalState.choices, default=ProposalState.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "claim", "rule", "commitment"],
                condition=Q(commitment__isnull=False),
                name="proposal_once_a_commitment",
            ),
            models.UniqueConstraint(
                fields=["organisation", "claim", "rule"],
                condition=Q(commitment__isnull=True),
                name="proposal_once_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["waiting", "outdated"], decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(state__in=["accepted", "dismissed"], decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_decided_by_whom_and_when",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-score"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.rule} {self.claim_id}"
