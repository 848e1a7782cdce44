"""Commitments of a spreadsheet taken in: some rows a transaction, each row once."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.deriving import derive, last_day
from passerelle.apps.ledger.models import Commitment, Evidence, Step, TakenPromise
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.ledger.tables.promises import Promised
from passerelle.apps.ledger.waiting import reopen_telling
from passerelle.apps.ledger.witness import origin_of
from passerelle.apps.library.models import Tlp
from passerelle.core.text.folding import fold

AT_ONCE = 200


def import_promises(found: Sequence[Promised], *, actor: User, tlp: str, today: date | None = None) -> int:
    """Take rows that were checked into the ledger of the person's organisation; return how many became commitments.

    Killed in between, the same rows again take in what is missing and double nothing. Raises InvalidEntry, Refused.
    """
    if tlp not in Tlp.values:
        raise InvalidEntry("tlp", "not_a_choice", _("Choose one of the list."))
    added = 0
    for first in range(0, len(found), AT_ONCE):
        added += take_promises(found[first : first + AT_ONCE], actor=actor, tlp=tlp, today=today)
    return added


@action("commitment.take", permission="ledger.import")
def take_promises(found: Sequence[Promised], *, actor: User, tlp: str, today: date | None = None) -> int:
    """Write some rows as commitments, with the step that each shows and its evidence; what was taken is left."""
    lock()
    day = today or timezone.localdate()
    organisation = actor.organisation
    keys = [one.key for one in found]
    there = set(
        TakenPromise.objects.filter(organisation=organisation, key__in=keys).values_list("key", flat=True)
    )
    fresh = list({one.key: one for one in found if one.key not in there}.values())
    rows = [_commitment(one, actor, tlp) for one in fresh]
    Commitment.objects.bulk_create(rows, batch_size=AT_ONCE)
    pairs = list(zip(fresh, rows, strict=True))
    TakenPromise.objects.bulk_create(
        TakenPromise(organisation=organisation, key=one.key, row=one.row, commitment=row)
        for one, row in pairs
    )
    _show([(one, row) for one, row in pairs if one.step], actor, day)
    if rows:
        derive(rows, day)
    for row in rows:
        reopen_telling(row)
    about(None, organisation=organisation, rows=[one.number for one in fresh], known=len(found) - len(fresh))
    return len(rows)


def _commitment(one: Promised, actor: User, tlp: str) -> Commitment:
    row = Commitment(organisation=actor.organisation, tlp=tlp, created_by=actor, hush="", **one.values)
    row.deadline_last = last_day(row.deadline)
    row.folded = fold(" ".join((row.title, row.deliverable, row.person)))
    return row


def _show(pairs: Sequence[tuple[Promised, Commitment]], actor: User, day: date) -> None:
    shown = [
        Evidence(
            commitment=row,
            kind="document",
            supports=one.step,
            on=one.on,
            known_on=day,
            text=one.text,
            address=one.address,
            origin=origin_of(None, one.address),
            added_by=actor,
        )
        for one, row in pairs
    ]
    Evidence.objects.bulk_create(shown, batch_size=AT_ONCE)
    steps = [
        Step(commitment=row, to=one.step, on=one.on, known_on=day, accepted_by=actor) for one, row in pairs
    ]
    Step.objects.bulk_create(steps, batch_size=AT_ONCE)
    through = Step.evidence.through
    through.objects.bulk_create(
        [
            through(step_id=step.pk, evidence_id=evidence.pk)
            for step, evidence in zip(steps, shown, strict=True)
        ],
        batch_size=AT_ONCE,
    )
