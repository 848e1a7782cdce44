"""What stands in a person's calendar: deadlines, milestones and meetings of their organisation that they may see."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.models import CalendarAddress
from passerelle.apps.directory.queries.names import names_shown, open_names_only
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Commitment, Meeting, Milestone
from passerelle.apps.ledger.queries.ledger import visible_commitments
from passerelle.apps.ledger.queries.meetings import visible_meetings
from passerelle.apps.library.models import Tlp
from passerelle.apps.library.written import written_date
from passerelle.core.commitments.stages import ENDS
from passerelle.core.events.spans import days

MOST = 1000  # entries of each sort, the nearest first
_BACK = timedelta(days=365)  # an open deadline stays in the calendar for so long


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` never changes, `version` counts changes, it lasts from `first` to `last`, both included."""

    key: str
    version: int
    changed: datetime
    sort: str  # deadline, milestone, meeting
    title: str
    words: str
    first: date
    last: date
    tlp: str
    path: str


def calendar_owner(number: int, secret: str) -> User | None:
    """Return whose calendar an address leads to; None when it leads nowhere, or no longer."""
    address = CalendarAddress.objects.filter(pk=number).select_related("user__organisation").first()
    # An absent address takes as long as a wrong one.
    known = secrets.compare_digest((address.secret if address else "").encode(), secret.encode())
    return address.user if address is not None and known and address.user.is_active else None


def calendar_entries(user: User, language: str, *, today: date) -> list[Entry]:
    """Return the entries of a person's calendar in a language (which is also the active one), earliest first.

    An imprecise deadline stands on the last day that it may mean. What is marked RED comes without its words:
    a calendar is often kept by others.
    """
    with open_names_only():
        found = [*_deadlines(user, language, today), *_milestones(user, today), *_meetings(user, today)]
    return sorted(found, key=lambda one: (one.first, one.key))


def _deadlines(user: User, language: str, today: date) -> Iterator[Entry]:
    chosen = list(
        _open(user).filter(deadline_last__gte=today - _BACK)
        .select_related("owner", "counterpart").annotate(edited=Max("edits__at"))
        .order_by("deadline_last", "pk")[:MOST]
    )  # fmt: skip
    names = names_shown(
        user, {a.pk: a for one in chosen for a in (one.owner, one.counterpart) if a}.values(), language
    )
    for one in chosen:
        between = " → ".join(names[pk] for pk in (one.owner_id, one.counterpart_id) if pk)
        state = [labels.STAGES[one.stage], labels.CONDITIONS.get(one.condition, "")]
        told = [between, " · ".join(str(word) for word in state if word)]
        told.append(_("Deadline: %(date)s") % {"date": written_date(one.deadline)})
        yield _entry(
            one, "deadline", _("Due: %(title)s") % {"title": one.title}, told,
            (one.deadline_last, one.deadline_last), one, one.edited or one.created_at,
        )  # fmt: skip


def _milestones(user: User, today: date) -> Iterator[Entry]:
    waiting = Milestone.objects.filter(commitment__in=_open(user), reached="")
    waiting = waiting.filter(due__gte=str((today - _BACK).year)).annotate(edited=Max("commitment__edits__at"))
    for one in waiting.select_related("commitment").order_by("due", "pk")[:MOST]:
        if (span := days(one.due)) is None or span.last < (today - _BACK).toordinal():
            continue
        last = date.fromordinal(span.last)
        told = [one.commitment.title, _("Due on: %(date)s") % {"date": written_date(one.due)}]
        yield _entry(
            one, "milestone", _("Milestone: %(title)s") % {"title": one.title}, told, (last, last),
            one.commitment, one.edited or one.commitment.created_at,
        )  # fmt: skip


def _meetings(user: User, today: date) -> Iterator[Entry]:
    own = visible_meetings(user).filter(organisation_id=user.organisation_id, called_off=False)
    # One of which only the year is known has no place in a calendar.
    near = own.annotate(edited=Max("edits__at"), precision=Length("held_on")).filter(
        last_day__gte=today - _BACK, precision__gt=len("2026")
    )
    for one in near.order_by("-first_day", "pk")[:MOST]:
        when = one.held_on + (f"/{one.until}" if one.until else "")
        told = [one.place, _("Date: %(date)s") % {"date": written_date(when)}, one.agenda]
        yield _entry(
            one, "meeting", one.title, told, (one.first_day, one.last_day), one, one.edited or one.created_at
        )


def _open(user: User):
    """The commitments of the user's organisation that the user may see and that are not done."""
    own = visible_commitments(user).filter(organisation_id=user.organisation_id)
    return own.exclude(stage__in=("delivered", "verified")).exclude(condition__in=ENDS)


def _entry(
    row: Commitment | Milestone | Meeting, sort: str, title: str, told: list[str], span: tuple[date, date],
    marked: Commitment | Meeting, changed: datetime,
) -> Entry:  # fmt: skip
    marking = f"TLP:{marked.tlp.upper()}"
    if marked.tlp == Tlp.RED:
        names = {"deadline": _("A deadline"), "milestone": _("A milestone"), "meeting": _("A meeting")}
        title, told = f"{names[sort]} ({marking})", []
    room = "ledger:commitment" if isinstance(marked, Commitment) else "meetings:meeting"
    path = reverse(room, args=[marked.pk])
    words = "\n".join(line for line in (*told, marking) if line)
    return Entry(f"{sort}-{row.pk}", marked.version - 1, changed, sort, title, words, *span, marked.tlp, path)
