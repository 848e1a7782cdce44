"""Whom the command links to, and what it found, as a person reads it in a terminal."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from passerelle.apps.directory.labels import REASONS
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.entries import known_entries
from passerelle.starter import register

if TYPE_CHECKING:
    from passerelle.core.naming.link import Link
    from passerelle.core.naming.register import Entry

_FEW = 3


def known_actors() -> "tuple[Entry, ...]":
    """Return the accepted actors of this installation's directory; while it has none, those of the starter pack."""
    prepared = Actor._meta.db_table in connection.introspection.table_names()
    accepted = known_entries() if prepared else ()
    return tuple(replace(entry, identifiers=register.whole(entry.identifiers)) for entry in accepted) or (
        register.known_entries()
    )


def rules() -> dict[str, str]:
    """Return what each rule is called, in the language of the terminal."""
    return {
        "name": _("the name"),
        "rest": _("the rest of the text"),
        "position": _("where it stands"),
        "written": _("how it is written"),
        "namesakes": _("namesakes"),
        "place": _("the place"),
        "standing": _("how well known"),
        "rivals": _("other possibilities"),
        "family": pgettext("of organisations", "parents and children"),
    }


def refusals() -> dict[str, str]:
    """Return why a name is nobody's, in the language of the terminal."""
    return {
        "empty": _("The name is empty."),
        "too_long": _("This is too long to be a name."),
        "no_letters": _("There is no letter in it."),
        "unknown": _("Nobody known has such a name."),
        "doubtful": _("Nobody is likely enough."),
    }


def said(number: object, link: "Link", entry: "Entry | None") -> str:
    """Return one line: what was asked, who is meant, how sure, and why."""
    if entry is None:
        return f"{number}\t–\t{refusals()[link.reasons[0].rule]}"
    called = REASONS | rules()
    why = "; ".join(
        f"{called.get(one.rule, one.rule)} {one.weight:+.1f}" + (f" ({one.detail})" if one.detail else "")
        for one in link.reasons[:_FEW]
    )
    return f"{number}\t{entry.actor}\t{entry.label}\t{link.confidence:.0%}\t{why}"
