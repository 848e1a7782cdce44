from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models.document import Document
from passerelle.apps.library.models.source import Source


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """A list of documents to read in the background. Its items carry the progress, so it resumes after a crash."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="jobs")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)  # last sign of life of its worker
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.title


class JobItem(models.Model):
    """One document to be: an address to fetch, or bytes already in the archive. Decided once, in one transaction."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READ = "read", _("Read")
        NOT_READ = "not_read", _("Kept, not read")
        KNOWN = "known", _("Already in the library")
        REFUSED = "refused", _("Refused")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    address = models.CharField(max_length=2000, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # bytes waiting in the archive
    media_type = models.CharField(max_length=100, blank=True)
    given = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal_details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="job_item_once")]
        indexes = [models.Index(fields=["job", "state", "position"])]

    def __str__(self) -> str:
        return self.name
