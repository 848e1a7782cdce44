"""Who takes part in a meeting, line by line, as a form asks for it: somebody of the directory, or a name."""

from dataclasses import dataclass

from django.http import QueryDict

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.models import Meeting, Participant
from passerelle.apps.ledger.queries.meeting import present
from passerelle.web.ledger.naming import named

_BLANK, _MOST = 3, 100
_COLUMNS = ("who", "person", "office")


@dataclass(slots=True)
class Line:
    """One line of the form. `name` and `offices` are what the directory knows of `who` on that day."""

    who: str = ""
    person: str = ""
    office: str = ""
    problem: str = ""
    name: str = ""
    offices: str = ""

    @property
    def blank(self) -> bool:
        return not (self.who or self.person or self.office)


def typed(given: QueryDict) -> list[Line]:
    """Return the lines that a form sent, without the blank ones."""
    columns = [given.getlist(name)[:_MOST] for name in _COLUMNS]
    lines = [
        Line(*(" ".join(cell.replace("\x00", " ").split()) for cell in cells))
        for cells in zip(*columns, strict=False)
    ]
    return [line for line in lines if not line.blank]


def written(meeting: Meeting) -> list[Line]:
    """Return the lines of a meeting as it stands."""
    return [
        Line(one.actor.key if one.actor else "", one.person, one.office)
        for one in meeting.participants.select_related("actor").order_by("pk")
    ]


def found(user: User, lines: list[Line]) -> list[tuple[Actor | None, str, str]] | None:
    """Return who is meant, as the actions take it; None when somebody is not found, which the lines then tell."""
    rows: list[tuple[Actor | None, str, str]] = []
    for line in lines:
        known = named(user, line.who)
        line.problem = known.problem
        rows.append((known.actor, line.person, line.office))
    return None if any(line.problem for line in lines) else rows


def looked_up(user: User, lines: list[Line], day: str, language: str) -> list[Line]:
    """Return the lines with what the directory knows of each on that day, and blank ones after them."""
    known = [(line, named(user, line.who).actor) for line in lines if line.who and not line.problem]
    there = [(line, Participant(actor=actor)) for line, actor in known if actor is not None]
    shown = present(user, [row for _line, row in there], day, language)
    for (line, _row), one in zip(there, shown, strict=True):
        line.name = one.name
        line.offices = "; ".join(f"{office.office} ({office.name})" for office in one.offices[:3])
    return [*lines, *(Line() for _at in range(_BLANK))]
