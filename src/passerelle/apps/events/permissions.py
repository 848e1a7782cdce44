"""The rows of the permission table about events.

An event is there for whoever may see one claim that tells it.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import EVERYONE, MEMBERS, Rule, declare
from passerelle.apps.events.models import Telling
from passerelle.apps.library.models import ReviewState
from passerelle.apps.library.permissions import visible

GONE = [ReviewState.REJECTED, ReviewState.WITHDRAWN]

_MARKING = _("No document that you may see tells this event.")
_OFFICERS = _("Only officers, coordinators and administrators do this.")


def told(user: User) -> Q:
    """Rows of events of which the user may see a standing claim."""
    seen = Telling.objects.filter(visible("claim__document__")(user), event=OuterRef("pk"))
    return Q(Exists(seen.exclude(claim__state__in=GONE)))


def _both(user: User) -> Q:
    seen = visible("left__document__")(user) & visible("right__document__")(user)
    return seen & ~Q(left__state__in=GONE) & ~Q(right__state__in=GONE)


declare(
    {
        "event.read": Rule(EVERYONE, _MARKING, told),
        "event.correct": Rule(MEMBERS, _OFFICERS, told),
        "telling.read": Rule(EVERYONE, _MARKING, visible("claim__document__")),
        "doubt.read": Rule(MEMBERS, _OFFICERS, _both),
    }
)
