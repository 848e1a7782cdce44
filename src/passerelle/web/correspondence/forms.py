"""Forms of IATI: as whom the organisation reports and what it lets leave, and a file to be taken in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.iati_labels import ORGANISATION_TYPES
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.country_shares import EQUAL, GIVEN, UNALLOCATED
from passerelle.core.commitments.reporting import Reporter
from passerelle.web.directory.forms import countries


class LeavingForm(forms.Form):
    """What the standard asks and the ledger cannot know; the actions say what of it is impossible."""

    ref = forms.CharField(
        label=_("Identifier of your organisation in IATI"),
        help_text=_("Such as XM-DAC-41114. It is remembered."),
        required=False,
    )
    type = forms.ChoiceField(label=_("What it is"), choices=list(ORGANISATION_TYPES.items()))
    name = forms.CharField(label=_("Its name"))
    language = forms.ChoiceField(label=_("Language of the names"), choices=settings.LANGUAGES)
    marking = forms.ChoiceField(
        label=_("The strictest marking that leaves"),
        choices=Tlp.choices,
        help_text=_("Files of IATI are usually published: then only what is CLEAR may leave."),
    )
    country = forms.ChoiceField(
        label=_("Recipient country, where the ledger knows none"),
        choices=countries,
        required=False,
        help_text=_("Empty: told as unspecified."),
    )
    sector = forms.CharField(
        label=_("Sector, where the ledger knows none"),
        required=False,
        help_text=_("Five figures of the DAC, such as 43082 for research. Empty: told as not specified."),
    )
    as_given = forms.BooleanField(
        label=_("Activities that were taken in leave as they stand, even against the rules of the standard"),
        required=False,
    )

    @staticmethod
    def initial_of(reporter: Reporter) -> dict[str, Any]:
        """Return what the organisation said last."""
        kept = ("ref", "type", "name", "language", "country", "sector")
        return {name: getattr(reporter, name) for name in kept} | {"marking": str(Tlp.CLEAR)}

    def reporter(self) -> Reporter:
        """Return as whom the organisation reports."""
        said = self.cleaned_data
        return Reporter(
            said["ref"], said["type"], said["name"], said["language"], said["sector"], said["country"]
        )


class LeavingReportsForm(forms.Form):
    """How far what organisations report of themselves leaves."""

    marking = forms.ChoiceField(
        label=_("The strictest marking that leaves"),
        choices=Tlp.choices,
        help_text=_("Files of IATI are usually published: then only what is CLEAR may leave."),
    )
    as_given = forms.BooleanField(
        label=_("They leave as they were taken in, even against the rules of the standard"), required=False
    )


class TakingForm(forms.Form):
    """A file of IATI, how it is marked, and whether its valid records are wanted without the others."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"})
    )
    tlp = forms.ChoiceField(label="TLP", choices=Tlp.choices, initial=str(Tlp.GREEN))
    shares = forms.ChoiceField(
        label=_("Where an activity names several countries and no shares"),
        choices=[
            ("", _("Ask me")),
            (EQUAL, _("Each country has the same")),
            (GIVEN, _("They have the shares below")),
            (UNALLOCATED, _("It is not divided between them, as the file says")),
        ],
        required=False,
    )
    parts = forms.CharField(
        label=_("Shares of the countries"),
        required=False,
        help_text=_("In percent: VN 60, FR 40. They are for activities of exactly these countries."),
    )
    partly = forms.BooleanField(
        label=_("Take in what is valid, and leave out records with a fault"), required=False
    )
