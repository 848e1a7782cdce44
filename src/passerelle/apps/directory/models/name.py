from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models.actor import Actor
from passerelle.core.text.folding import fold


class NameKind(models.TextChoices):
    LABEL = "label", _("name")
    ALIAS = "alias", _("other name")
    ACRONYM = "acronym", _("acronym")
    FORMER = "former", _("former name")


class Name(models.Model):
    """One written name of an open actor, in a language or in every one, for a time or for all time."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=300)
    folded = models.CharField(max_length=400, db_index=True)
    language = models.CharField(_("language"), max_length=8, blank=True)  # ISO 639; "" is every language
    kind = models.CharField(_("kind"), max_length=8, choices=NameKind.choices, default=NameKind.ALIAS)
    since = models.CharField(_("since"), max_length=10, blank=True)  # ISO 8601, as precise as known
    until = models.CharField(_("until"), max_length=10, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["actor", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "text", "language", "kind"], name="name_once_an_actor"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(self.text)[:400]
        super().save(*args, **kwargs)
