"""Writing lines of a table into the ledger: each agreement with its parties, its text, one commitment that it be
carried out, and the steps that its status shows. What is there is left as it stands; the same line twice is once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger import living
from passerelle.apps.ledger.deriving import derive, last_day
from passerelle.apps.ledger.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    Commitment,
    Evidence,
    Milestone,
    Step,
)
from passerelle.apps.ledger.tables.parties import actors_named
from passerelle.apps.ledger.witness import origin_of
from passerelle.core.commitments.days import surely_before
from passerelle.core.commitments.life import standing
from passerelle.core.commitments.refusals import refusal_of
from passerelle.core.commitments.stages import reach
from passerelle.core.text.folding import fold
from passerelle.sources.agreement_tables import AgreementRow, Line, MilestoneRow

_INVESTING = ("investment", "construction")


@dataclass(slots=True)
class Written:
    """What writing did: agreements added and met again, and what is to be said of lines.

    A fault with `taken` is a remark: the line was taken all the same.
    """

    added: int = 0
    known: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    agreements: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    """One organisation's table being written by a person on a day."""

    actor: User
    tlp: str
    today: date
    begun: datetime
    written: Written = field(default_factory=Written)

    def tell(self, line: Line, code: str, value: str = "", *, taken: bool = False) -> None:
        fault = {"line": line.number, "code": code, "details": {"value": value[:80]}, "taken": taken}
        self.written.faults.append(fault)


def take(lines: Sequence[Line], *, actor: User, tlp: str, today: date, begun: datetime) -> Written:
    """Write some lines for the person's organisation, of a table that was begun then; under the lock of the ledger."""
    batch = _Batch(actor, tlp, today, begun)
    for line in lines:
        if line.fault:
            details = {"line": line.number, "code": line.fault, "details": line.details, "taken": False}
            batch.written.faults.append(details)
    stated = [(line, line.row) for line in lines if isinstance(line.row, AgreementRow)]
    fresh = _agreements(batch, stated)
    commitments = _commitments(batch, fresh)
    _milestones(batch, [(line, one) for line, row in stated for one in row.milestones], remark=True)
    alone = [(line, line.row) for line in lines if isinstance(line.row, MilestoneRow)]
    _milestones(batch, alone, remark=False)
    touched = {one.pk: one for one in commitments}
    late = [row.reference for _line, row in alone]
    for one in _carried(batch, late).values():
        touched.setdefault(one.pk, one)
    if touched:
        derive(touched.values(), today)
    batch.written.faults.sort(key=lambda fault: fault["line"])
    return batch.written


def _agreements(
    batch: _Batch, stated: list[tuple[Line, AgreementRow]]
) -> list[tuple[Line, AgreementRow, Agreement]]:
    organisation = batch.actor.organisation_id
    references = [row.reference for _line, row in stated]
    there = {
        one.reference: one
        for one in Agreement.objects.filter(organisation=organisation, reference__in=references)
    }
    fresh = []
    for line, row in stated:
        known = there.get(row.reference)
        if known is None:
            there[row.reference] = made = _agreement(batch, row)
            fresh.append((line, row, made))
        elif known.title != row.title and (known.pk is None or known.created_at >= batch.begun):
            batch.tell(line, "again", row.reference)
        else:
            batch.written.known += 1
    Agreement.objects.bulk_create([one for _line, _row, one in fresh], batch_size=200)
    batch.written.added += len(fresh)
    batch.written.agreements += [one.pk for _line, _row, one in fresh]
    named = actors_named({name for _line, row, _one in fresh for name in row.parties})
    parties, documents = [], []
    for line, row, one in fresh:
        for name in row.parties:
            if name not in named:
                batch.tell(line, "unknown_party", name, taken=True)
        actors = dict.fromkeys(named[name].pk for name in row.parties if name in named)
        parties += [AgreementParty(agreement=one, actor_id=pk) for pk in actors]
        if row.address:
            documents.append(AgreementDocument(agreement=one, address=row.address))
    AgreementParty.objects.bulk_create(parties, batch_size=500)
    AgreementDocument.objects.bulk_create(documents, batch_size=500)
    return fresh


def _agreement(batch: _Batch, row: AgreementRow) -> Agreement:
    return Agreement(
        organisation=batch.actor.organisation,
        tlp=batch.tlp,
        created_by=batch.actor,
        reference=row.reference,
        title=row.title,
        folded=fold(f"{row.title} {row.reference}"),
        title_language="en",
        kind=row.kind,
        instrument=row.instrument,
        technologies=list(row.technologies),
        signed="" if row.status == "announced" else row.signed,
        in_force=row.in_force,
        ends=row.ends,
        amount=row.amount,
        address=row.address,
        last_verified=row.last_verified,
        note=row.note,
    )


def _commitments(batch: _Batch, fresh: list[tuple[Line, AgreementRow, Agreement]]) -> list[Commitment]:
    rows = [_commitment(batch, row, one) for _line, row, one in fresh]
    Commitment.objects.bulk_create(rows, batch_size=200)
    wanted: list[tuple[Line, Step, Evidence]] = []
    for (line, row, _one), commitment in zip(fresh, rows, strict=True):
        for to, on in _shown(row, batch.today):
            evidence = _evidence(batch, commitment, on, row.title, row.address)
            evidence.kind, evidence.supports = "document", to
            step = Step(commitment=commitment, to=to, on=on, known_on=batch.today, accepted_by=batch.actor)
            wanted.append((line, step, evidence))
    Evidence.objects.bulk_create([evidence for _line, _step, evidence in wanted], batch_size=500)
    accepted, before = [], defaultdict(list)
    for line, step, evidence in wanted:
        taken = living.step(step, [evidence.pk])
        stood = standing(before[step.commitment_id], batch.today.isoformat())
        if refusal := refusal_of(taken, stood, [living.evidence(evidence)], kind=step.commitment.kind):
            batch.tell(line, refusal.code, step.to, taken=True)
        else:
            before[step.commitment_id].append(taken)
            accepted.append((step, evidence))
    Step.objects.bulk_create([step for step, _evidence in accepted], batch_size=500)
    through = Step.evidence.through
    through.objects.bulk_create(
        [through(step_id=step.pk, evidence_id=evidence.pk) for step, evidence in accepted], batch_size=500
    )
    return rows


def _commitment(batch: _Batch, row: AgreementRow, agreement: Agreement) -> Commitment:
    deadline = row.ends if row.ends and not surely_before(row.ends, row.signed) else ""
    return Commitment(
        organisation=batch.actor.organisation,
        tlp=batch.tlp,
        created_by=batch.actor,
        agreement=agreement,
        title=row.title,
        folded=fold(row.title),
        title_language="en",
        kind=row.kind,
        technologies=list(row.technologies),
        promised=row.signed,
        deadline=deadline,
        deadline_last=last_day(deadline),
        hush="",
    )


def _shown(row: AgreementRow, today: date) -> Iterable[tuple[str, str]]:
    """Return the steps that a status shows, with the day of the agreement or the last on which it was seen."""
    seen = row.last_verified or row.signed
    yield ("announced" if row.status == "announced" else "signed"), row.signed
    stage = {
        "funded": "funded",
        "open_call": "funded",
        "implementation": reach("programme", "running"),
        "operational": reach("investment", "operating")
        if row.kind in _INVESTING
        else reach("programme", "running", row.kind),
    }.get(row.status)
    condition = row.status if row.status in ("suspended", "superseded", "cancelled") else None
    for to in (stage, condition):
        if to:
            yield to, seen


def _evidence(batch: _Batch, commitment: Commitment, on: str, text: str, address: str) -> Evidence:
    return Evidence(
        commitment=commitment,
        kind="report",
        on=on,
        text=text,
        address=address,
        known_on=batch.today,
        origin=origin_of(None, address),
        added_by=batch.actor,
    )


def _carried(batch: _Batch, references: Iterable[str]) -> dict[str, Commitment]:
    """Return reference → the commitment that the agreement be carried out: the first under it."""
    found: dict[str, Commitment] = {}
    rows = Commitment.objects.filter(
        agreement__organisation=batch.actor.organisation_id, agreement__reference__in=list(references)
    )
    for row in rows.select_related("agreement").order_by("pk"):
        found.setdefault(row.agreement.reference if row.agreement else "", row)
    return found


def _milestones(batch: _Batch, stated: list[tuple[Line, MilestoneRow]], *, remark: bool) -> None:
    """Write milestones once: reached on their day, which is evidence, or due where the day is still to come."""
    carried = _carried(batch, {row.reference for _line, row in stated})
    there = set(
        Milestone.objects.filter(commitment__in=carried.values()).values_list(
            "commitment", "title", "reached", "due"
        )
    )
    fresh, shown = [], []
    for line, row in stated:
        commitment = carried.get(row.reference)
        if commitment is None:
            batch.tell(line, "unknown_agreement", row.reference, taken=remark)
            continue
        to_come = surely_before(batch.today.isoformat(), row.on)
        reached, due = ("", row.on) if to_come else (row.on, "")
        key = (commitment.pk, row.text, reached, due)
        if key in there:
            continue
        there.add(key)
        fresh.append(Milestone(commitment=commitment, title=row.text, reached=reached, due=due))
        if reached:
            address = commitment.agreement.address if commitment.agreement else ""
            shown.append(_evidence(batch, commitment, reached, row.text, address))
    Milestone.objects.bulk_create(fresh, batch_size=500)
    Evidence.objects.bulk_create(shown, batch_size=500)
