from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor


class RelationKind(models.TextChoices):
    PART_OF = "part_of", _("part of")
    SUCCESSOR_OF = "successor_of", _("successor of")
    SUBSIDIARY_OF = "subsidiary_of", _("subsidiary of")
    MEMBER_OF = "member_of", _("member of")


class Relation(models.Model):
    """How an actor stands to another, for a time: it is part of it, follows it, belongs to it, is its member."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("kind"), max_length=14, choices=RelationKind.choices)
    other = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="related")
    since = models.CharField(_("since"), max_length=10, blank=True)  # ISO 8601, as precise as known
    until = models.CharField(_("until"), max_length=10, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "kind", "other", "since"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(actor=models.F("other")), name="relation_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_kind_display()} {self.other}"
