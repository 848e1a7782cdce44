"""The report of one partner: what was signed with it, what it owes, what it is owed, and how that goes."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Part, Report, Table
from passerelle.apps.correspondence.reports.keys import keys_of
from passerelle.apps.correspondence.reports.parts import MOST, commitments, marked, more, report, section
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.actors import visible_actors
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Agreement, Commitment
from passerelle.apps.ledger.queries.ledger import (
    LedgerRow,
    commitment_rows,
    visible_agreements,
    visible_commitments,
)
from passerelle.apps.ledger.queries.partners import partner
from passerelle.apps.ledger.queries.partnership import PartnershipPage, partnership_page
from passerelle.apps.ledger.queries.partnerships import main_country
from passerelle.apps.ledger.queries.standing import overdue, silent
from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.apps.library.queries.facets import label_of
from passerelle.apps.library.written import written_date, written_number


def partner_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return the report of the actor with this key; Actor.DoesNotExist when absent or not to be seen."""
    actor = visible_actors(user).get(key=which)
    name = names_shown(user, [actor], language)[actor.pk]
    signed = visible_agreements(user).filter(parties__actor=actor).distinct().order_by("-signed", "-pk")
    papers = list(signed[:MOST])
    seen = visible_commitments(user)
    owes, owed = seen.filter(owner=actor), seen.filter(counterpart=actor)
    left, right = (_rows(user, found, language, today) for found in (owes, owed))
    partnership = _partnership(user, which, language, today)
    parts = [
        *section(_("The partner"), [_facts(actor)], ""),
        *section(_("In figures"), [_figures(seen.filter(Q(owner=actor) | Q(counterpart=actor)), today)], ""),
        *(keys_of(partnership) if partnership else []),
        *section(_("Agreements"), _agreements(papers, signed.count()), _("No agreement is recorded.")),
        *section(_("What the partner owes"), commitments(left, owes.count()), _("Nothing is recorded.")),
        *section(_("What the partner is owed"), commitments(right, owed.count()), _("Nothing is recorded.")),
    ]
    markings = [one.tlp for one in (*papers, *(row.commitment for row in (*left, *right)))]
    markings += partnership.markings if partnership else ()
    markings += [*marked(owes), *marked(owed), *marked(signed)]  # figures count them all
    return report(user, language, name, name, parts, markings)


def _partnership(user: User, which: str, language: str, today: date) -> PartnershipPage | None:
    """Return the partnership with the reader's country, or with the one that matters most; None without any."""
    one = partner(user, which, language)
    other = main_country(user, one, language, today=today)
    return None if other is None else partnership_page(user, one, other, language, today=today)


def _rows(user: User, found: QuerySet[Commitment], language: str, today: date) -> list[LedgerRow]:
    ids = list(found.order_by("deadline_last", "pk").values_list("pk", flat=True)[:MOST])
    chosen = Commitment.objects.filter(pk__in=ids).order_by("deadline_last", "pk")
    return commitment_rows(user, chosen, language, today=today)


def _facts(actor: Actor) -> Facts:
    country = str(label_of("country", actor.country)) if actor.country else ""
    rows = ((_("Kind"), str(ACTOR_KINDS.get(actor.kind, actor.kind))), (_("Country"), country))
    return Facts(tuple((label, text) for label, text in rows if text))


def _figures(found: QuerySet[Commitment], today: date) -> Facts:
    return Facts(
        (
            (_("Commitments"), written_number(found.count())),
            (_("Delivered"), written_number(found.filter(stage__in=("delivered", "verified")).count())),
            (str(labels.DUE["overdue"]), written_number(found.filter(overdue(today)).count())),
            (str(labels.HUSHES["silent"]), written_number(found.filter(silent(today)).count())),
        )
    )


def _agreements(papers: list[Agreement], total: int) -> list[Part]:
    rows = tuple(
        (
            f"{one.title} (TLP:{one.tlp.upper()})",
            str(labels.KINDS.get(one.kind, "")),
            written_date(one.signed),
        )
        for one in papers
    )
    columns = (_("Agreement"), _("Kind"), _("Signed on"))
    return [Table(columns, rows, (60, 20, 20)), *more(total - len(papers))] if rows else []
