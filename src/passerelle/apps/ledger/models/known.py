from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class KnownRows(models.QuerySet):
    """Rows that are added and withdrawn, never changed and never deleted."""

    def known(self, day: date | None = None) -> Self:
        """Return those that stood at the end of a day, as the desk knew them then; by default those that stand."""
        if day is None:
            return self.filter(withdrawn_on__isnull=True)
        return self.exclude(known_on__gt=day).exclude(withdrawn_on__lte=day)


class Known(models.Model):
    """Something that the desk knew from one day on, and until another when it was withdrawn or corrected."""

    known_on = models.DateField(_("known on"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = KnownRows.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
                name="%(class)s_withdrawn_by_whom_and_when",
            ),
        ]
