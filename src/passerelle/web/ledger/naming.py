"""From what a person types to an actor of the directory or an agreement: its identifier, its name, or a choice among
those alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.profiles import standing
from passerelle.apps.ledger.models import Agreement, Edit
from passerelle.apps.ledger.queries.ledger import visible_agreements
from passerelle.apps.ledger.queries.naming import agreements_named
from passerelle.apps.library.written import written_date
from passerelle.core.text.folding import fold

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The actor that is meant, or what to tell the person instead."""

    actor: Actor | None
    problem: str = ""


def named(user: User, typed: str) -> Found:
    """Find who is meant. Several of one name are told with their identifiers, of which the person writes one."""
    typed = " ".join(typed.split())
    if not typed:
        return Found(None)
    try:
        return Found(standing(user, typed))
    except Actor.DoesNotExist:
        pass
    rows = actors_page(user, ActorFilters.from_query({"q": typed}), get_language() or "en").rows
    same = [row for row in rows if fold(row.name) == fold(typed)]
    if len(same or rows) == 1:
        return Found((same or rows)[0].actor)
    if not rows:
        return Found(None, _("No actor of the directory has such a name: “%(name)s”.") % {"name": typed})
    alike = ", ".join(f"{row.name} ({row.actor.key})" for row in (same or rows)[:_SHOWN])
    return Found(None, _("Several actors fit “%(name)s”. Write one of these identifiers: %(those)s") % {
        "name": typed, "those": alike,
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """The agreement that is meant, or what to tell the person instead."""

    agreement: Agreement | None
    problem: str = ""


def agreement_named(user: User, typed: str) -> FoundAgreement:
    """Find which agreement of the user's organisation is meant; nothing typed is none."""
    typed = " ".join(typed.split())
    if not typed:
        return FoundAgreement(None)
    found = agreements_named(user, typed)
    if len(found) == 1:
        return FoundAgreement(found[0])
    if not found:
        return FoundAgreement(
            None, _("No agreement of the ledger has such a title: “%(title)s”.") % {"title": typed}
        )
    alike = "; ".join(f"#{one.pk} – {_told(one)}" for one in found[:_SHOWN])
    return FoundAgreement(None, _("Several agreements fit “%(title)s”. Write one of these numbers: %(those)s") % {
        "title": typed, "those": alike,
    })  # fmt: skip


def called(user: User, agreement: Agreement) -> str:
    """Return what a person may write for an agreement: its title where that names no other, else its number."""
    named_so = agreements_named(user, agreement.title)
    return agreement.title if [one.pk for one in named_so] == [agreement.pk] else f"#{agreement.pk}"


def titles_of(user: User, edits: Iterable[Edit]) -> dict[int, str]:
    """Return id → title of the agreements that some changes name and the person may see."""
    named_there = {side.get("agreement") for one in edits for side in (one.before, one.after)} - {None}
    if not named_there:
        return {}
    return dict(visible_agreements(user).filter(pk__in=named_there).values_list("pk", "title"))


def _told(agreement: Agreement) -> str:
    return f"{agreement.title} ({written_date(agreement.signed)})" if agreement.signed else agreement.title
