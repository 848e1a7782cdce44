"""Why a change of the ledger is not made: told to the person, in their language, with nothing lost."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.labels import refusal_said
from passerelle.core.commitments.refusals import Refusal

_FASTER = _("%(who)s changed this on %(when)s. Nothing of yours is lost: compare, then save again.")
_DECIDED = _("%(who)s decided this on %(when)s.")
_CHANGED = _("This has changed since you opened it. Nothing of yours is lost: compare, then save again.")
_MARKING = _(
    "This rests on a document marked %(needed)s. It will be seen by fewer people: marked %(needed)s as well. "
    "Is that what you want?"
)


class InvalidEntry(Exception):  # noqa: N818 - an answer to a person
    """Something an entry of the ledger cannot be: `field` names it, `code` the fault, `message` is for the person."""

    def __init__(self, field: str, code: str, message: str | Promise) -> None:
        self.field, self.code, self.message = field, code, message
        super().__init__(f"{field}: {code}")

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Exception):  # noqa: N818 - an answer to a person
    """Somebody was faster. Nothing was done.

    `by` and `at` say who and when, `changes` what: column → (before, after).
    """

    def __init__(
        self,
        by: User | None = None,
        at: datetime | None = None,
        changes: dict[str, tuple[Any, Any]] | None = None,
        *,
        decided: bool = False,
    ) -> None:
        self.by, self.at, self.changes, self.decided = by, at, changes or {}, decided
        super().__init__("conflict")

    @property
    def message(self) -> str:
        from django.utils.formats import date_format
        from django.utils.timezone import localtime

        if self.by is None or self.at is None:
            return str(_CHANGED)
        when = date_format(localtime(self.at), "DATETIME_FORMAT")
        return str(_DECIDED if self.decided else _FASTER) % {"who": self.by, "when": when}

    def __str__(self) -> str:
        return self.message


class StepRefused(Exception):  # noqa: N818 - an answer to a person
    """A step that the evidence or the life of the commitment does not allow; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)

    @property
    def message(self) -> str:
        return refusal_said(self.refusal)

    def __str__(self) -> str:
        return self.message


class MarkingQuestion(Exception):  # noqa: N818 - a question to a person
    """A commitment would rest on a document marked more strictly: the person is asked before it is marked so too."""

    def __init__(self, needed: str) -> None:
        self.needed = needed
        super().__init__(needed)

    @property
    def message(self) -> str:
        return str(_MARKING) % {"needed": f"TLP:{self.needed.upper()}"}

    def __str__(self) -> str:
        return self.message
