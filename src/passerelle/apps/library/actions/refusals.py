"""Why a decision about a claim is not taken: told to the person, in their language, with nothing lost."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.library.models import Claim, ReviewState

_DECIDED = {
    ReviewState.CONFIRMED: _("%(who)s confirmed this claim on %(when)s. Look at it again before you decide."),
    ReviewState.CORRECTED: _("%(who)s corrected this claim on %(when)s. Look at it again before you decide."),
    ReviewState.REJECTED: _("%(who)s rejected this claim on %(when)s. Look at it again before you decide."),
}
_CHANGED = _("This claim has changed since you opened it. Look at it again before you decide.")


class InvalidClaim(Exception):  # noqa: N818 - an answer to a person
    """A value that a claim cannot take: `field` names it, `code` the fault, `message` is for the person."""

    def __init__(self, field: str, code: str, message: str | Promise) -> None:
        self.field, self.code, self.message = field, code, message
        super().__init__(f"{field}: {code}")

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Exception):  # noqa: N818 - an answer to a person
    """Somebody decided first. Nothing was changed: `claim` is what stands now, `by` and `at` say whose it is.

    `by` and `at` are None when a newer reading or an undone decision changed the claim.
    """

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.state: str = claim.state
        self.by: User | None = claim.decided_by
        self.at: datetime | None = claim.decided_at
        super().__init__(claim.pk)

    @property
    def message(self) -> str:
        from django.utils.formats import date_format
        from django.utils.timezone import localtime

        if self.by is None or self.at is None:
            return str(_CHANGED)
        when = date_format(localtime(self.at), "DATETIME_FORMAT")
        return str(_DECIDED[ReviewState(self.state)]) % {"who": self.by, "when": when}

    def __str__(self) -> str:
        return self.message
