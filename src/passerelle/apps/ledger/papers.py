"""One agreement, one activity made ready for screens and reports."""

from decimal import Decimal

from django.utils.translation import gettext as _

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.models import Activity, Agreement
from passerelle.apps.ledger.queries.agreements import AgreementPage
from passerelle.apps.library.labels import INSTRUMENTS, TECHNOLOGIES
from passerelle.apps.library.queries.facets import label_of
from passerelle.apps.library.written import written_date, written_number


def facts(page: AgreementPage) -> list[tuple[str, str]]:
    """Return what is noted of an agreement, label by label, without what is empty."""
    one = page.agreement
    rows = [
        ("instrument", str(INSTRUMENTS.get(one.instrument, one.instrument))),
        ("kind", str(labels.KINDS.get(one.kind, ""))),
        *((name, written_date(getattr(one, name))) for name in ("signed", "in_force", "ends", "ended")),
        ("amount", one.amount),
        ("technologies", ", ".join(str(TECHNOLOGIES.get(code, code)) for code in one.technologies)),
        ("last_verified", written_date(one.last_verified)),
        ("note", one.note),
    ]
    return [(labels.column_named(Agreement, name), text) for name, text in rows if text]


def activity_facts(one: Activity) -> list[tuple[str, str]]:
    """Return what is noted of an activity, label by label, without what is empty."""
    rows = [
        ("description", one.description),
        ("status", str(wording.STATUSES.get(one.status, ""))),
        ("starts", written_date(one.starts)),
        ("ends", written_date(one.ends)),
        ("countries", ", ".join(str(label_of("country", code.upper())) for code in one.countries)),
        (
            "shares",
            ", ".join(
                _("%(country)s %(share)s%%")
                % {"country": label_of("country", code.upper()), "share": written_number(Decimal(share))}
                for code, share in one.shares.items()
            ),
        ),
        ("technologies", ", ".join(str(TECHNOLOGIES.get(code, code)) for code in one.technologies)),
        ("currency", one.currency),
    ]
    return [(labels.column_named(Activity, name), text) for name, text in rows if text]
