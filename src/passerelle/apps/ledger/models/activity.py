from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.edited import Edited
from passerelle.apps.ledger.models.iati_import import IatiImport
from passerelle.apps.ledger.models.owned import Owned
from passerelle.core.text.folding import fold


def key_of(identifier: str) -> str:
    """Return the key of what a file calls so: itself, and never one of our own numbers, which begin with one #."""
    return f"#{identifier}" if identifier.startswith("#") else identifier


class Activity(Owned, Edited):
    """An activity of IATI: one that a file told (`source`), or one that an organisation records itself.

    `record` is XML that stands for itself, `digest` that of its text; both are empty where nothing was taken in. Codes
    are those of IATI's lists; days and amounts here and in the rows beneath are as they were stated. One of a file
    without an identifier is told apart by its digest. `parents` are identifiers as the file says them, `parent` an
    activity of the ledger. `shares` are what a person said where nobody else does; empty, nobody did.
    """

    identifier = models.CharField(max_length=500, blank=True)
    reporter = models.CharField(max_length=500, blank=True)
    title = models.TextField(_("title"), blank=True)
    folded = models.TextField(blank=True)  # titles and identifier, by which it is found
    title_language = models.CharField(max_length=3, blank=True)
    other_titles = models.TextField(blank=True)  # in other languages, as a file tells them, one a line
    description = models.TextField(_("description"), blank=True)
    status = models.TextField(_("status"), blank=True)
    starts = models.CharField(_("begins"), max_length=10, blank=True)
    ends = models.CharField(_("ends"), max_length=10, blank=True)
    currency = models.TextField(_("currency"), blank=True)  # where an amount names none
    countries = models.JSONField(_("countries"), default=list, blank=True)  # ISO 3166-1, that receive
    shares = models.JSONField(
        _("shares of the countries"), default=dict, blank=True
    )  # country → percent, as text
    technologies = models.JSONField(_("technologies"), default=list, blank=True)
    parents = models.JSONField(default=list, blank=True)  # identifiers of the activities it is a part of
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts",
        verbose_name=_("part of"),
    )  # fmt: skip
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="activities",
        verbose_name=_("agreement"),
    )  # fmt: skip
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="activities",
        verbose_name=_("commitment"),
    )  # fmt: skip
    record = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    source = models.ForeignKey(
        IatiImport, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
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
                condition=Q(identifier="", source__isnull=False),
                name="activity_without_identifier_once",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True, record="", identifier="")
                | Q(source__isnull=False) & ~Q(record=""),
                name="activity_of_a_file_or_of_ours",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "tlp"]),
            models.Index(fields=["version", "updated_at"]),  # what a process holds in memory is compared with
        ]

    @property
    def ours(self) -> bool:
        """Whether the organisation records it itself."""
        return self.source_id is None

    @property
    def called(self) -> str:
        """What other activities and flows name it by: its identifier, else its number in the ledger."""
        return key_of(self.identifier) or f"#{self.pk}"

    def save(self, **options: Any) -> None:
        self.fold()
        if (fields := options.get("update_fields")) and "title" in fields:
            options["update_fields"] = {*fields, "folded"}
        super().save(**options)

    def fold(self) -> None:
        """Renew what it is found by."""
        self.folded = fold(f"{self.title} {self.identifier} {self.other_titles}".rstrip())

    def __str__(self) -> str:
        return self.title[:300] or self.identifier or self.called
