"""The words of events as people read them: value → label."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

ATTRIBUTES = {
    "type": pgettext("event", "Type"),
    "status": pgettext("event", "Status"),
    "date": pgettext("event", "Date"),
    "place": pgettext("event", "Country"),
    "quantity": pgettext("event", "Amount"),
    "instrument": pgettext("event", "Instrument"),
    "parties": pgettext("event", "Parties"),
    "people": pgettext("event", "People"),
    "technologies": pgettext("event", "Technologies"),
}

STATES = {
    "agreed": _("Agreed"),
    "mostly": _("Most say so"),
    "disputed": _("Disputed"),
    "partly": _("Named by some"),
}

CHANGES = {
    "began": _("First report"),
    "documents": _("One more document"),
    "origins": _("One more independent origin"),
    "added": _("New"),
    "lost": _("No longer said"),
    "confirmed": _("Confirmed by another origin"),
    "disputed": _("Now disputed"),
    "settled": _("No longer disputed"),
    "precise": _("Said more precisely"),
    "changed": _("Changed"),
}

CONFLICTS = {
    "type": _("The types are not the same."),
    "date": _("The dates contradict each other."),
    "parties": _("The parties are not the same."),
    "quantity": _("The amounts are not the same."),
    "instrument": _("The instruments are not the same."),
}

ORDERS = {
    "latest": _("Latest first"),
    "most_told": _("Most reported first"),
}

REASONS = {
    "by_hand": _("A person said so"),
    "parties": _("Parties in common"),
    "all_parties": _("The same parties"),
    "one_state": _("Only a state in common"),
    "two_states": _("Only states in common"),
    "one_party": _("Only one party in common"),
    "other_party": _("Each names another party"),
    "no_parties": _("One names no party"),
    "same_day": _("The same day"),
    "same_period": _("Dates that agree"),
    "near_day": _("Dates a few days apart"),
    "told_at_once": _("Told at the same time"),
    "headline": _("One is the headline of the other"),
    "said_besides": _("Two sentences of one document"),
    "said_day": _("Both say the same day"),
    "undated": _("Neither gives a date"),
    "told_later": _("Told some weeks apart"),
    "told_long_after": _("Told long after"),
    "told_years_after": _("Told a year or more after"),
    "other_type": _("Another type"),
    "other_family": _("A quite different type"),
    "other_stage": _("Another stage"),
    "other_status": _("Another status"),
    "same_edition": _("The same edition or session"),
    "other_edition": _("Another edition or session"),
    "same_paper": _("The same number of an official paper"),
    "other_paper": _("Another number of an official paper"),
    "same_amount": _("The same amount"),
    "rounded_amount": _("The same amount, rounded or converted"),
    "other_amount": _("Another amount"),
    "same_instrument": _("The same instrument"),
    "other_instrument": _("Another instrument"),
    "people": _("People in common"),
    "technologies": _("Technologies in common"),
    "other_technologies": _("Other technologies"),
    "other_place": _("Another country"),
    "concepts": _("About the same thing"),
    "names": _("Proper names in common"),
    "numbers": _("Figures in common"),
    "around": _("The same context"),
    "copied": _("The very same sentence"),
    "published_apart": _("Published months apart"),
}
