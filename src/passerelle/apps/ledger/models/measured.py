from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.ledger.models.indicator import Indicator
from passerelle.apps.ledger.models.known import Known
from passerelle.apps.ledger.models.sourced import Sourced


class MeasuredKind(models.TextChoices):
    BASELINE = "baseline", pgettext("figure", "Baseline")
    TARGET = "target", pgettext("figure", "Target")
    ACTUAL = "actual", pgettext("figure", "Actual")


class Measured(Known, Sourced):
    """A baseline, target or actual that a person entered: added or withdrawn, never changed.

    `starts` and `ends` bound the period that it is of, ISO 8601, as precise as known; `value` is an exact decimal as
    text; `dimensions` are pairs. `known_on` is the day on which the desk knew.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measured")
    kind = models.CharField(_("kind"), max_length=8, choices=MeasuredKind.choices)
    starts = models.CharField(_("from"), max_length=10, blank=True)
    ends = models.CharField(_("on"), max_length=10)
    value = models.CharField(_("value"), max_length=60)
    dimensions = models.JSONField(default=list, blank=True)

    class Meta(Known.Meta):
        ordering = ["indicator", "ends", "pk"]
        constraints = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | Q(document__isnull=False),
                name="measured_claim_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value} {self.ends}"
