"""Meetings and visits: recorded, edited, called off.

`seen` is the version that the person saw; when somebody was faster, Conflict.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor, Mandate
from passerelle.apps.directory.offices import covers
from passerelle.apps.ledger.actions.consistency import check_meeting
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import MEETING, actor_of, checked, text_of
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.marking import mark_as_strictly_as_minutes
from passerelle.apps.ledger.models import Meeting, Participant

Participants = Iterable[tuple[Actor | None, str, str]]
"""Who takes part: somebody of the directory, a person by name, and in which capacity; one of the first two."""
_MOST = 100
_NAME = text_of(200)


@action("meeting.record", permission="ledger.write")
def record_meeting(
    *, actor: User, participants: Participants = (), today: date | None = None, **values: Any
) -> Meeting:
    """Put a meeting or a visit into the ledger of the person's organisation. `values` are those of `values.MEETING`.

    Raises InvalidEntry, Refused.
    """
    clean = checked(MEETING, {"title": "", "held_on": "", **values})
    check_meeting(clean, (), today or timezone.localdate())
    meeting = Meeting.objects.create(organisation=actor.organisation, created_by=actor, **clean)
    _write(meeting, _checked(participants))
    about(meeting, organisation=actor.organisation, participants=meeting.participants.count())
    return meeting


@action("meeting.edit", permission="ledger.write")
def edit_meeting(
    meeting: Meeting,
    *,
    actor: User,
    changes: dict[str, Any],
    participants: Participants | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Meeting:
    """Change columns, and who takes part when that is given. Commitments that rest on the minutes are marked as
    strictly as they are. Raises Conflict, InvalidEntry, Refused.
    """
    meeting = held(meeting, actor, seen)
    clean = checked(MEETING, changes)
    dues = meeting.decisions.filter(withdrawn_on__isnull=True).values_list("due", flat=True)
    values = {field: getattr(meeting, field) for field in MEETING} | clean
    check_meeting(values, dues, today or timezone.localdate())
    before = {field: getattr(meeting, field) for field in clean}
    after = {field: value for field, value in clean.items() if value != before[field]}
    for field, value in after.items():
        setattr(meeting, field, value)
    noted = {field: before[field] for field in after}
    there = _there(meeting)
    fresh = there if participants is None else _checked(participants)
    if fresh != there:
        noted["participants"], after["participants"] = _named(there), _named(fresh)
    if fresh != there or "held_on" in after:  # who comes from where is a question of the day, too
        meeting.participants.all().delete()
        _write(meeting, fresh)
    if after:
        note_edit(meeting, actor, noted, after)
        meeting.save()
        if "tlp" in after:
            mark_as_strictly_as_minutes(meeting)
    about(meeting, organisation=meeting.organisation, fields=sorted(after))
    return meeting


@action("meeting.call_off", permission="ledger.write")
def call_off_meeting(
    meeting: Meeting, *, actor: User, called_off: bool = True, seen: int | None = None
) -> Meeting:
    """Say that a meeting is not held, or is held after all. Raises Conflict, InvalidEntry, Refused."""
    meeting = held(meeting, actor, seen)
    if called_off and (meeting.minutes or meeting.decisions.filter(withdrawn_on__isnull=True).exists()):
        raise InvalidEntry("called_off", "held", _("It has minutes or decisions: it was held."))
    note_edit(meeting, actor, {"called_off": meeting.called_off}, {"called_off": called_off})
    meeting.called_off = called_off
    meeting.save()
    about(meeting, organisation=meeting.organisation, called_off=called_off)
    return meeting


Row = tuple[Actor | None, str, str]


def _checked(participants: Participants) -> list[Row]:
    """Return who takes part, each once. Raises InvalidEntry."""
    found: list[Row] = []
    for given, name, office in participants:
        row = (actor_of("participants", given), _NAME("participants", name), _NAME("participants", office))
        who, person, _office = row
        if who is None and not person:
            raise InvalidEntry("participants", "nobody", _("Say who: somebody of the directory, or a name."))
        if who is not None and who.kind == "person" and person:
            raise InvalidEntry(
                "participants",
                "two_people",
                _("%(who)s is a person already: give the other name a line of its own.") % {"who": who},
            )
        if row not in found:
            found.append(row)
    if len(found) > _MOST:
        raise InvalidEntry("participants", "too_many", _("At most %(most)d participants.") % {"most": _MOST})
    return found


def _there(meeting: Meeting) -> list[Row]:
    return [
        (one.actor, one.person, one.office)
        for one in meeting.participants.select_related("actor").order_by("pk")
    ]


def _named(rows: list[Row]) -> list[list[Any]]:
    return [[who.key if who else None, person, office] for who, person, office in rows]


def _write(meeting: Meeting, rows: list[Row]) -> None:
    countries = _countries([who.pk for who, _person, _office in rows if who], meeting.held_on)
    Participant.objects.bulk_create(
        Participant(
            meeting=meeting,
            actor=who,
            person=person,
            office=office,
            country=(who.country or countries.get(who.pk, "")) if who else "",
        )
        for who, person, office in rows
    )


def _countries(people: list[int], day: str) -> dict[int, str]:
    """Return person → the country of the body in which they held an office on a day, the latest of several."""
    held = Mandate.objects.filter(person__in=people).exclude(organisation__country="").order_by("since", "pk")
    return {
        person: country
        for person, country, since, until in held.values_list(
            "person", "organisation__country", "since", "until"
        )
        if covers(since, until, day)
    }
