"""Why a correction of an event is not taken: told to the person, in their language, with nothing lost."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User

_UNDONE = _("%(who)s undid this correction on %(when)s.")
_CHANGED = _("This event has changed since you opened it. Look at it again before you decide.")


class InvalidCorrection(Exception):  # noqa: N818 - an answer to a person
    """A correction that means nothing: `code` names the fault, `message` is for the person."""

    def __init__(self, code: str, message: str | Promise) -> None:
        self.code, self.message = code, message
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Exception):  # noqa: N818 - an answer to a person
    """Somebody was faster, or a new report changed the event.

    Nothing was done; `by` and `at` say whose decision stands.
    """

    def __init__(self, by: User | None = None, at: datetime | None = None) -> None:
        self.by, self.at = by, at
        super().__init__("conflict")

    @property
    def message(self) -> str:
        from django.utils.formats import date_format
        from django.utils.timezone import localtime

        if self.by is None or self.at is None:
            return str(_CHANGED)
        return str(_UNDONE) % {"who": self.by, "when": date_format(localtime(self.at), "DATETIME_FORMAT")}

    def __str__(self) -> str:
        return self.message
