from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models.marking import Marked
from passerelle.apps.library.models.snapshot import Snapshot
from passerelle.apps.library.models.source import Source


class DocumentState(models.TextChoices):
    READ = "read", _("Read")
    NOT_READ = "not_read", _("Not read")  # in a language we do not read: kept and searchable


class Document(Marked):
    """One document of one organisation: a snapshot, and what is known about it.

    The same bytes are one document an organisation: another organisation's copy is a document of its own,
    so that nobody learns from an upload what others hold.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="documents")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(_("name"), max_length=300)
    title = models.CharField(_("title"), max_length=500, blank=True)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    published = models.CharField(_("published"), max_length=10, blank=True)  # ISO 8601, as precise as known
    published_how = models.CharField(max_length=10, blank=True)  # given, metadata, text, address
    published_on = models.DateField(
        null=True, blank=True
    )  # first day of `published`, for sorting and periods
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.READ)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    claims_count = models.PositiveIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)  # claims nobody has decided yet

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "snapshot"], name="document_once_an_organisation"
            ),
        ]
        indexes = [
            models.Index(fields=["-added_at", "-id"]),
            models.Index(fields=["organisation", "tlp"]),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def text(self) -> str:
        return self.snapshot.text
