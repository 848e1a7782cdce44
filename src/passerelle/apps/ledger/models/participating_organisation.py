from django.db import models

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.activity import Activity


class ParticipatingOrganisation(models.Model):
    """An organisation that takes part in an activity, as the file names it, and who that is in the directory."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participating")
    role = models.TextField()  # list OrganisationRole
    ref = models.TextField(blank=True)
    name = models.TextField(blank=True)
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )

    class Meta:
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return self.name or self.ref
