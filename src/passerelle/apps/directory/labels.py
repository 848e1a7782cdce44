"""The words of the directory as people read them: why somebody was recognised, and what is wrong with a line."""

from typing import Any

from babel import Locale
from django.utils.translation import gettext_lazy as _

# Why a name was taken for an actor, or why not surely.
REASONS = {
    "decided_before": _("A person decided so for this name"),
    "same_key": _("The reader knows this name"),
    "same_name": _("The same name"),
    "same_letters": _("The same letters, accents or capitals aside"),
    "office": _("Held this office on that day"),
    "office_body": _("The one body of that country that has this office"),
    "context": _("The one body of its kind that the document names in full"),
    "several_holders": _("Several held this office, or several bodies have it"),
    "several_named": _("The document names several bodies of its kind"),
    "other_country": _("Belongs to another country"),
    "short_name": _("Only a short form of the name is the same"),
    "shared_name": _("Several actors bear this name"),
}

# Why two names compare as they do (the rules of `core/naming/data/weights.toml`, several of which say one thing).
_COMPARED = (
    (_("The same words"), ("agreed", "start")),
    (_("The same meaning in another language"), ("translated", "related")),
    (_("One is the initials of the other"), ("acronym", "acronym_letters")),
    (_("The same letters, cut into words otherwise"), ("joined",)),
    (_("The same legal form"), ("legal_same",)),
    (_("Two forms of one given name"), ("namesake",)),
    (_("An initial stands for a name"), ("initial", "only_initials")),
    (_("Family name and given name change places"), ("rotated", "order")),
    (_("Another alphabet"), ("script", "disguised")),
    (_("Spelt a little otherwise"), (
        "spelling", "spelling_again", "brief", "first_letter", "ending", "letters", "letters_many", "letters_share",
    )),
    (_("Words are left out"), (
        "missing", "missing_word", "missing_word_translated", "missing_field", "missing_field_translated",
        "few_words", "only_word", "one_word", "uncovered", "given_missing", "particle", "title",
    )),
    (_("Words differ"), (
        "conflict", "conflict_again", "conflict_word", "conflict_word_translated", "conflict_field",
        "conflict_head", "conflict_mixed", "conflict_mixed_translated", "conflict_place_word", "patronymic",
        "father_son", "other_given", "turned",
    )),
    (_("A place stands in one of the names only"), ("country_missing", "city_missing")),
    (_("Other places"), ("place_conflict", "known_conflict")),
    (_("Other legal forms"), ("legal_conflict",)),
    (_("The same number"), ("number_same",)),
    (_("A place of the tables"), ("known",)),
    (_("Other numbers"), ("number_missing", "number_conflict", "generation", "generation_missing")),
    (_("Accents differ"), ("accents", "accents_left_out")),
    (_("Only general words are the same"), ("no_name", "only_general")),
    (_("Two languages"), ("languages",)),
    (_("The same kind of body"), ("head",)),
    (_("Initials stand for a part of the name"), ("acronym_inside",)),
    (_("Different names follow the same beginning"), ("other_names", "sisters")),
    (_("One of the names says more"), ("name_missing", "subsidiary", "registered", "body_said")),
    (_("Other numbers"), ("number_differs",)),
)  # fmt: skip

# Why an actor is seen in what is written (the rules of `core/naming/reasons.py`).
_SEEN = {
    "name": _("A name of it stands there"),
    "rest": _("What else is written there"),
    "position": _("Where the name stands"),
    "written": _("How the name is written"),
    "namesakes": _("How many bear this name"),
    "place": _("The place beside the name"),
    "standing": _("How well known it is"),
    "rivals": _("Others who come as near"),
    "family": _("Its parent or a part of it is named too"),
}
# Why two actors of the directory are perhaps one, or not (the rules of `core/naming/data/sameness.toml`).
_HELD_TWICE = {
    "identifier": _("One identifier in both"),
    "identifier_conflict": _("One register tells them apart"),
    "also_named": _("Named alike in one more language"),
    "named_otherwise": _("Named otherwise in a language that both have"),
    "former": _("Alike only by a name that one of them no longer bears"),
    "same_country": _("The same country"),
    "same_city": _("The same city"),
    "other_city": _("Different cities"),
    "other_kind": _("Different kinds of actor"),
    "mission": _("One of them is a mission abroad"),
    "part": _("One is part of the other"),
    "differing": _("A word that only one name has"),
}
_TELLING = ("identifier", "identifier_conflict", "other_city", "same_city", "differing")
REASONS |= _HELD_TWICE | _SEEN | {rule: label for label, rules in _COMPARED for rule in rules}

# What is wrong with a line of a register; the details are the column and the value.
FAULTS = {
    "broken": _("The line cannot be read."),
    "columns": _("The columns are not those of a table of actors, mandates or relations."),
    "cut_off": _("The file ends in the middle of a record."),
    "record": _("This is no record of the register."),
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


def reason_told(reason: dict[str, Any], language: str) -> str:
    """Return a reason why two actors are perhaps one, with what it saw where that says more."""
    rule, detail = reason["rule"], reason["detail"]
    if rule in ("also_named", "named_otherwise"):
        detail = Locale.parse(language).languages.get(detail, "")
    elif rule not in _TELLING:
        detail = ""
    said = reason_said(reason)
    return str(_("%(reason)s (%(detail)s)") % {"reason": said, "detail": detail}) if detail else said


def fault_said(code: str, details: dict[str, str]) -> str:
    """Return what is wrong with a line, in the reader's language."""
    return str(FAULTS.get(code, FAULTS["broken"])) % {"value": "", "column": "", **details}
