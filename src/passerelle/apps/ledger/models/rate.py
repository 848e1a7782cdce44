from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Rate(models.Model):
    """One unit of `currency` was worth `value` units of `base` on a day, as an organisation gave it.

    `value` is an exact decimal as text, in no float anywhere.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(_("currency"), max_length=3)
    base = models.CharField(_("in"), max_length=3)
    on = models.DateField(_("day"))
    value = models.CharField(_("worth"), max_length=40)
    source = models.CharField(_("source"), max_length=500)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "currency", "base"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "currency", "base", "on"], name="rate_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(currency=F("base")), name="rate_of_two_currencies"),
        ]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.value} {self.base}"
