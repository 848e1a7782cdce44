from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.edited import Edited
from passerelle.apps.ledger.models.owned import Owned
from passerelle.core.events.spans import days
from passerelle.core.text.folding import fold


class Meeting(Owned, Edited):
    """A meeting or a visit: what is to be talked about, who takes part, and the minutes afterwards.

    Dates are ISO 8601, as precise as known; `until` is the last day of what lasts longer than one.
    """

    title = models.CharField(_("title"), max_length=500)
    folded = models.TextField(blank=True)  # title and place, folded
    language = models.CharField(_("language"), max_length=8, blank=True)
    held_on = models.CharField(_("date"), max_length=10)
    until = models.CharField(_("last day"), max_length=10, blank=True)
    first_day = models.DateField(editable=False)  # the days that the dates may mean
    last_day = models.DateField(editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    visit = models.BooleanField(_("visit"), default=False)
    agenda = models.TextField(_("agenda"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    called_off = models.BooleanField(_("called off"), default=False)

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(condition=~Q(held_on=""), name="meeting_has_a_day"),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="meeting_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "tlp"]), models.Index(fields=["last_day", "id"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(f"{self.title} {self.place}")
        first, last = days(self.held_on), days(self.until or self.held_on)
        if first is None or last is None:
            raise ValueError(f"not a date: {self.held_on!r} {self.until!r}")
        self.first_day, self.last_day = date.fromordinal(first.first), date.fromordinal(last.last)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded", "first_day", "last_day"}
        super().save(*args, **kwargs)
