from django.db import models
from django.db.models import Q

from passerelle.apps.ledger.models.iati_import import IatiImport
from passerelle.apps.ledger.models.owned import Owned


class Activity(Owned):
    """An activity that a file of IATI told: the whole record as it stood there, and what is looked for in it.

    `record` is XML that stands for itself, `digest` that of its text. Codes are those of IATI's lists, days and
    amounts here and in the rows beneath are as the file stated them. One without an identifier is told apart by
    its digest.
    """

    identifier = models.CharField(max_length=500, blank=True)
    reporter = models.CharField(max_length=500, blank=True)
    title = models.TextField(blank=True)
    status = models.TextField(blank=True)
    currency = models.TextField(blank=True)  # where an amount names none
    parents = models.JSONField(default=list, blank=True)  # identifiers of the activities it is a part of
    record = models.TextField()
    digest = models.CharField(max_length=64)
    source = models.ForeignKey(IatiImport, on_delete=models.PROTECT, related_name="activities")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reporter", "identifier"],
                condition=~Q(identifier=""),
                name="activity_once_a_reporter",
            ),
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=Q(identifier=""),
                name="activity_without_identifier_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "tlp"])]

    def __str__(self) -> str:
        return self.title[:300] or self.identifier
