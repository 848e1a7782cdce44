from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.ledger.models.edited import Edited
from passerelle.apps.ledger.models.owned import Owned
from passerelle.apps.library.models import Claim
from passerelle.core.text.folding import fold


class Commitment(Owned, Edited):
    """What somebody promised somebody: a deliverable, by a deadline, with a budget, under an agreement or none.

    The columns after `born_of` are derived from its steps and evidence by the actions (see `deriving`), so that
    a list of many need not read them. `quiet_from` and `silent_from` are the days on which it turns quiet and
    silent when nothing independent is heard until then.
    """

    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    title = models.CharField(_("title"), max_length=500)
    folded = models.TextField(blank=True)  # title and what else is looked for, folded
    title_language = models.CharField(_("language"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    owner = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="owes", verbose_name=_("owner")
    )
    counterpart = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="is_owed",
        verbose_name=_("counterpart"),
    )
    person = models.CharField(_("person in charge"), max_length=200, blank=True)
    deliverable = models.CharField(_("deliverable"), max_length=1000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=1000, blank=True)
    authority = models.CharField(_("authority"), max_length=500, blank=True)
    quantity_value = models.FloatField(_("quantity"), null=True, blank=True)
    quantity_unit = models.CharField(_("unit"), max_length=40, blank=True)
    promised = models.CharField(_("promised on"), max_length=10)  # ISO 8601, as precise as known
    deadline = models.CharField(_("deadline"), max_length=10, blank=True)  # ISO 8601, as precise as known
    technologies = models.JSONField(_("technologies"), default=list, blank=True)
    budget_amount = models.DecimalField(
        _("budget"), max_digits=20, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    budget_currency = models.CharField(_("currency"), max_length=3, blank=True)  # ISO 4217
    note = models.CharField(_("note"), max_length=2000, blank=True)
    born_of = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    deadline_last = models.DateField(null=True, blank=True)  # last day that the deadline may mean
    stage = models.CharField(max_length=10, blank=True)
    stage_since = models.CharField(max_length=10, blank=True)
    condition = models.CharField(max_length=10, blank=True)
    condition_since = models.CharField(max_length=10, blank=True)
    last_heard = models.CharField(max_length=10, blank=True)
    quiet_from = models.DateField(null=True, blank=True)
    silent_from = models.DateField(null=True, blank=True)
    hush = models.CharField(max_length=6, default="heard")
    hush_reason = models.CharField(max_length=40, blank=True)
    clarity = models.PositiveSmallIntegerField(default=0)  # how many of the six are held
    revision = models.PositiveBigIntegerField(default=0)  # see Revision

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="commitment_has_a_title"),
            models.CheckConstraint(condition=~Q(promised=""), name="commitment_was_promised_once"),
            models.CheckConstraint(
                condition=Q(budget_amount__isnull=True, budget_currency="")
                | (Q(budget_amount__gte=0) & ~Q(budget_currency="")),
                name="commitment_budget_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(deadline="", deadline_last__isnull=True)
                | (~Q(deadline="") & Q(deadline_last__isnull=False)),
                name="commitment_deadline_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, silent_from__isnull=True)
                | Q(quiet_from__lte=models.F("silent_from")),
                name="commitment_quiet_before_silent",
            ),
        ]
        # Few: each is written anew for every commitment when the rhythms of silence change.
        indexes = [models.Index(fields=["organisation", "tlp"]), models.Index(fields=["revision"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(" ".join((self.title, self.deliverable, self.person)))
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)
