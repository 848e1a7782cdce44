from django.conf import settings
from django.db import models

from passerelle.apps.ledger.models.owned import Owned


class IatiImport(Owned):
    """How far a file of IATI was taken in. Records are counted in the transaction that writes them, so it resumes.
    Its marking is the one its activities receive.
    """

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    records_done = models.PositiveIntegerField(default=0)
    done = models.BooleanField(default=False)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)  # line, code, details; words come with the reader
    faults_count = models.PositiveIntegerField(default=0)
    shares = models.JSONField(default=dict, blank=True)  # what was answered of countries without shares
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="iati_import_once_a_file")
        ]

    def __str__(self) -> str:
        return self.name
