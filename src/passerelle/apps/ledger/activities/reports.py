"""Writing what organisations report of themselves into the ledger: each record whole, and its sums as rows beneath."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.activities.identifiers import Key, actors_of, key_of
from passerelle.apps.ledger.activities.renewing import Taking, renew
from passerelle.apps.ledger.activities.settling import Line, Written, settle, text_of
from passerelle.apps.ledger.markings import strictest
from passerelle.apps.ledger.models import IatiImport, OrganisationReport, ReportedSum
from passerelle.core.commitments.activities import Organisation, Share, Value
from passerelle.core.commitments.organisations import Report, Sum


def take_reports(
    told: Sequence[tuple[Line, Report]], source: IatiImport, written: Written, taking: Taking
) -> None:
    """Write what organisations report; under the lock of the ledger."""

    def there(identifiers: set[str], digests: list[str]) -> Sequence[OrganisationReport]:
        named = Q(identifier__in=identifiers) | Q(identifier="", digest__in=digests)
        return list(OrganisationReport.objects.filter(named, organisation=source.organisation_id))

    def fill(row: OrganisationReport | None, one: Report, line: Line, digest: str) -> OrganisationReport:
        row = row or OrganisationReport(
            organisation_id=source.organisation_id, reporter=one.reporting.ref, identifier=one.identifier
        )
        row.name, row.currency = text_of(one.names), one.currency
        row.record, row.digest, row.source = line.text, digest, source
        row.tlp = strictest([row.tlp, source.tlp]) if row.pk else source.tlp
        return row

    settled = settle(told, there, fill, source, written)
    OrganisationReport.objects.bulk_update(settled.stricter, ["tlp"], batch_size=200)
    given = [*settled.fresh, *settled.changed]
    actors = actors_of(_organisations(one for _row, one in given))
    for row, one in given:
        row.actor = actors.get(key_of(_itself(one)))
    OrganisationReport.objects.bulk_create([row for row, _one in settled.fresh], batch_size=100)
    for row, _one in settled.changed:
        row.save()
    sums = [_sum(row, part, actors) for row, one in given for part in one.sums]
    renew(ReportedSum.objects.filter(report__in=[row for row, _one in given]), sums, taking)


def _itself(one: Report) -> Organisation:
    return Organisation(one.identifier, names=one.names)


def _organisations(given: Iterable[Report]) -> Iterable[Organisation]:
    for one in given:
        yield _itself(one)
        yield from (part.towards for part in one.sums if isinstance(part.towards, Organisation))


def _sum(row: OrganisationReport, one: Sum, actors: dict[Key, Actor]) -> ReportedSum:
    towards = one.towards
    to = key_of(towards) if isinstance(towards, Organisation) else ("", "")
    if isinstance(towards, Share):
        to = towards.code, text_of(towards.names)
    money = _money(one.value, row.currency)
    return ReportedSum(
        report=row, kind=one.kind, status=one.status, starts=one.start, ends=one.end, **money,
        recipient_code=to[0], recipient_name=to[1], recipient=actors.get(to),
        recipient_vocabulary=towards.vocabulary if isinstance(towards, Share) else "",
        lines=[
            {"ref": part.ref, "name": text_of(part.names), **_money(part.value, row.currency)}
            for part in one.lines
        ],
    )  # fmt: skip


def _money(value: Value, currency: str) -> dict[str, Any]:
    return {
        "amount": f"{value.amount:f}", "currency": value.currency or currency, "value_date": value.on,
    }  # fmt: skip
