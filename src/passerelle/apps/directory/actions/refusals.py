"""Why a decision about an actor is not taken: told to the person, in their language, with nothing lost."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User

_DECIDED = {
    "accept": _("%(who)s accepted this actor on %(when)s. Look at it again before you decide."),
    "drop": _("%(who)s dropped this actor on %(when)s. Look at it again before you decide."),
    "merge": _("%(who)s merged this actor on %(when)s. Look at it again before you decide."),
    "apart": _("%(who)s said on %(when)s that these two are not the same. Undo that first."),
    "split": _("%(who)s split this actor on %(when)s. Look at it again before you decide."),
    "link": _("%(who)s said on %(when)s who this is. Look at it again before you decide."),
    "undo": _("%(who)s undid this decision on %(when)s."),
}
_CHANGED = _("This actor has changed since you opened it. Look at it again before you decide.")


class InvalidActor(Exception):  # noqa: N818 - an answer to a person
    """Something an actor cannot be: `field` names it, `code` the fault, `message` is for the person."""

    def __init__(self, field: str, code: str, message: str | Promise) -> None:
        self.field, self.code, self.message = field, code, message
        super().__init__(f"{field}: {code}")

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Exception):  # noqa: N818 - an answer to a person
    """Somebody decided first, or what was seen has changed. Nothing was done: `by` and `at` say whose decision stands.

    `verb` is that decision's; it is empty, and so are `by` and `at`, when a reading or an import changed the actor.
    """

    def __init__(self, verb: str = "", by: User | None = None, at: datetime | None = None) -> None:
        self.verb, self.by, self.at = verb, by, at
        super().__init__(verb)

    @property
    def message(self) -> str:
        from django.utils.formats import date_format
        from django.utils.timezone import localtime

        if self.by is None or self.at is None or self.verb not in _DECIDED:
            return str(_CHANGED)
        when = date_format(localtime(self.at), "DATETIME_FORMAT")
        return str(_DECIDED[self.verb]) % {"who": self.by, "when": when}

    def __str__(self) -> str:
        return self.message
