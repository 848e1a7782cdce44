"""What people decide about a later reading: take what it says, or keep what stood.

Both are decisions about the claim, like any other: audited, in its history, and to be undone.
"""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.library.actions.claim_values import EDITABLE
from passerelle.apps.library.actions.refusals import InvalidClaim
from passerelle.apps.library.actions.review import confirm_claim, correct_claim, reject_claim
from passerelle.apps.library.models import Claim, Difference, ReviewState
from passerelle.apps.library.proposals import UNDECIDED


def accept_difference(difference: Difference, *, actor: User, seen: str | None = None) -> Claim:
    """Take what the later reading says, also against an earlier decision. Raises Conflict, InvalidClaim, Refused."""
    require_rows(actor, "claim.review", [difference.claim])
    if not difference.after:
        raise InvalidClaim(
            "after",
            "nothing_said",
            _("The reader no longer says anything here: keep the claim, or reject it."),
        )
    return _stand(difference.claim, difference.after, actor, seen)


def keep_former(difference: Difference, *, actor: User, seen: str | None = None) -> Claim:
    """Keep what stood before the later reading: former values, or the decision taken. Raises Conflict, InvalidClaim,
    Refused.
    """
    claim = difference.claim
    require_rows(actor, "claim.review", [claim])
    if claim.state == ReviewState.REJECTED:
        return reject_claim(claim, reason=claim.reason, actor=actor, seen=seen)
    if claim.state not in UNDECIDED:
        return confirm_claim(claim, actor=actor, seen=seen, again=True)
    if not difference.before:
        raise InvalidClaim(
            "before", "nothing_stood", _("Nothing stood here before: confirm the claim, or reject it.")
        )
    return _stand(claim, difference.before, actor, seen)


def _stand(claim: Claim, columns: dict, actor: User, seen: str | None) -> Claim:
    """Decide that these values stand: confirmed where the claim has them already, else corrected."""
    changes = {name: columns[name] for name in EDITABLE if columns[name] != getattr(claim, name)}
    if not changes and claim.state in UNDECIDED:
        return confirm_claim(claim, actor=actor, seen=seen)
    start, end = columns["start"], columns["end"]
    return correct_claim(claim, actor=actor, changes=changes, start=start, end=end, seen=seen)
