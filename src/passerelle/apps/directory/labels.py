"""The words of the directory as people read them: why somebody was recognised, and what is wrong with a line."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Why a name was taken for an actor, or why not surely.
REASONS = {
    "decided_before": _("A person decided so for this name"),
    "same_key": _("The reader knows this name"),
    "same_name": _("The same name"),
    "same_letters": _("The same letters, accents or capitals aside"),
    "office": _("Held this office on that day"),
    "other_country": _("Belongs to another country"),
    "short_name": _("Only a short form of the name is the same"),
    "shared_name": _("Several actors bear this name"),
}

# What is wrong with a line of a register; the details are the column and the value.
FAULTS = {
    "broken": _("The line cannot be read."),
    "columns": _("The columns are not those of a table of actors, mandates or relations."),
    "country": _("“%(value)s” is no country code of two capitals."),
    "date": _("“%(value)s” is no date: write 2025, 2025-05 or 2025-05-13."),
    "identifier": _("“%(value)s” is no identifier of the column %(column)s."),
    "itself": _("“%(value)s” is related to itself."),
    "key": _("“%(value)s” is no identifier: small letters, digits and hyphens, in the column %(column)s."),
    "kind": _("“%(value)s” is no kind of actor."),
    "language": _("“%(value)s” does not begin with a language code and a colon, in the column %(column)s."),
    "long": _("The value in the column %(column)s is too long."),
    "name": _("“%(value)s” is no name, or too long a one."),
    "no_name": _("“%(value)s” has no name."),
    "no_office": _("The office of “%(value)s” is missing."),
    "relation": _("“%(value)s” is no kind of relation."),
    "too_long": _("The line is too long."),
    "unknown_actor": _("There is no actor “%(value)s”."),
    "website": _("“%(value)s” is no address of a web site."),
}


def reason_said(reason: dict[str, Any]) -> str:
    """Return a reason in the reader's language; one of a linker's that has no words here by its name."""
    return str(REASONS.get(reason["rule"], reason["rule"].replace("_", " ")))


def fault_said(code: str, details: dict[str, str]) -> str:
    """Return what is wrong with a line, in the reader's language."""
    return str(FAULTS.get(code, FAULTS["broken"])) % {"value": "", "column": "", **details}
