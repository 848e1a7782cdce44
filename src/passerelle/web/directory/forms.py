"""Forms of the directory: taking a candidate in, giving a name, a mandate, a relation."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.apps.directory.actions.names import NewName
from passerelle.apps.directory.models import NameKind, RelationKind
from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.starter import country_codes
from passerelle.web.frame.templatetags.desk import country_name, language_name

_DAY = _("2025, 2025-05 or 2025-05-13")
_LANGUAGES = ("fr", "vi", "en", "de", "es", "it", "ja", "ko", "zh", "pt", "nl", "ru", "he", "hi")


def countries() -> list[tuple[str, str]]:
    """Return the countries by name in the language of the screen, none first."""
    named = sorted(((code, country_name(code)) for code in country_codes()), key=lambda one: one[1])
    return [("", "—"), *named]


def _languages() -> list[tuple[str, str]]:
    return [("", _("Every language")), *((code, language_name(code)) for code in _LANGUAGES)]


class AcceptForm(forms.Form):
    """Under which names a candidate enters the directory, as what, and of which country."""

    text = forms.CharField(label=_("Name"), max_length=300)
    fr = forms.CharField(label=_("Name in French"), max_length=300, required=False)
    vi = forms.CharField(label=_("Name in Vietnamese"), max_length=300, required=False)
    en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(ACTOR_KINDS.items()))
    country = forms.ChoiceField(label=_("Country"), choices=countries, required=False)

    def __init__(self, *args, entry, **kwargs) -> None:
        candidate = entry.candidate
        kwargs.setdefault(
            "initial", {"text": entry.name, "kind": candidate.kind, "country": candidate.country}
        )
        kwargs.setdefault("auto_id", f"accept-{candidate.pk}-%s")
        super().__init__(*args, **kwargs)

    def given(self) -> dict:
        """Return what `accept_candidate` takes."""
        values = self.cleaned_data
        names = [NewName(values["text"])]
        names += [NewName(values[code], language=code) for code in ("fr", "vi", "en") if values[code]]
        return {"names": names, "kind": values["kind"], "country": values["country"]}


class NameForm(forms.Form):
    """One more name of an actor."""

    text = forms.CharField(label=_("Name"), max_length=300)
    language = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)
    kind = forms.ChoiceField(label=_("Kind of name"), choices=NameKind.choices, initial=NameKind.ALIAS)
    since = forms.CharField(label=_("Since"), max_length=10, required=False, help_text=_DAY)
    until = forms.CharField(label=_("Until"), max_length=10, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=500, required=False, help_text=_("Where this can be checked")
    )

    def given(self) -> NewName:
        values = self.cleaned_data
        return NewName(values["text"], values["language"], values["kind"], values["since"], values["until"])


class MandateForm(forms.Form):
    """An office: held by whom, or where, is the other side of the mandate."""

    other = forms.CharField(max_length=250)
    office = forms.CharField(label=_("Office in English"), max_length=200)
    office_fr = forms.CharField(label=_("Office in French"), max_length=200, required=False)
    office_vi = forms.CharField(label=_("Office in Vietnamese"), max_length=200, required=False)
    since = forms.CharField(label=_("Since"), max_length=10, required=False, help_text=_DAY)
    until = forms.CharField(label=_("Until"), max_length=10, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=500, required=False, help_text=_("Where this can be checked")
    )

    def __init__(self, *args, person: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = pgettext_lazy("actor", "Organisation") if person else _("Person")
        self.fields["other"].help_text = _("Its name, or its identifier in the directory")


class RelationForm(forms.Form):
    """How an actor stands to another, for a time."""

    kind = forms.ChoiceField(label=_("It is"), choices=RelationKind.choices)
    other = forms.CharField(
        label=_("Of whom"), max_length=250, help_text=_("Its name, or its identifier in the directory")
    )
    since = forms.CharField(label=_("Since"), max_length=10, required=False, help_text=_DAY)
    until = forms.CharField(label=_("Until"), max_length=10, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=500, required=False, help_text=_("Where this can be checked")
    )
