"""What is in a digest: of the reader's own organisation, what the reader may see, and e-mail may carry.

What is marked RED is neither told nor counted, what is marked AMBER only counted
(docs/decisions/2026-11-22-a-digest-by-e-mail.md).
"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.digests.content import Content, Line, Section
from passerelle.apps.correspondence.queries.digests import told_until
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.markings import strictest
from passerelle.apps.ledger.models import Commitment, HushChange
from passerelle.apps.ledger.queries.ledger import visible_commitments
from passerelle.apps.ledger.queries.meetings import visible_meetings
from passerelle.apps.ledger.queries.proposals import visible_proposals
from passerelle.apps.ledger.queries.standing import due_soon, overdue, silent
from passerelle.apps.library.models import Tlp
from passerelle.apps.library.written import written_date

MOST, FEW = 10, 5  # lines of a section; proposals, each a sentence long
_AHEAD = timedelta(days=14)  # how far ahead meetings are told
_LONGEST = 240  # characters of a sentence
_TOLD = [Tlp.CLEAR, Tlp.GREEN]


class _Gathered:
    """Sections being gathered, and the markings of what is inside."""

    def __init__(self, user: User, language: str, today: date) -> None:
        self.user, self.language, self.today = user, language, today
        self.sections: list[Section] = []
        self.markings = {str(Tlp.CLEAR)}

    def add(
        self, key: str, title: str, lines: list[Line], markings: set[str], total: int, amber: int, path: str
    ) -> None:
        """Add a section of `total` things that may be told, some of them as lines, and `amber` more."""
        if total or amber:
            self.sections.append(Section(key, title, tuple(lines), total - len(lines), amber, path))
            # That there is something marked AMBER is for officers' eyes, what it is for the desk's.
            self.markings |= markings | ({str(Tlp.GREEN)} if amber else set())


def gather_digest(user: User, language: str, *, today: date) -> Content:
    """Return what a person's digest of a day says, in a language which is also the active one."""
    told = told_until(user, today=today)
    found = _Gathered(user, language, today)
    own = visible_commitments(user).filter(organisation_id=user.organisation_id)
    where = reverse("ledger:list")
    for key, title, chosen, order, path in (
        ("overdue", str(labels.DUE["overdue"]), overdue(today), "deadline_last", f"{where}?due=overdue"),
        ("due", str(labels.DUE["soon"]), due_soon(today), "deadline_last", f"{where}?due=soon"),
        ("silent", _("Newly silent"), _turned_silent(told, today), "silent_from", f"{where}?hush=silent"),
    ):
        _commitments(found, key, title, own.filter(chosen), order, path)
    _proposals(found)
    _meetings(found)
    return Content(str(user.organisation), today, strictest(found.markings), tuple(found.sections))


def _turned_silent(told: date, today: date) -> Q:
    """What is silent and was not on the day of the last digest, or what the desk learned of only later."""
    late = Q(known_on__gt=told) | Q(known_on=told, since__lt=told)
    noted = HushChange.objects.filter(late, commitment=OuterRef("pk"), state="silent", known_on__lte=today)
    return silent(today) & (Q(silent_from__gt=told) | Exists(noted))


def _commitments(
    found: _Gathered, key: str, title: str, chosen: QuerySet[Commitment], order: str, path: str
) -> None:
    told = chosen.filter(tlp__in=_TOLD)
    shown = list(told.select_related("owner", "counterpart").order_by(order, "pk")[:MOST])
    # A name that only documents give may stand in one that is marked more strictly than the commitment.
    actors = {one.pk: one for row in shown for one in (row.owner, row.counterpart) if one and one.open}
    names = names_shown(found.user, actors.values(), found.language)
    lines = [
        Line(_line(row.title), _said(row, names), reverse("ledger:commitment", args=[row.pk]))
        for row in shown
    ]
    amber = chosen.filter(tlp=Tlp.AMBER).count()
    found.add(key, title, lines, {row.tlp for row in shown}, told.count(), amber, path)


def _said(row: Commitment, names: dict[int, str]) -> str:
    between = " → ".join(names[pk] for pk in (row.owner_id, row.counterpart_id) if pk in names)
    state = labels.CONDITIONS[row.condition] if row.condition else labels.STAGES[row.stage]
    due = _("Deadline: %(date)s") % {"date": written_date(row.deadline)} if row.deadline else ""
    return " · ".join(part for part in (between, str(state), due) if part)


def _proposals(found: _Gathered) -> None:
    waiting = (
        visible_proposals(found.user).exclude(claim__document__tlp=Tlp.RED).exclude(commitment__tlp=Tlp.RED)
    )
    free = Q(claim__document__tlp__in=_TOLD) & (Q(commitment=None) | Q(commitment__tlp__in=_TOLD))
    told = waiting.filter(free)
    shown = list(
        told.select_related("claim__document__snapshot", "commitment").order_by("-score", "pk")[:FEW]
    )
    path, lines, markings = reverse("ledger:proposals"), [], set()
    for row in shown:
        claim = row.claim
        sentence = _line(claim.document.text[claim.sentence_start : claim.sentence_end])
        about = _line(row.commitment.title) if row.commitment else ""
        words = " · ".join(part for part in (str(labels.PROPOSALS[row.kind]), about) if part)
        lines.append(Line(sentence, words))
        markings |= {claim.document.tlp, row.commitment.tlp if row.commitment else Tlp.CLEAR}
    total = told.count()
    found.add("proposals", _("Proposals that wait"), lines, markings, total, waiting.count() - total, path)


def _meetings(found: _Gathered) -> None:
    """Meetings that perhaps take place within a fortnight; of one of which only the year is known nothing is said."""
    own = visible_meetings(found.user).filter(organisation_id=found.user.organisation_id, called_off=False)
    near = own.annotate(precision=Length("held_on")).filter(
        last_day__gte=found.today, first_day__lte=found.today + _AHEAD, precision__gt=len("2026")
    )
    told, lines = near.filter(tlp__in=_TOLD), []
    shown = list(told.order_by("first_day", "pk")[:MOST])
    for one in shown:
        when = written_date(one.held_on + (f"/{one.until}" if one.until else ""))
        words = " · ".join(part for part in (when, one.place) if part)
        lines.append(Line(_line(one.title), words, reverse("meetings:meeting", args=[one.pk])))
    amber = near.filter(tlp=Tlp.AMBER).count()
    markings = {one.tlp for one in shown}
    found.add(
        "meetings", _("Meetings to come"), lines, markings, told.count(), amber, reverse("meetings:list")
    )


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
