"""Marking a file of IATI more strictly: every record that it names, whichever file told the ledger of it last."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import F, Q

from passerelle.apps.ledger.activities.settling import Line, key_of_record
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import Activity, IatiImport, OrganisationReport
from passerelle.core.commitments import activities as shapes
from passerelle.core.commitments.organisations import Report


def mark_records(lines: Sequence[Line], source: IatiImport, tlp: str) -> int:
    """Mark what the ledger has of some records at least as strictly; return how many rows that changed."""
    activities = Activity.objects.filter(organisation=source.organisation_id, source__isnull=False)
    reports = OrganisationReport.objects.filter(organisation=source.organisation_id)
    told = [(line.text, line.told) for line in lines]
    marked = _mark(activities, [one for one in told if isinstance(one[1], shapes.Activity)], tlp)
    return marked + _mark(reports, [one for one in told if isinstance(one[1], Report)], tlp)


def mark_file(source: IatiImport, tlp: str) -> None:
    """Mark a file and what came of it at least as strictly."""
    _raise(source.activities.all(), tlp)
    _raise(source.reports.all(), tlp)
    source.tlp = tlp
    source.save(update_fields=["tlp"])


def _mark(rows: Any, told: Iterable[tuple[str, Any]], tlp: str) -> int:
    keys = {
        key_of_record(one.reporting.ref, one.identifier, sha256(text.encode()).hexdigest())
        for text, one in told
    }
    named = Q(identifier__in={name for _reporter, name in keys})  # a digest is no identifier, nor the reverse
    named |= Q(identifier="", digest__in={digest for _reporter, digest in keys})
    ids = [
        pk for pk, *known in rows.filter(named).values_list("pk", "reporter", "identifier", "digest")
        if key_of_record(*known) in keys
    ]  # fmt: skip
    return _raise(rows.filter(pk__in=ids), tlp)


def _raise(rows: Any, tlp: str) -> int:
    looser = [one for one, strictness in STRICTNESS.items() if strictness < STRICTNESS[tlp]]
    # Whoever was about to change an activity is told.
    versions = {"version": F("version") + 1} if rows.model is Activity else {}
    changed: int = rows.filter(tlp__in=looser).update(tlp=tlp, **versions)
    return changed
