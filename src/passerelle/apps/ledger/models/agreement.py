from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models.edited import Edited
from passerelle.apps.ledger.models.owned import Owned
from passerelle.core.text.folding import fold


class Agreement(Owned, Edited):
    """What parties agreed: the instrument, when it was signed, is in force and ends, and where it stands written.

    Dates are ISO 8601, as precise as known. `reference` is what the table calls it that it was imported from.
    An agreement joined into another leads there.
    """

    reference = models.CharField(_("reference"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=500)
    folded = models.TextField(blank=True)  # title and what else is looked for, folded
    title_language = models.CharField(_("language"), max_length=8, blank=True)
    instrument = models.CharField(_("instrument"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    technologies = models.JSONField(_("technologies"), default=list, blank=True)
    signed = models.CharField(_("signed on"), max_length=10, blank=True)
    in_force = models.CharField(_("in force since"), max_length=10, blank=True)
    ends = models.CharField(_("ends on"), max_length=10, blank=True)
    ended = models.CharField(_("ended on"), max_length=10, blank=True)
    amount = models.CharField(_("amount as stated"), max_length=500, blank=True)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    last_verified = models.CharField(_("last verified"), max_length=10, blank=True)
    note = models.CharField(_("note"), max_length=2000, blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("part of"),
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )

    class Meta:
        ordering = ["-signed", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agreement_has_a_title"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="agreement_not_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | ~Q(joined_into=F("id")),
                name="agreement_not_joined_into_itself",
            ),
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=~Q(reference=""),
                name="agreement_once_a_reference",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "tlp"]), models.Index(fields=["-signed", "id"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(" ".join((self.title, self.reference)))
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)
