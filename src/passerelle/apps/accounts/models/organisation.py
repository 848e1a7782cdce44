from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """The body that a person works for and that owns what it adds: an embassy, a ministry, an institute."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
