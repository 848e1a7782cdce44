"""What people decide about claims: confirm, correct, reject, undo, add by hand.

Each decision keeps the claim before and after it, so that nothing is lost and the latest can be undone.
`seen` is the `claim.token` of what the person looked at: when somebody was faster, Conflict says who, and
nothing changes.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.library.actions.claim_values import EDITABLE, checked, checked_reason, checked_span
from passerelle.apps.library.actions.refusals import Conflict, InvalidClaim
from passerelle.apps.library.index import index_claims
from passerelle.apps.library.models import Claim, Decision, Document, ReviewState, Verb
from passerelle.apps.library.signals import claims_decided
from passerelle.core.text.sentences import split

_PLACE = ("start", "end", "quote", "sentence_start", "sentence_end")
_FATE = ("state", "reason")
_DECIDED = (ReviewState.CONFIRMED, ReviewState.CORRECTED)


@action("claim.confirm", permission="claim.review")
def confirm_claim(claim: Claim, *, actor: User, seen: str | None = None, again: bool = False) -> Claim:
    """Say that a claim is right as it stands. Raises Conflict, InvalidClaim (it already stands).

    `again`: say so once more of a claim that was decided, because a later reading says otherwise.
    """
    claim = _open(claim, actor, seen)
    if claim.state not in _DECIDED:
        return _decide(claim, Verb.CONFIRM, ReviewState.CONFIRMED, actor)
    if not again:
        raise InvalidClaim("state", "already_decided", _("This claim has already been confirmed."))
    return _decide(claim, Verb.CONFIRM, ReviewState(claim.state), actor)


@action("claim.correct", permission="claim.review")
def correct_claim(
    claim: Claim,
    *,
    actor: User,
    changes: dict[str, Any] | None = None,
    start: int | None = None,
    end: int | None = None,
    seen: str | None = None,
) -> Claim:
    """Set other values, another passage, or both. Raises Conflict, InvalidClaim.

    `changes` maps columns of `claim_values.EDITABLE` to values; `start` and `end` choose a passage of the
    document's text (both or none), from which quote and sentence follow.
    """
    claim = _open(claim, actor, seen)
    before = _snapshot(claim)
    values = checked(changes or {}, {field: getattr(claim, field) for field in EDITABLE})
    if start is not None or end is not None:
        values |= _placed(claim.document, start, end)
    if all(getattr(claim, field) == value for field, value in values.items()):
        raise InvalidClaim("changes", "nothing_changed", _("Nothing was changed."))
    for field, value in values.items():
        setattr(claim, field, value)
    return _decide(claim, Verb.CORRECT, ReviewState.CORRECTED, actor, before=before)


@action("claim.reject", permission="claim.review")
def reject_claim(claim: Claim, *, actor: User, reason: str, seen: str | None = None) -> Claim:
    """Say that the document does not state this, and why. Raises Conflict, InvalidClaim (no reason)."""
    claim = _open(claim, actor, seen)
    return _decide(claim, Verb.REJECT, ReviewState.REJECTED, actor, reason=checked_reason(reason))


@action("claim.undo", permission="claim.review")
def undo_decision(claim: Claim, *, actor: User, seen: str | None = None) -> Claim:
    """Go back to what stood before the latest decision that is not undone yet. Raises Conflict, InvalidClaim.

    A claim added by hand is then withdrawn; it stays in the history.
    """
    claim = _open(claim, actor, seen)
    latest = claim.decisions.filter(undone=False).exclude(verb=Verb.UNDO).order_by("-pk").first()
    if latest is None:
        raise InvalidClaim("state", "nothing_to_undo", _("There is no decision to undo."))
    before = _snapshot(claim)
    if latest.verb == Verb.ADD:
        claim.state, claim.reason, claim.decided_by, claim.decided_at = ReviewState.WITHDRAWN, "", None, None
    else:
        _restore(claim, latest.before)
    Decision.objects.filter(pk=latest.pk).update(undone=True)
    return _keep(claim, Verb.UNDO, actor, before=before, undone=latest.verb)


@action("claim.add", permission="claim.review")
def add_claim(document: Document, *, actor: User, start: int, end: int, values: dict[str, Any]) -> Claim:
    """Add a claim that the reader missed, anchored at text[start:end]. Raises InvalidClaim.

    `values` maps columns of `claim_values.EDITABLE` to values; `type` and `status` are needed.
    """
    require_rows(actor, "document.read", [document])
    empty: dict[str, Any] = {field: Claim._meta.get_field(field).get_default() for field in EDITABLE}
    given = {"type": "", "status": "", "technologies": []} | values
    claim = Claim(
        document=document,
        confidence={},
        certainty=1.0,
        **checked(given, empty),
        **_placed(document, start, end),
    )
    claim.state, claim.decided_by, claim.decided_at = ReviewState.CONFIRMED, actor, timezone.now()
    return _keep(claim, Verb.ADD, actor, before={})


def _open(claim: Claim, actor: User, seen: str | None) -> Claim:
    """Return the claim as it stands now, locked until the decision is written."""
    require_rows(actor, "claim.review", [claim])
    # The document first, as a reading does: two that each hold what the other needs would wait for ever.
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("snapshot", "organisation")
        .get(pk=claim.document_id)
    )
    claim = Claim.objects.select_related("decided_by").get(pk=claim.pk)
    claim.document = document
    if seen is not None and seen != claim.token:
        raise Conflict(claim)
    return claim


def _decide(
    claim: Claim, verb: Verb, state: ReviewState, actor: User, *, reason: str = "", before: dict | None = None
) -> Claim:
    before = before or _snapshot(claim)
    claim.state, claim.reason, claim.decided_by, claim.decided_at = state, reason, actor, timezone.now()
    return _keep(claim, verb, actor, before=before)


def _keep(claim: Claim, verb: Verb, actor: User, *, before: dict[str, Any], **detail: Any) -> Claim:
    """Write claim, decision and index, and say what it was about."""
    claim.save()
    after = _snapshot(claim)
    Decision.objects.create(claim=claim, verb=verb, by=actor, reason=claim.reason, before=before, after=after)
    index_claims(claim.document)
    claims_decided.send(Claim, document=claim.document)
    changed = {
        field: [before.get(field), after[field]]
        for field in after
        if before and before.get(field) != after[field]
    }
    about(
        claim,
        organisation=claim.document.organisation,
        document=claim.document_id,
        state=str(claim.state),
        changed={field: pair for field, pair in changed.items() if field not in ("decided_at", "decided_by")},
        **({"reason": claim.reason} if claim.reason else {}),
        **detail,
    )
    return claim


def _placed(document: Document, start: Any, end: Any) -> dict[str, Any]:
    """Return offsets, quote and sentence of a passage; one over several sentences takes them all."""
    text = document.snapshot.text
    start, end = checked_span(text, start, end)
    around = [span for span in split(text, document.language) if span.start < end and start < span.end]
    return {
        "start": start,
        "end": end,
        "quote": text[start:end],
        "sentence_start": min([start, *(span.start for span in around)]),
        "sentence_end": max([end, *(span.end for span in around)]),
    }


def _snapshot(claim: Claim) -> dict[str, Any]:
    """Return everything that a decision can change, as plain JSON."""
    kept: dict[str, Any] = {field: getattr(claim, field) for field in (*EDITABLE, *_PLACE)}
    kept |= {field: str(getattr(claim, field)) for field in _FATE}
    return kept | {
        "decided_by": claim.decided_by_id,
        "decided_at": claim.decided_at.isoformat() if claim.decided_at else None,
    }


def _restore(claim: Claim, kept: dict[str, Any]) -> None:
    for field in (*EDITABLE, *_PLACE, *_FATE):
        setattr(claim, field, kept[field])
    claim.decided_by_id = kept["decided_by"]
    claim.decided_at = datetime.fromisoformat(kept["decided_at"]) if kept["decided_at"] else None
