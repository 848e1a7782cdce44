"""As whom an organisation reports in IATI."""

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.models import Reporting
from passerelle.core.commitments.reporting import Reporter

_GOVERNMENT = "10"


def reporter_of(user: User, language: str) -> Reporter:
    """Return as whom a person's organisation reported last; without an identifier when it never did."""
    kept = Reporting.objects.filter(organisation=user.organisation_id).first()
    if kept is None:
        return Reporter("", _GOVERNMENT, user.organisation.name, language)
    return Reporter(kept.ref, kept.type, kept.name, language, kept.sector, kept.country)
