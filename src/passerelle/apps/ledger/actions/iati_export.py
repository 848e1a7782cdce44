"""Letting the ledger leave as a file of IATI: only what its marking allows, and only what the standard accepts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import BinaryIO

import regex
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.telling import Telling
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.activities import Element
from passerelle.core.commitments.reporting import Reported, Reporter, activity_of
from passerelle.sources.iati.faults import Fault
from passerelle.sources.iati.records import records
from passerelle.sources.iati.rules import rule_faults
from passerelle.sources.iati.shaping import element_of
from passerelle.sources.iati.tables import codes
from passerelle.sources.iati.writing import from_text, written

_REFERENCE = regex.compile(r"[^\s/&|?-]+-[^\s/&|?]+")
_NOTES = 1000  # kept with their reasons; all are counted


@dataclass(slots=True)
class Exported:
    """What left: how many activities, and what could not. A note is (identifier, code or fault of the standard)."""

    activities: int = 0
    left_out: int = 0
    notes: list[tuple[str, str | Fault]] = field(default_factory=list)

    def note(self, identifier: str, what: str | Fault) -> None:
        if len(self.notes) < _NOTES:
            self.notes.append((identifier, what))


def export_activities(
    out: BinaryIO,
    *,
    reporter: Reporter,
    actor: User,
    marking: str = Tlp.CLEAR,
    as_given: bool = False,
    today: date | None = None,
) -> Exported:
    """Write the organisation's agreements and commitments, then the activities it took in. Raises InvalidEntry,
    Refused.

    What would not be valid is left out and noted; with `as_given`, activities that were taken in leave as they
    stand, even against the ruleset. An activity taken in that the ledger tells itself is told once. Where nothing
    leaves, nothing is written: the standard knows no empty file. Noted before anything leaves, and written outside
    of any transaction, so that nobody waits for it.
    """
    _check(reporter, marking)
    begin_export(reporter, marking=marking, actor=actor)
    done, day = Exported(), today or timezone.localdate()
    attributes = {"generated-datetime": timezone.now().isoformat(timespec="seconds")}
    leaving = _elements(actor, reporter, marking, as_given, day, done)
    if (first := next(leaving, None)) is not None:
        for piece in written(chain([first], leaving), attributes=attributes):
            out.write(piece)
    return done


@action("iati.export", permission="ledger.export")
def begin_export(reporter: Reporter, *, marking: str, actor: User) -> None:
    """Note that the ledger leaves, up to which marking and reported by whom."""
    about(None, organisation=actor.organisation, marking=str(marking), reporter=reporter.ref)


def _check(reporter: Reporter, marking: str) -> None:
    if marking not in Tlp.values:
        raise InvalidEntry("marking", "not_a_choice", _("Choose one of the list."))
    if not _REFERENCE.fullmatch(reporter.ref):
        said = _("Say who reports: the organisation’s identifier in IATI, such as XM-DAC-41114.")
        raise InvalidEntry("reporter", "reference", said)
    if reporter.type not in codes()["OrganisationType"][1]:
        said = _(
            "“%(value)s” is no type of organisation: write a code of IATI’s list, such as 10 for a government."
        )
        raise InvalidEntry("reporter", "type", said % {"value": reporter.type})


def _elements(
    user: User, reporter: Reporter, marking: str, as_given: bool, today: date, done: Exported
) -> Iterator[Element]:
    telling, told = Telling(user, marking, reporter.language), set()
    for one in _reported(telling, reporter, done):
        activity, left = activity_of(one, reporter, today.isoformat())
        element = element_of(activity)
        for code in left:
            done.note(activity.identifier, code)
        if _valid(activity.identifier, element, today, done):
            told.add(activity.identifier)
            yield element
    for row in telling.imported():
        element = from_text(row.record)
        if row.reporter == reporter.ref and row.identifier in told:
            continue
        if as_given:
            done.activities += 1
            yield element
        elif _valid(row.identifier, element, today, done):
            yield element


def _reported(telling: Telling, reporter: Reporter, done: Exported) -> Iterator[Reported]:
    for one, number in telling.agreements():
        if one is not None:
            yield one
        else:
            done.left_out += 1
            done.note(f"{reporter.ref}-{number}", "no_day")
    yield from telling.commitments()


def _valid(identifier: str, element: Element, today: date, done: Exported) -> bool:
    """Say whether an activity is valid by structure and ruleset; note why not."""
    for record in records(written([element])):
        faults = [*record.faults, *(one for one in rule_faults(record, today) if not one.advice)]
        for fault in faults:
            done.note(identifier, fault)
        if faults:
            done.left_out += 1
            return False
    done.activities += 1
    return True
