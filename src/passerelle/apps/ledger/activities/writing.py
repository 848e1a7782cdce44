"""Writing records of IATI into the ledger: each whole, and its organisations, money and results as rows beneath.

What organisations report of themselves goes the same way (`reports`).
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.activities.dividing import divide
from passerelle.apps.ledger.activities.identifiers import Key, actors_of, key_of
from passerelle.apps.ledger.activities.outcomes import write_results
from passerelle.apps.ledger.activities.renewing import Taking, renew
from passerelle.apps.ledger.activities.reports import take_reports
from passerelle.apps.ledger.activities.settling import Line, Written, settle, text_of
from passerelle.apps.ledger.markings import strictest
from passerelle.apps.ledger.models import (
    Activity,
    Budget,
    IatiImport,
    ParticipatingOrganisation,
    Transaction,
)
from passerelle.core.commitments import activities as shapes
from passerelle.core.commitments.country_shares import undivided
from passerelle.core.commitments.organisations import Report


def take(lines: Sequence[Line], source: IatiImport, taking: Taking) -> Written:
    """Write some records of a file for its organisation; under the lock of the ledger."""
    written = Written()
    for line in lines:
        written.tell_of(line)
        if line.told is None and not line.faults:
            written.remark(line.number, "no_record")
    activities = [(line, line.told) for line in lines if isinstance(line.told, shapes.Activity)]
    if activities:
        _take_activities(activities, source, written, taking)
    reports = [(line, line.told) for line in lines if isinstance(line.told, Report)]
    if reports:
        take_reports(reports, source, written, taking)
    written.faults.sort(key=lambda fault: fault["line"])
    return written


def _take_activities(
    told: Sequence[tuple[Line, shapes.Activity]], source: IatiImport, written: Written, taking: Taking
) -> None:
    def there(identifiers: set[str], digests: list[str]) -> Sequence[Activity]:
        named = Q(identifier__in=identifiers) | Q(identifier="", digest__in=digests)
        taken = Activity.objects.filter(named, organisation=source.organisation_id, source__isnull=False)
        return list(taken.defer("record"))

    def fill(row: Activity | None, one: shapes.Activity, line: Line, digest: str) -> Activity:
        row = row or Activity(
            organisation_id=source.organisation_id,
            reporter=one.reporting.ref,
            identifier=one.identifier,
            tlp=source.tlp,
        )
        _fill(row, one, line.text, digest, source)
        if silent := undivided(one):
            divide(row, silent, taking.division)
            if not row.shares:
                written.remark(line.number, "undivided", value=", ".join(silent))
        else:
            row.shares = {}
        return row

    settled = settle(told, there, fill, source, written)
    for row in settled.stricter:
        row.version += 1
    Activity.objects.bulk_update(settled.stricter, ["tlp", "version"], batch_size=200)
    Activity.objects.bulk_create([row for row, _one in settled.fresh], batch_size=100)
    for row, _one in settled.changed:
        row.version += 1  # whoever was about to mark it is told
        row.save()
    _beneath([*settled.fresh, *settled.changed], taking)


def _fill(row: Activity, one: shapes.Activity, text: str, digest: str, source: IatiImport) -> None:
    row.title, row.status, row.currency = text_of(one.title), one.status, one.currency
    row.other_titles = "\n".join(other.text.strip() for other in one.title[1:])
    row.parents, row.record, row.digest, row.source = list(one.parents), text, digest, source
    row.fold()
    row.countries = list(dict.fromkeys(share.code for share in one.countries))
    row.tlp = strictest([row.tlp, source.tlp])


def _beneath(given: Sequence[tuple[Activity, shapes.Activity]], taking: Taking) -> None:
    actors = actors_of(_organisations(one for _row, one in given))
    of = {"activity__in": [row for row, _one in given]}
    ParticipatingOrganisation.objects.filter(**of).delete()
    ParticipatingOrganisation.objects.bulk_create(
        (_participating(row, part, actors) for row, one in given for part in one.participating),
        batch_size=500,
    )
    budgets = [_budget(row, part) for row, one in given for part in one.budgets]
    renew(Budget.objects.filter(**of), budgets, taking)
    paid = [_transaction(row, part, actors) for row, one in given for part in one.transactions]
    renew(Transaction.objects.filter(**of), paid, taking)
    write_results(given, taking)


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
