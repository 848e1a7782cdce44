"""Letting the ledger leave as a file of IATI: only what its marking allows, and only what the standard accepts."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import BinaryIO

import regex
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.leaving import (
    REPORTS,
    Exported,
    Leaving,
    leaving_elements,
    leaving_reports,
)
from passerelle.apps.ledger.models import Reporting
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.activities import Element
from passerelle.core.commitments.reporting import Reporter
from passerelle.sources.iati.tables import codes
from passerelle.sources.iati.writing import written

_REFERENCE = regex.compile(r"[^\s/&|?-]+-[^\s/&|?]+")
_LONGEST = {"ref": 200, "name": 300}
_LISTED = {
    "type": (
        "OrganisationType",
        _(
            "“%(value)s” is no type of organisation: write a code of IATI’s list, such as 10 for a government."
        ),
    ),
    "sector": (
        "Sector",
        _("“%(value)s” is no sector of the DAC: write its five figures, such as 43082 for research."),
    ),
    "country": ("Country", _("“%(value)s” is no country: write its two letters, such as VN.")),
}


def export_activities(out: BinaryIO, leaving: Leaving, *, actor: User) -> Exported:
    """Write the organisation's agreements, commitments and own activities, then those it took in. Raises InvalidEntry,
    Refused.

    What would not be valid is left out and noted; with `as_given`, activities that were taken in leave as they
    stand, even against the ruleset. An activity taken in that the ledger tells itself is told once. Where nothing
    leaves, nothing is written: the standard knows no empty file. Noted before anything leaves, and written outside
    of any transaction, so that nobody waits for it.
    """
    begin_export(leaving, actor=actor)
    done = Exported()
    _write(out, leaving_elements(actor, leaving, done))
    return done


def export_reports(
    out: BinaryIO, *, actor: User, marking: str, today: date, as_given: bool = False
) -> Exported:
    """Write what organisations report of themselves, as it was taken in. Raises InvalidEntry, Refused.

    `as_given` and the rest as for activities.
    """
    begin_reports_export(marking, actor=actor)
    done = Exported()
    _write(out, leaving_reports(actor, marking, done, today=today, as_given=as_given), REPORTS)
    return done


def _write(out: BinaryIO, elements: Iterator[Element], root: str = "iati-activities") -> None:
    attributes = {"generated-datetime": timezone.now().isoformat(timespec="seconds")}
    if (first := next(elements, None)) is not None:
        for piece in written(chain([first], elements), root, attributes):
            out.write(piece)


@action("iati.export_reports", permission="ledger.export")
def begin_reports_export(marking: str, *, actor: User) -> None:
    """Note that what organisations report of themselves leaves, up to which marking."""
    _check_marking(marking)
    about(None, organisation=actor.organisation, marking=str(marking))


@action("iati.export", permission="ledger.export")
def begin_export(leaving: Leaving, *, actor: User) -> None:
    """Note that the ledger leaves, up to which marking; remember as whom the organisation reports."""
    reporter = leaving.reporter
    check_leaving(reporter, leaving.marking)
    Reporting.objects.update_or_create(
        organisation=actor.organisation,
        defaults={
            "ref": reporter.ref,
            "type": reporter.type,
            "name": reporter.name,
            "sector": reporter.sector,
            "country": reporter.country,
        },
    )
    about(
        None,
        organisation=actor.organisation,
        marking=str(leaving.marking),
        reporter=reporter.ref,
        **{name: pk for name, pk in _meant(leaving).items() if pk is not None},
    )


def _meant(leaving: Leaving) -> dict[str, int | None]:
    return {"agreement": leaving.scope.agreement, "commitment": leaving.scope.commitment}


def check_leaving(reporter: Reporter, marking: str) -> bool:
    """Say whether it can be reported so, and up to this marking. Raises InvalidEntry where not."""
    _check_marking(marking)
    if not _REFERENCE.fullmatch(reporter.ref):
        said = _("Say who reports: the organisation’s identifier in IATI, such as XM-DAC-41114.")
        raise InvalidEntry("ref", "reference", said)
    for name, most in _LONGEST.items():
        if len(getattr(reporter, name)) > most:
            raise InvalidEntry(name, "too_long", _("At most %(most)d characters.") % {"most": most})
    for name, (listed, said) in _LISTED.items():
        value = getattr(reporter, name)
        if value not in codes()[listed][1] and (value or name == "type"):
            raise InvalidEntry(name, name, said % {"value": value})
    return True


def _check_marking(marking: str) -> None:
    if marking not in Tlp.values:
        raise InvalidEntry("marking", "not_a_choice", _("Choose one of the list."))
