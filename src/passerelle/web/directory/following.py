"""What the ledger follows of an actor or a country, made ready for its page."""

from typing import Any

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.queries.following import followed_claims, followed_of
from passerelle.apps.ledger.sides import Side
from passerelle.web.directory.deeds import Told, language
from passerelle.web.ledger.lines import Line

CLAIMS = 12  # claims of commitments that a page shows


def followed_shown(user: User, side: Side, commitments: list[Told]) -> dict[str, Any]:
    """Return what the templates use: the commitments of a side, and of each claim shown what is followed of it."""
    today = timezone.localdate()
    followed = followed_of(user, side, language(), today=today)
    shown = commitments[:CLAIMS]
    rows = followed_claims(user, [one.card.claim.pk for one in shown], language(), today=today)
    return {
        "followed": followed,
        "lines": [Line(row) for row in followed.rows],
        "more": followed.total - len(followed.rows),
        "became": [(one, [Line(row) for row in rows.get(one.card.claim.pk, [])]) for one in shown],
    }
