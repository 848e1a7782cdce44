"""How a marking and a reliability are offered in the forms of this room."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.models import Reliability, Tlp

WHO_SEES: dict[str, str | Promise] = {
    Tlp.CLEAR: _("everybody with an account"),
    Tlp.GREEN: _("officers of every organisation, and everybody of mine"),
    Tlp.AMBER: _("only my organisation"),
    Tlp.RED: _("only the officers of my organisation"),
}


def tlp_choices() -> list[tuple[str, str]]:
    """Return each marking with who sees what carries it."""
    return [(level.value, f"{level.label} – {WHO_SEES[level]}") for level in Tlp]


def tlp_field(**options) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Marking (Traffic Light Protocol)"), choices=tlp_choices, **options)


def reliability_field(**options) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Reliability (Admiralty code)"), choices=Reliability.choices, **options)
