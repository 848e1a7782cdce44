"""Writing records of IATI into the ledger: each whole, and its organisations, money and results as rows beneath.

A record that is there and says the same is left as it stands; one that says something else replaces it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Q

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.activities.identifiers import Key, actors_of, key_of
from passerelle.apps.ledger.markings import STRICTNESS, strictest
from passerelle.apps.ledger.models import (
    Activity,
    Budget,
    IatiImport,
    Indicator,
    ParticipatingOrganisation,
    Period,
    Result,
    Transaction,
)
from passerelle.core.commitments import activities as shapes
from passerelle.sources.iati.faults import Fault

LONGEST = 500  # letters of an identifier


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a file: where it begins, what it tells, its text, or what is wrong with it."""

    number: int
    activity: shapes.Activity | None = None
    text: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Written:
    """What writing did: activities added, changed and met again, and what is to be said of records."""

    added: int = 0
    changed: int = 0
    known: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)  # one that is `taken` is a remark

    def tell(self, line: int, code: str, *, taken: bool = False, **details: str) -> None:
        fault = {"line": line, "code": code, "element": "", "details": details}
        self.faults.append(fault | ({"taken": True} if taken else {}))


def take(lines: Sequence[Line], source: IatiImport) -> Written:
    """Write some records of a file for its organisation; under the lock of the ledger."""
    written = Written()
    told = [(line, line.activity) for line in lines if line.activity and _named(line, line.activity, written)]
    for line in lines:
        for fault in line.faults:
            written.faults.append(
                {"line": fault.line, "code": fault.code, "element": fault.element, "details": fault.details}
            )
        if line.activity is None and not line.faults:
            written.tell(line.number, "no_activity", taken=True)
    digests = [sha256(line.text.encode()).hexdigest() for line, _one in told]
    named = Q(identifier__in={one.identifier for _line, one in told if one.identifier})
    there = {
        _key(row.reporter, row.identifier, row.digest): row
        for row in Activity.objects.filter(
            named | Q(identifier="", digest__in=digests), organisation=source.organisation_id
        ).defer("record")
    }
    fresh: list[tuple[Activity, shapes.Activity]] = []
    changed: list[tuple[Activity, shapes.Activity]] = []
    stricter: list[Activity] = []
    for (line, one), digest in zip(told, digests, strict=True):
        key = _key(one.reporting.ref, one.identifier, digest)
        row = there.get(key)
        if row is not None and row.digest == digest:
            written.known += 1
            if STRICTNESS[source.tlp] > STRICTNESS[row.tlp]:
                row.tlp = source.tlp
                stricter.append(row)
        elif row is not None and row.source_id == source.pk:
            written.tell(line.number, "again", value=one.identifier)
        else:
            known = row is not None
            row = row or Activity(
                organisation_id=source.organisation_id,
                reporter=one.reporting.ref,
                identifier=one.identifier,
                tlp=source.tlp,
            )
            _fill(row, one, line.text, digest, source)
            there[key] = row
            (changed if known else fresh).append((row, one))
    Activity.objects.bulk_update(stricter, ["tlp"], batch_size=200)
    Activity.objects.bulk_create([row for row, _one in fresh], batch_size=100)
    _renew([row for row, _one in changed])
    _beneath([*fresh, *changed])
    written.added, written.changed = len(fresh), len(changed)
    written.faults.sort(key=lambda fault: fault["line"])
    return written


def _named(line: Line, one: shapes.Activity, written: Written) -> bool:
    """Say whether an activity can be told apart; tell why not."""
    short = max(len(one.identifier), len(one.reporting.ref)) <= LONGEST
    if not short:
        written.tell(line.number, "long_identifier")
    return short


def _key(reporter: str, identifier: str, digest: str) -> tuple[str, str]:
    """Return what an activity is told apart by: its own text where it has no identifier."""
    return (reporter, identifier) if identifier else ("", digest)


def _fill(row: Activity, one: shapes.Activity, text: str, digest: str, source: IatiImport) -> None:
    row.title, row.status, row.currency = _text(one.title), one.status, one.currency
    row.parents, row.record, row.digest, row.source = list(one.parents), text, digest, source
    row.tlp = strictest([row.tlp, source.tlp])


def _renew(rows: list[Activity]) -> None:
    for row in rows:
        row.save()
    for model in (ParticipatingOrganisation, Budget, Transaction, Result):
        model.objects.filter(activity__in=rows).delete()


def _beneath(given: Sequence[tuple[Activity, shapes.Activity]]) -> None:
    actors = actors_of(_organisations(one for _row, one in given))
    many = {"batch_size": 500}
    ParticipatingOrganisation.objects.bulk_create(
        (_participating(row, part, actors) for row, one in given for part in one.participating), **many
    )
    Budget.objects.bulk_create((_budget(row, part) for row, one in given for part in one.budgets), **many)
    Transaction.objects.bulk_create(
        (_transaction(row, part, actors) for row, one in given for part in one.transactions), **many
    )
    results = [
        (Result(activity=row, type=part.type, title=_text(part.title)), part)
        for row, one in given for part in one.results
    ]  # fmt: skip
    Result.objects.bulk_create([row for row, _part in results], **many)
    indicators = [(_indicator(row, part), part) for row, one in results for part in one.indicators]
    Indicator.objects.bulk_create([row for row, _part in indicators], **many)
    Period.objects.bulk_create(
        (_period(row, part) for row, one in indicators for part in one.periods), **many
    )


def _organisations(given: Iterable[shapes.Activity]) -> Iterable[shapes.Organisation | None]:
    for one in given:
        yield from one.participating
        for part in one.transactions:
            yield from (part.provider, part.receiver)


def _participating(
    row: Activity, one: shapes.Organisation, actors: dict[Key, Actor]
) -> ParticipatingOrganisation:
    key = key_of(one)
    return ParticipatingOrganisation(
        activity=row, role=one.role, ref=key[0], name=key[1], actor=actors.get(key)
    )


def _budget(row: Activity, one: shapes.Budget) -> Budget:
    return Budget(
        activity=row, type=one.type, status=one.status, starts=one.start, ends=one.end,
        amount=f"{one.value.amount:f}", currency=one.value.currency or row.currency, value_date=one.value.on,
    )  # fmt: skip


def _transaction(row: Activity, one: shapes.Transaction, actors: dict[Key, Actor]) -> Transaction:
    provider, receiver = key_of(one.provider), key_of(one.receiver)
    return Transaction(
        activity=row, type=one.type, on=one.on, amount=f"{one.value.amount:f}", ref=one.ref,
        currency=one.value.currency or row.currency, value_date=one.value.on,
        provider_ref=provider[0], provider_name=provider[1], provider=actors.get(provider),
        provider_activity=one.provider.activity if one.provider else "",
        receiver_ref=receiver[0], receiver_name=receiver[1], receiver=actors.get(receiver),
        receiver_activity=one.receiver.activity if one.receiver else "",
    )  # fmt: skip


def _indicator(row: Result, one: shapes.Indicator) -> Indicator:
    baselines = [_measured(part) | {"year": part.year, "on": part.on} for part in one.baselines]
    return Indicator(
        result=row, measure=one.measure, ascending=one.ascending, title=_text(one.title), baselines=baselines
    )


def _period(row: Indicator, one: shapes.Period) -> Period:
    return Period(
        indicator=row, starts=one.start, ends=one.end,
        targets=[_measured(part) for part in one.targets], actuals=[_measured(part) for part in one.actuals],
    )  # fmt: skip


def _measured(one: shapes.Measured) -> dict[str, Any]:
    return {"value": one.value, "dimensions": [list(pair) for pair in one.dimensions]}


def _text(narratives: Sequence[shapes.Narrative]) -> str:
    return narratives[0].text.strip() if narratives else ""
