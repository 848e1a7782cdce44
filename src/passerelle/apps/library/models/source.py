from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models.marking import Marked


class SourceKind(models.TextChoices):
    FILES = "files", _("Files")
    ADDRESS = "address", _("Web address")
    FEED = "feed", _("Feed")
    STREAM = "stream", _("Standard input")
    STARTER = "starter", _("Starter pack")


class Source(Marked):
    """Where documents come from, with the marking they receive and, for a feed, its health."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind.choices)
    address = models.URLField(_("address"), max_length=2000, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    # Feeds only.
    active = models.BooleanField(_("active"), default=True)
    every_minutes = models.PositiveIntegerField(_("checked every (minutes)"), default=60)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row, now
    error_code = models.CharField(max_length=60, blank=True)
    error_details = models.JSONField(default=dict, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    latest_entry_at = models.DateTimeField(null=True, blank=True)  # "silent since"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="source_once"),
        ]

    def __str__(self) -> str:
        return self.name
