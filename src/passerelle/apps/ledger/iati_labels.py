"""The words of IATI as people read them: its codes, what is wrong with records, and what an export leaves out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from passerelle.sources.iati.faults import Fault

# List OrganisationType.
ORGANISATION_TYPES = {
    "10": _("Government"),
    "11": _("Local government"),
    "15": _("Other public body"),
    "21": _("International non-governmental organisation"),
    "22": _("National non-governmental organisation"),
    "23": _("Regional non-governmental organisation"),
    "24": _("Non-governmental organisation of the partner country"),
    "30": _("Public-private partnership"),
    "40": _("Multilateral organisation"),
    "60": _("Foundation"),
    "70": _("Private sector"),
    "71": _("Private sector of the provider country"),
    "72": _("Private sector of the recipient country"),
    "73": _("Private sector of a third country"),
    "80": _("University, training or research body"),
    "90": _("Other"),
}

# What is wrong with a record of IATI, beside what the standard says of it.
IATI_FAULTS = {
    "again": _("“%(value)s” stands in this file twice, and not the same: the first was taken."),
    "no_record": _("This is neither an activity nor an organisation; only these are taken in."),
    "undivided": _(
        "It names several countries (%(value)s) and says of none how much it has: it is not divided between them."
    ),
    "long_identifier": _("Its identifier is too long."),
}

# What an export leaves out, or tells as not specified, because it is not known.
IATI_NOTES = {
    "no_day": _(
        "Neither its signature nor its entry into force is dated: without a beginning it cannot be told."
    ),
    "budget_without_end": _("Its budget is left out: without a deadline it has no period."),
    "budget_over_a_year": _("Its budget is for more than a year and is not divided: only the sum is told."),
    "money_without_day": _("The very day of its money is not known: the transaction is left out."),
    "payment_without_day": _("The very day of a payment is not known: the payment is left out."),
    "money_without_provider": _("Who gives its money cannot be named: its transactions are left out."),
    "actual_day_unknown": _(
        "The very day on which it began or ended is not known: as its dates, only those planned are told."
    ),
    "shares_unknown": _(
        "Nobody says how much of it each country has: the standard asks for shares, so equal ones are told."
    ),
    "actual_unknown": _("It is delivered, but no evidence states how much: only the target is told."),
    "sector_unknown": _("Its sector is not known: “sectors not specified” is told (99810)."),
    "country_unknown": _(
        "Its recipient country is not known: “developing countries, unspecified” is told (998)."
    ),
    "parties_unknown": _(
        "None of its parties can be named: your organisation is told as accountable for it."
    ),
}


def iati_fault_said(fault: dict[str, Any], language: str) -> str:
    """Return what is wrong with a record of a file of IATI, in a language of the screens."""
    code, details = fault["code"], fault["details"]
    if code in IATI_FAULTS:
        with override(language):
            return str(IATI_FAULTS[code]) % {"value": "", **details}
    return Fault(fault["line"], code, fault["element"], details).sentence(language)


def iati_note_said(what: str | Fault, language: str) -> str:
    """Return why an activity, or a part of it, does not leave, in a language of the screens."""
    if isinstance(what, Fault):
        return what.sentence(language)
    with override(language):
        return str(IATI_NOTES[what])
