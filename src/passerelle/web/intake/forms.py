"""Forms of this room: adding documents, adding a feed, changing a source."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.library.models import Reliability, Source, SourceKind, Tlp
from passerelle.apps.library.queries.jobs import jobs_seen_by
from passerelle.apps.library.queries.sources import own_sources
from passerelle.web.intake.marking import reliability_field, tlp_field
from passerelle.web.intake.uploads import ADDRESSES

PASTED = 1_000_000  # characters

INTERVALS = (
    (15, _("every 15 minutes")),
    (60, _("every hour")),
    (360, _("every 6 hours")),
    (720, _("every 12 hours")),
    (1440, _("every day")),
    (10080, _("every week")),
)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Any number of files as they came, also empty ones: the job's report says what is wrong with each."""

    widget = SeveralFiles

    def clean(self, value):
        return super().clean([file for file in value or [] if file])


class AddForm(forms.Form):
    """Files, addresses and a pasted text, with the source they come from and the marking they receive."""

    files = FilesField(label=_("Files"), required=False)
    addresses = forms.CharField(
        label=_("Web addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "inputmode": "url"}),
        help_text=_("One a line, beginning with http:// or https://"),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    title = forms.CharField(label=_("Title of the text"), required=False, max_length=300)
    published = forms.DateField(
        label=_("Publication date of the text"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("“Yesterday” or “next month” in it are reckoned from this day."),
    )
    source = forms.ModelChoiceField(
        label=_("Source"), queryset=Source.objects.none(), required=False, empty_label=_("A new source…")
    )
    new_source = forms.CharField(
        label=_("Name of the new source"),
        required=False,
        max_length=200,
        help_text=_("Only when it is not in the list above."),
    )
    tlp = tlp_field(required=False)
    reliability = reliability_field(required=False)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = own_sources(user).filter(active=True).order_by("name")
        self.fields["source"].initial = last_source(user) or self.fields["source"].queryset.first()
        self.fields["tlp"].choices = [
            ("", _("As the source; a new one: TLP:GREEN")),
            *self.fields["tlp"].choices,
        ]
        self.fields["reliability"].choices = [
            ("", _("As the source; a new one: F")),
            *self.fields["reliability"].choices,
        ]
        if not self.fields["source"].queryset.exists():
            del self.fields["source"]
            self.fields["new_source"].label = _("Name of the source")
            self.fields["new_source"].help_text = _("A newspaper, a ministry’s site, your own files…")
            self.fields["new_source"].initial = str(user.organisation)

    def clean_addresses(self) -> list[str]:
        addresses = list(dict.fromkeys(self.cleaned_data["addresses"].split()))
        if len(addresses) > ADDRESSES:
            raise ValidationError(_("At most %(most)d addresses at a time.") % {"most": ADDRESSES})
        return addresses

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["new_source"] = " ".join(cleaned.get("new_source", "").split())
        if not self.errors and not (cleaned["files"] or cleaned["addresses"] or cleaned["text"].strip()):
            raise ValidationError(_("Choose files, write addresses or paste a text."))
        if not cleaned.get("source") and not cleaned["new_source"]:
            self.add_error("new_source", _("Choose a source, or name a new one."))
        return cleaned


class FeedForm(forms.Form):
    """A feed and how often to ask it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.URLField(
        label=_("Address of the feed"),
        max_length=2000,
        assume_scheme="https",
        help_text=_("RSS or Atom. Many sites show it behind a link named “RSS” or “Feed”."),
    )
    every_minutes = forms.TypedChoiceField(label=_("Check it"), choices=INTERVALS, coerce=int, initial=60)
    tlp = tlp_field(initial=Tlp.GREEN, help_text=_("Documents from this source receive this marking."))
    reliability = reliability_field(initial=Reliability.F)

    def __init__(self, *args, source: Source | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if source is None:
            return
        if source.kind != SourceKind.FEED:
            del self.fields["address"], self.fields["every_minutes"]
        elif source.every_minutes not in dict(INTERVALS):
            own = (
                source.every_minutes,
                gettext("every %(number)d minutes") % {"number": source.every_minutes},
            )
            self.fields["every_minutes"].choices = [own, *INTERVALS]
        self.initial = {name: getattr(source, name) for name in self.fields}

    def changes(self) -> dict:
        """Return what the person changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def tell(form: forms.Form, error: ValidationError) -> None:
    """Put the complaints of an action beside the fields they are about."""
    complaints = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, messages in complaints.items():
        if field == NON_FIELD_ERRORS and "name" in form.fields:
            form.add_error("name", _("Your organisation has a source of this kind and name already."))
        else:
            form.add_error(field if field in form.fields else None, messages)


def last_source(user: User) -> Source | None:
    """Return the source that the user last added documents to, feeds excepted."""
    jobs = (
        jobs_seen_by(user).filter(created_by=user, source__isnull=False).exclude(source__kind=SourceKind.FEED)
    )
    job = jobs.first()
    return job.source if job else None
