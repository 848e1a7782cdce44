from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models.document import Document
from passerelle.apps.library.models.marking import Marked
from passerelle.apps.library.models.source import Source


class JobKind(models.TextChoices):
    ADD = "add", _("Add documents")
    REREAD = "reread", _("Read again")


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")


class Job(Marked):
    """A list of documents to read in the background. Its items carry the progress: it resumes after a crash.

    Its marking is the one its documents receive. Reading again has no source: the documents have theirs.
    """

    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=10, choices=JobKind.choices, default=JobKind.ADD)
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
    """One document to be: an address to fetch, or bytes in the archive. Settled once, in one transaction.

    In a job that reads again, `document` is there from the start.
    """

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
    attempts = models.PositiveSmallIntegerField(default=0)  # how often a worker began it
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal_details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="job_item_once")]
        indexes = [models.Index(fields=["job", "state", "position"])]

    def __str__(self) -> str:
        return self.name
