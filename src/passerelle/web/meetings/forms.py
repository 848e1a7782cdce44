"""Forms of meetings. What people type goes to the actions as it is: these know what is possible and say why not."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.models import Meeting, MeetingDecision
from passerelle.web.ledger.forms import DAY, WHO, text_field, tlp_field

_LANGUAGES = [
    ("", "—"),
    *((code, get_language_info(code)["name_local"].capitalize()) for code in ("fr", "vi", "en")),
]


class MeetingForm(forms.Form):
    """What is noted of a meeting or a visit; who takes part is asked beside it."""

    title = text_field(Meeting, "title", required=True)
    visit = forms.BooleanField(label=_("It is a visit"), required=False)
    held_on = text_field(Meeting, "held_on", required=True, help_text=DAY)
    until = text_field(Meeting, "until", help_text=_("Of what lasts longer than a day"))
    place = text_field(Meeting, "place")
    tlp = tlp_field()
    language = forms.ChoiceField(label=_("Written in"), choices=_LANGUAGES, required=False)
    agenda = text_field(Meeting, "agenda", long=True)
    minutes = text_field(Meeting, "minutes", long=True, help_text=_("Once it was held"))

    actors = ()


class DecisionForm(forms.Form):
    """What was decided, who is to do it and until when. `owner` is a name of the directory."""

    text = text_field(MeetingDecision, "text", long=True, required=True, help_text=_("What is to be done"))
    owner = text_field(MeetingDecision, "owner", help_text=WHO)
    person = text_field(MeetingDecision, "person", help_text=_("Who answers for it, by name"))
    due = text_field(MeetingDecision, "due", help_text=DAY)

    actors = ("owner",)
