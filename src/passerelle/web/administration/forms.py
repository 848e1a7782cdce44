"""Forms of this room: people, organisations, and what narrows the trail."""

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.accounts.actions import InvalidAccount
from passerelle.apps.accounts.models import Organisation, Role, User
from passerelle.apps.accounts.queries import organisations_open_to
from passerelle.web.administration.verbs import VERBS
from passerelle.web.frame.templatetags.desk import language_name

ROLE_HELP = _(
    "A visitor reads; an officer also adds and reviews; a coordinator also reads the audit trail;"
    " an administrator also manages accounts."
)


def languages() -> list[tuple[str, str]]:
    """The languages of the screens, named as on every other screen."""
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


def family_name_first(form: forms.Form) -> None:
    """Ask for names in the order in which the reader's language writes them."""
    if get_language() == "vi":
        form.order_fields([name for name in form.fields if name == "username"] + ["last_name", "first_name"])


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Letters, digits and @ . + - _, without spaces.")
    )
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(label=_("Email address"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.OFFICER, help_text=ROLE_HELP)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(label=_("Language of the screens"), choices=languages)

    def __init__(self, *args, administrator: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_open_to(administrator).distinct()
        self.fields["organisation"].initial = administrator.organisation_id
        self.fields["language"].initial = administrator.language
        family_name_first(self)


class ChangeForm(forms.Form):
    """What may be changed of an account."""

    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(label=_("Email address"), required=False)
    language = forms.ChoiceField(label=_("Language of the screens"), choices=languages)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, help_text=ROLE_HELP)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    active = forms.BooleanField(
        label=_("May sign in"),
        required=False,
        help_text=_("An account that is closed keeps its name beside what it did."),
    )

    def __init__(self, *args, administrator: User, person: User, **kwargs) -> None:
        initial = {"organisation": person.organisation_id, "active": person.is_active}
        initial |= {
            name: getattr(person, name) for name in ("first_name", "last_name", "email", "language", "role")
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["organisation"].queryset = organisations_open_to(administrator).distinct()
        family_name_first(self)

    def changes(self) -> dict:
        """Return what the administrator changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class OrganisationForm(forms.Form):
    """A new organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        territories = Locale.parse(get_language() or "en").territories
        countries = [(code, name) for code, name in territories.items() if len(code) == 2 and code != "ZZ"]
        countries.sort(key=lambda country: country[1])
        self.fields["country"].choices = [("", pgettext("country", "None")), *countries]


class RenameForm(forms.Form):
    """Another name for an organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)


class TrailForm(forms.Form):
    """What narrows the trail; the names are those of its addresses."""

    verb = forms.ChoiceField(label=_("What was done"), required=False)
    actor = forms.ChoiceField(label=pgettext("trail", "Person"), required=False)

    def __init__(self, *args, verbs: list[str], people: list[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [
            ("", _("Anything")),
            *((verb, VERBS.get(verb, verb)) for verb in verbs),
        ]
        self.fields["actor"].choices = [("", _("Anybody")), *((str(one.pk), str(one)) for one in people)]
        for name, label in (("from", pgettext("period", "From")), ("to", pgettext("period", "To"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )


def tell(form: forms.Form, invalid: InvalidAccount) -> None:
    """Put what is wrong with an account beside the field it is about."""
    form.add_error(invalid.field if invalid.field in form.fields else None, str(invalid.message))
