from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.meeting import Meeting
from passerelle.apps.library.models import Claim, Document


class Evidence(models.Model):
    """What lets one say how far a commitment has come: a claim, a document, the minutes of a
    meeting, an address, or words.

    `on` is when it happened, `known_on` the day the desk knew. `origin` is where it comes from: copies of one
    text are one origin. It is `independent` when that is not the owner of the commitment. Type and status are
    those of the claim when it was taken.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12)
    supports = models.CharField(_("supports"), max_length=10, blank=True)  # a stage or a condition
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_of"
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_of"
    )
    minutes = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_of"
    )
    text = models.CharField(_("what it says"), max_length=2000, blank=True)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    on = models.CharField(_("when it happened"), max_length=10)
    known_on = models.DateField(_("known on"))
    origin = models.CharField(_("origin"), max_length=300, blank=True)
    independent = models.BooleanField(_("independent of the owner"), default=False)
    claim_type = models.CharField(max_length=12, blank=True)
    claim_status = models.CharField(max_length=20, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["commitment", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(minutes__isnull=False) | ~Q(text="") | ~Q(address=""),
                name="evidence_says_something",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | Q(document__isnull=False),
                name="evidence_claim_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
                name="evidence_withdrawn_by_whom_and_when",
            ),
            models.UniqueConstraint(
                fields=["commitment", "claim"],
                condition=Q(claim__isnull=False, withdrawn_on__isnull=True),
                name="evidence_once_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100] or self.address or f"{self.kind} {self.pk}"
