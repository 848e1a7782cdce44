"""The report of one programme: what was aimed at, reached and is expected, what was planned and spent, who says so."""

from collections.abc import Iterator
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Paragraph, Part, Report, Table
from passerelle.apps.correspondence.reports.parts import more, report, section
from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.amounts import money_stated, rounded_money
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.models.sourced import Sourced
from passerelle.apps.ledger.papers import activity_facts
from passerelle.apps.ledger.queries.activities import ActivityPage, Party, activity_page
from passerelle.apps.ledger.queries.boards import Board, Tracked, board
from passerelle.apps.ledger.results_said import (
    facts_said,
    figures_said,
    money_said,
    source_said,
    targets_said,
    verdict_said,
)
from passerelle.apps.library.models import Document
from passerelle.apps.library.written import written_date

_PAGES = 20  # of indicators that a report holds; the rest is counted


def programme_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return the report of the activity with this number and its parts; Activity.DoesNotExist when absent or not to be
    seen.
    """
    if not (which.isascii() and which.isdecimal() and len(which) < 19):
        raise Activity.DoesNotExist
    page = activity_page(user, int(which), language)
    boards = list(_boards(user, which, today))
    tracked = [one for each in boards for one in each.tracked]
    documents = page.documents.union(*(each.documents for each in boards))
    first = boards[0]
    parts = [
        *section(_("The programme"), _facts(page), _("Nothing is noted of it.")),
        *section(_("Who takes part"), _parties(page), _("Nobody is noted.")),
        *section(
            _("Indicators"),
            [*_indicators(tracked, today), *more(first.indicators - len(tracked))],
            _("Nothing is measured yet."),
        ),
        *section(_("Budget against what was spent"), _money(first), _("No money is stated.")),
        *section(_("Where the figures stand"), _figures(tracked, documents), _("No figure is given yet.")),
        *section(_("Where the money is stated"), _stated(page, documents), _("No money is stated.")),
        *(section(_("Activities"), _activities(first), "") if first.total > 1 else []),
    ]
    resting = [page.agreement, page.commitment, *page.above, *page.parts]
    markings = [page.activity.tlp, *first.markings, *(one.tlp for one in resting if one is not None)]
    markings += Document.objects.filter(pk__in=documents).order_by().values_list("tlp", flat=True).distinct()
    name = str(page.activity)
    return report(user, language, name, name, parts, markings)


def _boards(user: User, which: str, today: date) -> Iterator[Board]:
    """Yield the pages of the programme's board."""
    number = pages = 1
    while number <= min(pages, _PAGES):
        found = board(user, "activity", which, day=today, today=today, number=number)
        yield found
        number, pages = number + 1, found.pages


def _facts(page: ActivityPage) -> list[Part]:
    one = page.activity
    found = [(capfirst(label), text) for label, text in activity_facts(one)]
    if one.identifier:
        found.insert(0, (_("Identifier"), one.identifier))
    for label, others in (
        (pgettext("programme", "Part of"), page.above),
        (_("Agreement"), [page.agreement] if page.agreement else []),
        (_("Commitment"), [page.commitment] if page.commitment else []),
    ):
        if others:
            found.append((label, "; ".join(f"{other} (TLP:{other.tlp.upper()})" for other in others)))
    return [Facts((*found, (_("Recorded by"), str(one.organisation))))]


def _parties(page: ActivityPage) -> list[Part]:
    rows = tuple((party.name, str(wording.ROLES.get(role, role))) for role, party in page.participants)
    return [Table((_("Name"), _("Role")), rows, (65, 35))] if rows else []


def _indicators(tracked: list[Tracked], today: date) -> list[Part]:
    """Return each indicator in words: where it began, should be, is and is heading, and how its targets went."""
    rows = []
    for one in tracked:
        _tone, verdict = verdict_said(one)
        facts = [_("%(name)s: ") % {"name": label} + text for label, text in facts_said(one, today)]
        targets = [
            f"{kept['said']} ({kept['label']})" if kept["label"] else kept["said"]
            for kept in targets_said(one)
        ]
        titled = one.indicator.title + (f" ({verdict})" if verdict else "")
        rows.append((titled, "\n".join(facts), "\n".join(targets) or "–"))
    columns = (_("Indicator"), _("How it stands"), _("Targets"))
    return [Table(columns, tuple(rows), (28, 48, 24))] if rows else []


def _figures(tracked: list[Tracked], documents: frozenset[int]) -> list[Part]:
    rows = []
    for one in tracked:
        for row in figures_said(one):
            stands = "; ".join(
                source_said(told.row, documents) if told.row else _("as the file says")
                for told in row.sources
            )
            kind = f"{row.kind} ({row.part})" if row.part else str(row.kind)
            rows.append((one.indicator.title, row.when, kind, row.value, stands))
    columns = (_("Indicator"), _("When"), _("Figure"), _("Value"), _("Where it stands"))
    return [Table(columns, tuple(rows), (26, 15, 14, 13, 32))] if rows else []


def _money(found: Board) -> list[Part]:
    said = money_said(found.money)
    rows = tuple(
        (str(one["label"]), "\n".join(one["stated"]), one["converted"], "\n".join(one["without"]) or "–")
        for one in said["kinds"]
    )
    if not rows:
        return []
    if (spent := found.money.spent) is not None:
        rows += ((str(wording.SPENT), "", rounded_money(spent, found.money.currency), ""),)
    columns = (
        _("Money"),
        _("As stated"),
        _("In %(code)s") % {"code": said["currency"]},
        _("Without a rate"),
    )
    parts: list[Part] = [Table(columns, rows, (28, 26, 23, 23))]
    parts.append(Paragraph(_("Each amount is counted once. Spent is what was disbursed and spent directly.")))
    if said["rates"]:
        rates = "; ".join(f"{one['said']} ({one['on']}, {one['source']})" for one in said["rates"])
        parts.append(Paragraph(_("Rates used: %(rates)s") % {"rates": rates}))
    if left := len(said["left"]) + said["left_more"]:
        parts += [Paragraph(_("Not counted, or in part only: %(number)d.") % {"number": left})]
        lines = tuple((one["said"], one["on"], str(one["why"])) for one in said["left"])
        parts.append(Table((_("Amount"), _("Date"), _("Why")), lines, (25, 20, 55)))
    for told, names in (
        (_("These activities are parts of each other, or pay each other in a circle: %(names)s"), "circular"),
        (_("Perhaps counted twice, for no rate compares the currencies: %(names)s"), "unsure"),
    ):
        if said[names]:
            parts.append(Paragraph(told % {"names": ", ".join(said[names])}))
    return parts


def _stated(page: ActivityPage, documents: frozenset[int]) -> list[Part]:
    """Return the budgets and payments of the programme itself, each with where it stands."""
    rows = [
        (
            str(wording.MONEY["budget"]),
            " – ".join(written_date(day) for day in dict.fromkeys((row.starts, row.ends)) if day),
            money_stated(row),
            "",
            _stands(page.activity, row, documents),
        )
        for row in page.budgets
    ]
    rows += [
        (
            str(wording.TRANSACTIONS.get(row.type, row.type)),
            written_date(row.on),
            money_stated(row),
            _between(payer, receiver),
            _stands(page.activity, row, documents),
        )
        for row, payer, receiver in page.transactions
    ]
    columns = (_("Kind"), _("When"), _("Amount"), _("From whom, to whom"), _("Where it stands"))
    found: list[Part] = [Table(columns, tuple(rows), (17, 17, 18, 22, 26))] if rows else []
    if page.more:
        found.append(Paragraph(_("The tables show the first 200 rows.")))
    return found


def _stands(one: Activity, row: Sourced, documents: frozenset[int]) -> str:
    return source_said(row, documents) if one.ours else _("as the file says")


def _between(payer: Party, receiver: Party) -> str:
    sides = [" ".join(filter(None, (side.name, side.activity))) for side in (payer, receiver)]
    return " → ".join(sides) if any(sides) else ""


def _activities(found: Board) -> list[Part]:
    rows = tuple((f"{one} (TLP:{one.tlp.upper()})", str(one.organisation)) for one in found.activities[:200])
    return [Table((_("Activity"), _("Recorded by")), rows, (70, 30)), *more(found.total - len(rows))]
