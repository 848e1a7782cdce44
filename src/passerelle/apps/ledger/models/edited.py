from django.conf import settings
from django.db import models


class Edited(models.Model):
    """Something that people edit: `version` counts, so that whoever comes second is told."""

    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
