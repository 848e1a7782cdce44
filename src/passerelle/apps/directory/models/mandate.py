from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor


class Mandate(models.Model):
    """An office that a person holds in an organisation, from a day to a day: offices pass from one to the next."""

    person = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="office_holders")
    office = models.CharField(_("office"), max_length=200)
    office_fr = models.CharField(_("office in French"), max_length=200, blank=True)
    office_vi = models.CharField(_("office in Vietnamese"), max_length=200, blank=True)
    since = models.CharField(_("since"), max_length=10, blank=True)  # ISO 8601, as precise as known
    until = models.CharField(_("until"), max_length=10, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "office", "since"], name="mandate_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "since"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.office}"

    def office_in(self, language: str) -> str:
        """Return the office in a language of the screens, in English where it is not known."""
        return {"fr": self.office_fr, "vi": self.office_vi}.get(language, "") or self.office
