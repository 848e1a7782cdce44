"""The report of one agreement: what it says, who is party, what was promised under it and how far it has come."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Part, Report, Table
from passerelle.apps.correspondence.reports.parts import commitments, report, section
from passerelle.apps.ledger.models import Agreement, Milestone
from passerelle.apps.ledger.papers import facts
from passerelle.apps.ledger.queries.agreements import AgreementPage, agreement_page
from passerelle.apps.library.written import written_date


def agreement_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return the report of the agreement with this number; Agreement.DoesNotExist when absent or not to be seen."""
    if not (which.isascii() and which.isdecimal() and len(which) < 19):
        raise Agreement.DoesNotExist
    page = agreement_page(user, int(which), language, today=today)
    parts = [
        *section(_("The agreement"), _facts(page), _("Nothing is noted of it.")),
        *section(_("Parties"), _parties(page), _("No party is recorded.")),
        *section(
            _("What was promised under it"),
            commitments(page.commitments, len(page.commitments) + page.more),
            _("No commitment under it is recorded."),
        ),
        *section(_("Milestones"), _milestones(page), _("No milestone is recorded.")),
        *section(_("Documents"), _documents(page), _("No document is recorded.")),
    ]
    papers = [page.parent, page.superseded_by, *page.parts, *(row.commitment for row in page.commitments)]
    papers += [one.document for one in page.documents]
    markings = [page.agreement.tlp, *(one.tlp for one in papers if one is not None)]
    return report(user, language, page.agreement.title, page.agreement.title, parts, markings)


def _facts(page: AgreementPage) -> list[Part]:
    found = [(capfirst(str(label)), text) for label, text in facts(page)]
    for label, other in ((_("Part of"), page.parent), (_("Superseded by"), page.superseded_by)):
        if other is not None:
            found.append((label, other.title))
    if page.parts:
        found.append((_("Agreements under it"), "; ".join(one.title for one in page.parts)))
    if page.agreement.address:
        found.append((_("Source"), page.agreement.address))
    return [Facts(tuple(found))] if found else []


def _parties(page: AgreementPage) -> list[Part]:
    rows = tuple((name, party.get_role_display()) for party, name in page.parties)
    return [Table((_("Party"), _("Role")), rows, (70, 30))] if rows else []


def _milestones(page: AgreementPage) -> list[Part]:
    titles = {row.commitment.pk: row.commitment.title for row in page.commitments}
    found = Milestone.objects.filter(commitment__in=titles).order_by("due", "pk")
    rows = tuple(
        (one.title, titles[one.commitment_id], written_date(one.due), written_date(one.reached))
        for one in found
    )
    columns = (_("Milestone"), _("Commitment"), _("Due"), _("Reached"))
    return [Table(columns, rows, (34, 34, 16, 16))] if rows else []


def _documents(page: AgreementPage) -> list[Part]:
    rows = tuple(
        (str(one.document) if one.document else one.address, written_date(one.document.published))
        if one.document
        else (one.address, "")
        for one in page.documents
    )
    return [Table((_("Document"), _("Published")), rows, (75, 25))] if rows else []
