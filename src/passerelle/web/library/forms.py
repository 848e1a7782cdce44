"""Forms of the library: correcting or adding a claim, marking a document, saving a search."""

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.labels import ATTRIBUTES, INSTRUMENTS, STATUSES, TECHNOLOGIES, TYPES
from passerelle.apps.library.models import Claim, Document, Reliability, Tlp
from passerelle.apps.library.units import unit_name, units_named
from passerelle.apps.library.written_values import shown_name, written_place
from passerelle.core.reading.model import CLAIM_TYPES
from passerelle.core.reading.model import STATUSES as STATUSES_OF
from passerelle.web.frame.templatetags.desk import country_code

_TEXTS = ("date", "place", "speaker", "instrument", "quantity_unit", "quantity_by", "quantity_of")


class ClaimForm(forms.Form):
    """Any attribute of a claim, and the words that state it.

    `words` are looked for in the text, nearest to where the claim stood; `start` and `end` come with a selection.
    """

    type = forms.ChoiceField(label=ATTRIBUTES["type"], choices=[(key, TYPES[key]) for key in CLAIM_TYPES])
    status = forms.ChoiceField(
        label=ATTRIBUTES["status"],
        choices=[
            (TYPES[key], [(status, STATUSES[status]) for status in STATUSES_OF[key]]) for key in CLAIM_TYPES
        ],
    )
    words = forms.CharField(
        label=_("Words that state it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Select them in the text, or copy them here exactly."),
        strip=False,
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    parties = forms.MultipleChoiceField(
        label=ATTRIBUTES["parties"], required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    people = forms.MultipleChoiceField(
        label=ATTRIBUTES["people"], required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    technologies = forms.MultipleChoiceField(
        label=ATTRIBUTES["technologies"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(TECHNOLOGIES.items()),
    )
    date = forms.CharField(
        label=ATTRIBUTES["date"],
        required=False,
        help_text=_("2025, 2025-05, 2025-05-13, or a span such as 2025/2030"),
    )
    place = forms.CharField(
        label=ATTRIBUTES["place"], required=False, help_text=_("A country or another place")
    )
    quantity_value = forms.FloatField(label=ATTRIBUTES["quantity_value"], required=False)
    quantity_unit = forms.CharField(
        label=ATTRIBUTES["quantity_unit"],
        required=False,
        help_text=_("A currency's three letters, %, or a noun"),
    )
    quantity_by = forms.CharField(label=ATTRIBUTES["quantity_by"], required=False)
    quantity_of = forms.CharField(label=ATTRIBUTES["quantity_of"], required=False, max_length=200)
    instrument = forms.ChoiceField(
        label=ATTRIBUTES["instrument"], required=False, choices=[("", "—"), *INSTRUMENTS.items()]
    )
    speaker = forms.ChoiceField(label=ATTRIBUTES["speaker"], required=False, choices=())
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args, document: Document, actors: list[dict], claim: Claim | None = None, **kwargs
    ) -> None:
        self.document, self.claim = document, claim
        if claim is not None:
            kwargs.setdefault("initial", self._from(claim))
        super().__init__(*args, **kwargs)
        people = [(a["id"], shown_name(a)) for a in actors if a["kind"] == "person"]
        others = [(a["id"], shown_name(a)) for a in actors if a["kind"] != "person"]
        # What the claim names already is offered even when the latest reading no longer finds it.
        self.fields["parties"].choices = _with(others, claim.parties if claim else [])
        self.fields["people"].choices = _with(people, claim.people if claim else [])
        speaker = [claim.speaker] if claim and claim.speaker else []
        self.fields["speaker"].choices = [("", "—"), *_with(people + others, speaker)]

    @staticmethod
    def _from(claim: Claim) -> dict:
        names = ("type", "status", "parties", "people", "technologies", "quantity_value", *_TEXTS)
        known = {name: getattr(claim, name) for name in names}
        known |= {"quantity_unit": unit_name(claim.quantity_unit, claim.quantity_value)}
        known |= {"place": written_place(claim.place)}
        return known | {"words": claim.quote, "start": claim.start, "end": claim.end, "seen": claim.token}

    def clean_quantity_unit(self) -> str:
        """A unit may be written in the reader's own words; one that stays as it was is not confused with its like."""
        given = self.cleaned_data["quantity_unit"]
        units = units_named(given)
        if self.claim and self.claim.quantity_unit in units:
            return self.claim.quantity_unit
        return units[0] if units else given

    def clean_place(self) -> str:
        """A country may be written by its name; a claim keeps its two letters."""
        return country_code(self.cleaned_data["place"])

    def clean(self) -> dict:
        cleaned = super().clean()
        words = (cleaned.get("words") or "").replace("\r\n", "\n")
        start, end = cleaned.get("start"), cleaned.get("end")
        text = self.document.text
        if start is not None and end is not None and text[start:end] == words:
            return cleaned
        found = nearest(text, words.strip(), self.claim.start if self.claim else 0)
        if words and found is None:
            self.add_error(
                "words", _("These words do not stand in the text. Copy them exactly, or select them there.")
            )
        elif found is not None:
            cleaned["start"], cleaned["end"] = found
        return cleaned

    def changes(self) -> dict:
        """Return the attributes as the actions take them."""
        names = ("type", "status", "parties", "people", "technologies", "quantity_value", *_TEXTS)
        return {name: self.cleaned_data[name] for name in names}


def _with(choices: list[tuple[str, str]], ids: list[str]) -> list[tuple[str, str]]:
    known = {key for key, _label in choices}
    return [*choices, *((one, one) for one in ids if one not in known)]


def nearest(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Return where `words` stand in `text`, the occurrence closest to offset `near`."""
    if not words:
        return None
    before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
    if max(before, after) < 0:
        return None
    start = min((place for place in (before, after) if place >= 0), key=lambda place: abs(place - near))
    return start, start + len(words)


class MarkingForm(forms.Form):
    tlp = forms.ChoiceField(label="TLP", choices=Tlp.choices)
    reliability = forms.ChoiceField(label=_("Reliability"), choices=Reliability.choices)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    published = forms.CharField(
        label=_("Published"), required=False, max_length=10, help_text=_("2025, 2025-05 or 2025-05-13")
    )


class SaveSearchForm(forms.Form):
    name = forms.CharField(label=_("Name of this search"), max_length=100)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
