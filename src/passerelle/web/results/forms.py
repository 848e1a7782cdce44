"""Forms of this room. What people type goes to the actions as it is: these know what is possible and say why not."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.actions.measuring import NUMBERS
from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.models import Activity, Measured, MeasuredKind, Rate
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.models import Tlp

_DATE = _("2025, 2025-05 or 2025-05-13")
_DAY = _("The very day: 2025-05-13")
_WHO = _("Its name, or its identifier in the directory")
_WHERE = _("The address of a claim or document of the desk, or of a web page")
_label = lazy(labels.column_named, str)


def _text(label: Any, *, long: bool = False, needed: bool = False, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if long else None
    return forms.CharField(label=label, widget=widget, required=needed, **more)


def _number(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)


def _who(label: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, widget=widget, required=False, help_text=_("One a line: its name, or its identifier")
    )


class PlacedForm(forms.Form):
    """What the desk says of any activity. `agreement` and `commitment` are addresses or numbers of the ledger."""

    technologies = forms.MultipleChoiceField(
        label=_("Technologies"),
        choices=list(TECHNOLOGIES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shares = _text(
        _label(Activity, "shares"),
        help_text=_("Where several countries receive and nobody says how much each: VN 60, FR 40"),
    )
    agreement = _text(_label(Activity, "agreement"), help_text=_("Its number, or the address of its page"))
    commitment = _text(_label(Activity, "commitment"), help_text=_("Its number, or the address of its page"))
    tlp = forms.ChoiceField(label="TLP", choices=Tlp.choices)


class ActivityForm(PlacedForm):
    """What an organisation says of its own activity. Who takes part: a field a role, names of the directory."""

    title = _text(_label(Activity, "title"), needed=True)
    description = _text(_label(Activity, "description"), long=True)
    starts = _text(_label(Activity, "starts"), needed=True, help_text=_DATE)
    ends = _text(_label(Activity, "ends"), help_text=_DATE)
    status = forms.ChoiceField(label=_label(Activity, "status"), choices=list(wording.STATUSES.items()))
    funding = _who(_("Who funds it"))
    accountable = _who(_("Who answers for it"))
    extending = _who(_("Who passes the means on"))
    implementing = _who(_("Who carries it out"))
    countries = _text(_label(Activity, "countries"), help_text=_("The letters of each: VN, FR"))
    currency = _text(_label(Activity, "currency"), help_text=_("EUR, USD, VND …"))
    parent = _text(
        _label(Activity, "parent"), help_text=_("The number of the programme, or the address of its page")
    )

    roles = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
    field_order = (
        "title", "description", "starts", "ends", "status", "funding", "accountable", "extending", "implementing",
        "countries", "shares", "currency", "parent", "agreement", "commitment", "technologies", "tlp",
    )  # fmt: skip


class SourcedForm(forms.Form):
    """A figure with where it stands."""

    source = _text(_("Where it stands"), help_text=_WHERE)
    said = _text(_("What it says"))


class BudgetForm(SourcedForm):
    """What is planned to be spent in a period."""

    starts = _text(_("From"), needed=True, help_text=_DATE)
    ends = _text(_("To"), needed=True, help_text=_DATE)
    amount = _number(_("Amount"), help_text=_("In figures: 1500000"))
    currency = _text(_label(Activity, "currency"), help_text=_("EUR, USD, VND …"))
    type = forms.ChoiceField(label=_("Budget"), choices=list(wording.BUDGET_TYPES.items()))
    status = forms.ChoiceField(
        label=_label(Activity, "status"), choices=list(wording.BUDGET_STATUSES.items())
    )
    field_order = ("starts", "ends", "amount", "currency", "type", "status", "source", "said")


class TransactionForm(SourcedForm):
    """Money that was committed or moved. `provider` and `receiver` are names of the directory."""

    type = forms.ChoiceField(
        label=_("Kind"),
        choices=[(code, wording.TRANSACTIONS[code]) for code in ("2", "3", "4", "1", "11", "12", "13")],
    )
    on = _text(_("Day"), needed=True, help_text=_DAY)
    amount = _number(_("Amount"), help_text=_("In figures: 1500000"))
    currency = _text(_label(Activity, "currency"), help_text=_("EUR, USD, VND …"))
    provider = _text(_("Who pays"), help_text=_WHO)
    receiver = _text(_("Who is paid"), help_text=_WHO)
    other = _text(
        _("The other activity"),
        help_text=_("That pays or is paid, so that the money is counted once: its number, or its page"),
    )
    field_order = ("type", "on", "amount", "currency", "provider", "receiver", "other", "source", "said")
    actors = ("provider", "receiver")


class IndicatorForm(forms.Form):
    """What is measured, of which result."""

    title = _text(_("What is measured"), needed=True, help_text=_("Such as: semiconductor engineers trained"))
    measure = forms.ChoiceField(
        label=_("Measured as"), choices=[(code, wording.MEASURES[code]) for code in NUMBERS]
    )
    result = forms.ChoiceField(label=_("Kind of result"), choices=list(wording.RESULTS.items()))
    result_title = _text(_("The result"), help_text=_("When it has a name of its own"))
    ascending = forms.TypedChoiceField(
        label=_("What is better"),
        choices=[("1", _("More is better")), ("0", _("Less is better"))],
        coerce=lambda given: given == "1",
    )


class FigureForm(SourcedForm):
    """A baseline, a target or an actual."""

    kind = forms.ChoiceField(label=_("Figure"), choices=MeasuredKind.choices)
    value = _number(_label(Measured, "value"), help_text=_("In figures: 50000"))
    ends = _text(_("On, or by"), needed=True, help_text=_DATE)
    starts = _text(_("Counted from"), help_text=_("Where the period begins, when that is said"))
    dimensions = _text(
        _("Of which part"), help_text=_("Only when it is not the whole: sex: women, or place: Hanoi")
    )
    field_order = ("kind", "value", "ends", "starts", "dimensions", "source", "said")


class RateForm(forms.Form):
    """One unit of a currency was worth this much of another on a day."""

    currency = _text(_("One unit of"), needed=True, help_text="EUR")
    value = _number(_("Was worth"), help_text=_("In figures: 26500 or 0.92"))
    base = _text(_("Of"), needed=True, help_text="VND")
    on = _text(_label(Rate, "on"), needed=True, help_text=_DAY)
    source = _text(_("Who says so"), needed=True, help_text=_("A central bank, a treasury, an address"))
