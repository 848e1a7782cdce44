"""Forms of the ledger. What people type goes to the actions as it is: these know what is possible and say why not."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Agreement, Commitment
from passerelle.apps.ledger.models.agreement_party import PartyRole
from passerelle.apps.library.labels import INSTRUMENTS, TECHNOLOGIES
from passerelle.apps.library.models import Tlp
from passerelle.apps.library.units import unit_name, unit_written
from passerelle.core.commitments.stages import CONDITIONS, EVIDENCE_KINDS, STAGES

DAY = _("2025, 2025-05 or 2025-05-13")
WHO = _("Its name, or its identifier in the directory")


_label = lazy(labels.column_named, str)


def text_field(model: Any, name: str, *, long: bool = False, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if long else None
    return forms.CharField(
        label=_label(model, name), widget=widget, required=more.pop("required", False), **more
    )


def tlp_field() -> forms.ChoiceField:
    return forms.ChoiceField(label="TLP", choices=Tlp.choices)


def _technologies() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Technologies"),
        choices=list(TECHNOLOGIES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CommitmentForm(forms.Form):
    """What a commitment says of itself. `owner` and `counterpart` are names of the directory."""

    title = text_field(Commitment, "title", required=True)
    kind = forms.ChoiceField(
        label=_label(Commitment, "kind"), choices=[("", "—"), *labels.KINDS.items()], required=False
    )
    agreement = forms.CharField(
        label=_("Agreement"),
        required=False,
        help_text=_("Its reference, or words of its title; empty when it stands under none"),
    )
    owner = text_field(Commitment, "owner", help_text=WHO)
    counterpart = text_field(Commitment, "counterpart", help_text=WHO)
    person = text_field(Commitment, "person", help_text=_("Who answers for it, by name"))
    deliverable = text_field(Commitment, "deliverable", long=True, help_text=_("What is to be done"))
    outcome = text_field(
        Commitment, "outcome", long=True, help_text=_("What will be different when it is done")
    )
    quantity_value = text_field(Commitment, "quantity_value")
    quantity_unit = text_field(
        Commitment,
        "quantity_unit",
        help_text=_("What is counted, in your words: engineers, projects, tonnes"),
    )
    promised = forms.CharField(label=_("Promised on"), required=False, help_text=DAY)
    deadline = text_field(Commitment, "deadline", help_text=DAY)
    budget_amount = text_field(Commitment, "budget_amount", help_text=_("In figures: 1500000"))
    budget_currency = text_field(Commitment, "budget_currency", help_text=_("EUR, USD, VND …"))
    authority = text_field(Commitment, "authority", help_text=_("Who or what empowers the owner to do it"))
    technologies = _technologies()
    tlp = tlp_field()
    note = text_field(Commitment, "note", long=True)

    actors = ("owner", "counterpart")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit: str = self.initial.get("quantity_unit") or ""
        if self._unit:
            self.initial["quantity_unit"] = unit_name(self._unit, self.initial.get("quantity_value"))

    def clean_quantity_unit(self) -> str:
        """A unit is written in the officer's own words; one that is known is kept as what totals group by."""
        return unit_written(self.cleaned_data["quantity_unit"], self._unit)


class AgreementForm(forms.Form):
    """What is noted of an agreement. Parties are names of the directory, one a line."""

    title = text_field(Agreement, "title", required=True)
    parties = forms.CharField(
        label=_("Parties"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("One a line: its name, or its identifier in the directory"),
    )
    instrument = forms.ChoiceField(
        label=_label(Agreement, "instrument"), choices=[("", "—"), *INSTRUMENTS.items()], required=False
    )
    kind = forms.ChoiceField(
        label=_label(Agreement, "kind"), choices=[("", "—"), *labels.KINDS.items()], required=False
    )
    signed = text_field(Agreement, "signed", help_text=DAY)
    in_force = text_field(Agreement, "in_force", help_text=DAY)
    ends = text_field(Agreement, "ends", help_text=DAY)
    amount = text_field(Agreement, "amount")
    address = text_field(Agreement, "address", help_text="https://")
    last_verified = text_field(Agreement, "last_verified", help_text=DAY)
    technologies = _technologies()
    tlp = tlp_field()
    note = text_field(Agreement, "note", long=True)

    actors = ()
    role = PartyRole.PARTY


class EvidenceForm(forms.Form):
    """One thing that shows what became of a commitment: an address, or words; claims are added from their page."""

    kind = forms.ChoiceField(
        label=_("Kind of evidence"), choices=[(code, labels.EVIDENCE_KINDS[code]) for code in EVIDENCE_KINDS]
    )
    on = forms.CharField(label=_("When it happened"), help_text=DAY)
    text = forms.CharField(label=_("What it says"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    address = forms.CharField(label=_("Address"), required=False, help_text="https://")
    independent = forms.BooleanField(label=_("It does not come from the owner"), required=False)


class StepForm(forms.Form):
    """A stage or a condition, when, and the evidence that shows it."""

    to = forms.ChoiceField(label=_("What it came to"))
    on = forms.CharField(label=_("When it happened"), help_text=DAY)
    evidence = forms.MultipleChoiceField(label=_("What shows it"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Note"), required=False)

    def __init__(self, *args: Any, evidence: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [(code, labels.STAGES[code]) for code in STAGES]
        conditions = [(code, labels.CONDITIONS[code]) for code in CONDITIONS]
        self.fields["to"].choices = [(_("Stage"), stages), (_("Out of the ordinary"), conditions)]
        self.fields["evidence"].choices = evidence


class MilestoneForm(forms.Form):
    """A point on the way."""

    title = forms.CharField(label=_("Title"))
    due = forms.CharField(label=_("Due"), required=False, help_text=DAY)
    reached = forms.CharField(label=_("Reached on"), required=False, help_text=DAY)
