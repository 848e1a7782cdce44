"""Events as lines of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.events.labels import ATTRIBUTES
from passerelle.apps.events.queries.events import EventRow
from passerelle.apps.library.labels import TYPES
from passerelle.core.events.summary import Summary
from passerelle.web.events.called import Called, called
from passerelle.web.events.telling import Telling

_PARTIES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One event on the screen: what it is called, when it was, and what is told of it."""

    row: EventRow
    called: Called

    @property
    def pk(self) -> int:
        return self.row.event.pk

    @property
    def summary(self) -> Summary:
        return self.row.summary

    @property
    def type(self) -> str:
        return str(self._value("type") or self.row.claim.type)

    @property
    def type_label(self) -> str | Promise:
        return TYPES.get(self.type, self.type)

    @property
    def status_label(self) -> str:
        return self._first("status")

    @property
    def when(self) -> str:
        """The day it happened, as most say; without one, the day it was first told."""
        return str(self._value("date") or self.summary.first_seen or "")

    @property
    def title(self) -> str:
        return title(self.summary, self.called) or self.row.claim.quote

    @property
    def telling(self) -> Telling:
        """The claim that says it best, in its sentence."""
        return Telling(self.row.claim)

    @property
    def about(self) -> list[str]:
        """What else is worth a line: technologies, amount, country."""
        technologies = self.summary.of("technologies")
        found = (
            [self.called.written("technologies", one.value) for one in technologies.values]
            if technologies
            else []
        )
        return [*found, *filter(None, (self._first("quantity"), self._first("place")))]

    @property
    def disputed(self) -> str:
        """The names of what the documents say differently, in one line."""
        return ", ".join(str(ATTRIBUTES[name]).lower() for name in self.summary.disputed)

    @property
    def documents(self) -> int:
        return len(self.summary.documents)

    @property
    def origins(self) -> int:
        return len(self.summary.origins)

    def _value(self, name: str):
        attribute = self.summary.of(name)
        return attribute.values[0].value if attribute else None

    def _first(self, name: str) -> str:
        value = self._value(name)
        return self.called.written(name, value) if value is not None else ""


def lines(user: User, rows: Sequence[EventRow]) -> list[Line]:
    """Return events as lines, with the names their actors have on this screen."""
    names = called(user, [row.claim for row in rows], [row.summary for row in rows])
    return [Line(row, names) for row in rows]


def title(summary: Summary, names: Called) -> str:
    """Return who takes part, the most named first; where that is one alone, also how much or in what."""
    for name in ("parties", "people"):
        if attribute := summary.of(name):
            written = [names.written(name, one.value) for one in attribute.values]
            if written[_PARTIES:]:
                shown = ", ".join(written[:_PARTIES])
                return _("%(names)s and %(number)d more") % {
                    "names": shown,
                    "number": len(written) - _PARTIES,
                }
            return ", ".join(written) if written[1:] else _alone(written[0], summary, names)
    return ""


def _alone(name: str, summary: Summary, names: Called) -> str:
    for what in ("quantity", "technologies"):
        if attribute := summary.of(what):
            said = {"name": name, "what": names.written(what, attribute.values[0].value)}
            return _("%(name)s: %(what)s") % said
    return name
