from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor


class FactKind(models.TextChoices):
    NAME = "name", _("name")
    MANDATE = "mandate", _("mandate")
    RELATION = "relation", _("relation")


class Removal(models.Model):
    """A name, mandate or relation that a person took from the directory: it can be put back, and no register may.

    `fact` holds its columns; `actor` is whom it is of, `other` a mandate's organisation or the second of a relation.
    """

    kind = models.CharField(max_length=8, choices=FactKind.choices)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="removals")
    other = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="removals_with"
    )
    fact = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="removal_undone_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(kind="name", other__isnull=True) | (~Q(kind="name") & Q(other__isnull=False)),
                name="removal_of_a_name_or_between_two",
            ),
        ]
        indexes = [models.Index(fields=["actor", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.actor_id} {self.other_id or ''}".strip()
