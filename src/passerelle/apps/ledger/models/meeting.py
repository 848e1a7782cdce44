from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.edited import Edited
from passerelle.apps.ledger.models.owned import Owned


class Meeting(Owned, Edited):
    """A meeting or a visit: what is to be talked about, who takes part, and the minutes afterwards."""

    title = models.CharField(_("title"), max_length=500)
    held_on = models.CharField(_("date"), max_length=10)  # ISO 8601, as precise as known
    place = models.CharField(_("place"), max_length=200, blank=True)
    visit = models.BooleanField(_("visit"), default=False)
    agenda = models.TextField(_("agenda"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(condition=~Q(held_on=""), name="meeting_has_a_day"),
        ]
        indexes = [models.Index(fields=["organisation", "tlp"])]

    def __str__(self) -> str:
        return self.title
