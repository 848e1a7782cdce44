from django.db import models
from django.db.models import Q

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.iati_import import IatiImport
from passerelle.apps.ledger.models.owned import Owned


class OrganisationReport(Owned):
    """What an organisation reports of itself in a file of IATI: the whole record, and what is looked for in it.

    `record` is XML that stands for itself, `digest` that of its text. One without an identifier is told apart by its
    digest.
    """

    identifier = models.CharField(max_length=500, blank=True)
    reporter = models.CharField(max_length=500, blank=True)
    name = models.TextField(blank=True)
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    currency = models.TextField(blank=True)  # where an amount names none
    record = models.TextField()
    digest = models.CharField(max_length=64)
    source = models.ForeignKey(IatiImport, on_delete=models.PROTECT, related_name="reports")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reporter", "identifier"],
                condition=~Q(identifier=""),
                name="organisation_report_once_a_reporter",
            ),
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=Q(identifier=""),
                name="organisation_report_without_identifier_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "tlp"])]

    def __str__(self) -> str:
        return self.name[:300] or self.identifier
