"""How a feed is, in a word and a sentence."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.library.models import Source
from passerelle.apps.library.queries.jobs import feed_sentence

SILENCE = timedelta(days=30)  # without a new entry, after which a feed that answers counts as silent


@dataclass(frozen=True, slots=True)
class Health:
    """`tone` is the colour of the word: good, warn, bad, or none."""

    tone: str
    word: str | Promise
    sentence: str | Promise = ""


def health_of(feed: Source, language: str, now: datetime) -> Health:
    """Return how a feed is, worst first."""
    if not feed.active:
        return Health("", pgettext("feed", "Switched off"))
    if feed.failures:
        return Health("bad", pgettext("feed", "In trouble"), feed_sentence(feed, language))
    if feed.succeeded_at is None:
        return Health("", pgettext("feed", "Not checked yet"))
    if feed.latest_entry_at and feed.latest_entry_at < now - SILENCE:
        return Health(
            "warn", pgettext("feed", "Silent"), _("It answers, but has published nothing for a month.")
        )
    return Health("good", pgettext("feed", "Healthy"))
