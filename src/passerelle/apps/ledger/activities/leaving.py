"""What of the ledger leaves as a file of IATI, and what stays and why: alike for looking ahead and for writing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.ledger.activities.dividing import shares_of_row
from passerelle.apps.ledger.activities.telling import WHOLE, Scope, Telling
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import OrganisationReport
from passerelle.core.commitments.activities import Element
from passerelle.core.commitments.reporting import Reported, Reporter, activity_of
from passerelle.sources.iati.dividing import divided
from passerelle.sources.iati.faults import Fault
from passerelle.sources.iati.records import records
from passerelle.sources.iati.rules import rule_faults
from passerelle.sources.iati.shaping import element_of
from passerelle.sources.iati.writing import from_text, written

REPORTS = "iati-organisations"
_NOTES = 1000  # kept with their reasons; all are counted


@dataclass(slots=True)
class Exported:
    """What left: how many records, and what could not. A note is (identifier, code or fault of the standard)."""

    activities: int = 0
    left_out: int = 0
    notes: list[tuple[str, str | Fault]] = field(default_factory=list)

    def note(self, identifier: str, what: str | Fault) -> None:
        if len(self.notes) < _NOTES:
            self.notes.append((identifier, what))


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody lets leave: up to which marking, what of the ledger, and whether activities that were taken in
    leave as they stand, even against the ruleset."""

    reporter: Reporter
    marking: str
    today: date
    scope: Scope = WHOLE
    as_given: bool = False


def counted(user: User, scope: Scope = WHOLE) -> dict[str, tuple[int, int, int]]:
    """Return how many agreements, commitments and activities there are of each marking that a person may
    let leave, the least strict first."""
    found: dict[str, list[int]] = {tlp: [0, 0, 0] for tlp in STRICTNESS}
    for place, some in enumerate((scope.agreements(), scope.commitments(), scope.activities())):
        of_each = rows(user, "ledger.export", some).order_by().values_list("tlp").annotate(Count("pk"))
        for tlp, number in of_each:
            found[tlp][place] = number
    return {tlp: (one[0], one[1], one[2]) for tlp, one in found.items()}


def counted_reports(user: User) -> dict[str, int]:
    """Return how many reports of organisations there are of each marking that a person may let leave, the least strict
    first."""
    found = rows(user, "ledger.export", OrganisationReport.objects.all()).order_by()
    of_each = dict(found.values_list("tlp").annotate(Count("pk")))
    return {tlp: of_each.get(tlp, 0) for tlp in STRICTNESS}


def would_leave(user: User, leaving: Leaving) -> Exported:
    """Return what would leave, without letting it."""
    done = Exported()
    for _element in leaving_elements(user, leaving, done):
        pass
    return done


def leaving_elements(user: User, leaving: Leaving, done: Exported) -> Iterator[Element]:
    """Yield what leaves, one activity at a time; `done` is told of each and of what stays."""
    reporter, today = leaving.reporter, leaving.today
    telling, told = Telling(user, leaving.marking, reporter.language, leaving.scope), set()
    for one in _reported(telling, reporter, done):
        activity, left = activity_of(one, reporter, today.isoformat())
        element = element_of(activity)
        for code in left:
            done.note(activity.identifier, code)
        if _valid(activity.identifier, element, today, done):
            told.add(activity.identifier)
            yield element
    for activity, left in telling.programmes(reporter, today):
        element = element_of(activity)
        for code in left:
            done.note(activity.identifier, code)
        if _valid(activity.identifier, element, today, done):
            told.add(activity.identifier)
            yield element
    for row in telling.imported():
        element = divided(from_text(row.record), shares_of_row(row.shares))
        if row.reporter == reporter.ref and row.identifier in told:
            continue
        if leaving.as_given:
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


def leaving_reports(
    user: User, marking: str, done: Exported, *, today: date, as_given: bool = False
) -> Iterator[Element]:
    """Yield what organisations report of themselves, as it was taken in, and may leave; `done` is told of each."""
    markings = [tlp for tlp, place in STRICTNESS.items() if place <= STRICTNESS[marking]]
    found = rows(user, "ledger.export", OrganisationReport.objects.filter(tlp__in=markings)).order_by("pk")
    for row in found.iterator(chunk_size=50):
        element = from_text(row.record, REPORTS)
        if as_given:
            done.activities += 1
            yield element
        elif _valid(row.identifier, element, today, done, REPORTS):
            yield element


def _valid(
    identifier: str, element: Element, today: date, done: Exported, root: str = "iati-activities"
) -> bool:
    """Say whether a record is valid by structure and ruleset; note why not."""
    for record in records(written([element], root)):
        faults = [*record.faults, *(one for one in rule_faults(record, today) if not one.advice)]
        for fault in faults:
            done.note(identifier, fault)
        if faults:
            done.left_out += 1
            return False
    done.activities += 1
    return True
