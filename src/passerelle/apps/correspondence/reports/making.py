"""One door for every report: which one, about what, as Word or PDF, for a reader."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import get_language

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.agreement import agreement_report
from passerelle.apps.correspondence.reports.content import Report
from passerelle.apps.correspondence.reports.minutes import minutes_report
from passerelle.apps.correspondence.reports.mission import mission_report
from passerelle.apps.correspondence.reports.partner import partner_report
from passerelle.apps.correspondence.reports.programme import programme_report
from passerelle.apps.correspondence.reports.silent import silent_report
from passerelle.apps.correspondence.reports.visits import after_report, before_report
from passerelle.apps.directory.queries.names import open_names_only
from passerelle.apps.library.exports.export import DOCX, Export
from passerelle.apps.library.written import dates_in_figures


class _Gathers(Protocol):
    def __call__(self, user: User, which: str, language: str, *, today: date) -> Report: ...


REPORTS: dict[str, _Gathers] = {
    "agreement": agreement_report, "partner": partner_report, "mission": mission_report, "silent": silent_report,
    "minutes": minutes_report, "before": before_report, "after": after_report, "programme": programme_report,
}  # fmt: skip
_OF_ONE = {"agreement", "partner", "minutes", "before", "after", "programme"}
FORMS = {"docx": DOCX, "pdf": "application/pdf"}


def make_report(user: User, kind: str, which: str, form: str, *, today: date) -> Export:
    """Return a report in the active language, as this reader may see it.

    `kind` is one of REPORTS and `form` one of FORMS (else KeyError); ObjectDoesNotExist when what it is about is
    absent or not to be seen.
    """
    gather, media_type = REPORTS[kind], FORMS[form]
    if bool(which) != (kind in _OF_ONE):
        raise ObjectDoesNotExist
    with open_names_only(), dates_in_figures():
        report = gather(user, which, (get_language() or "en").split("-")[0], today=today)
    filename = f"{report.name}-{today:%Y-%m-%d}-TLP-{report.marking.upper()}.{form}"
    return Export(filename, media_type, report.marking, iter([_writer(form)(report)]))


def _writer(form: str) -> Callable[[Report], bytes]:
    # Loading what draws letters takes a while; only who asks for a file waits for it.
    if form == "pdf":
        from passerelle.apps.correspondence.reports.pdf import pdf_file

        return pdf_file
    from passerelle.apps.correspondence.reports.word import word_file

    return word_file
