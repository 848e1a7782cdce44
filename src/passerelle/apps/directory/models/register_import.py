from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterKind(models.TextChoices):
    ROR = "ror", _("Registry of Research Organizations")
    TABLE = "table", _("Table of actors")
    STARTER = "starter", _("Starter pack")


class RegisterImport(models.Model):
    """How far a register was taken in. Lines are counted in the transaction that writes them, so it resumes."""

    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=RegisterKind.choices)
    name = models.CharField(max_length=300)
    lines_done = models.PositiveIntegerField(default=0)
    relating = models.BooleanField(default=False)  # the second pass: who is part of whom
    done = models.BooleanField(default=False)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)  # line, code, details; words come with the reader
    faults_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["digest", "kind"], name="register_import_once_a_file")]

    def __str__(self) -> str:
        return self.name
