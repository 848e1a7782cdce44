from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.agreement import Agreement


class PartyRole(models.TextChoices):
    PARTY = "party", _("party")
    WITNESS = "witness", _("witness")
    FUNDER = "funder", _("funder")
    IMPLEMENTER = "implementer", _("implementer")


class AgreementParty(models.Model):
    """That an actor takes part in an agreement, and as what."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="agreements")
    role = models.CharField(_("role"), max_length=12, choices=PartyRole.choices, default=PartyRole.PARTY)

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "actor", "role"], name="party_once_an_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.role} {self.agreement_id}"
