"""One agreement made ready for screens and reports."""

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.ledger.queries.agreements import AgreementPage
from passerelle.apps.library.labels import INSTRUMENTS, TECHNOLOGIES
from passerelle.apps.library.written import written_date


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
