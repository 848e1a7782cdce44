"""The library's rows of the permission table.

Traffic Light Protocol, as this desk applies it: CLEAR is for every account; GREEN for officers and above of every
organisation; AMBER for everybody of the owning organisation; RED for officers and above of the owning organisation.
Administering accounts gives no right to see more.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import EVERYONE, MEMBERS, Rule, declare, own_organisation
from passerelle.apps.library.models.marking import Tlp

_MARKING = _("Its marking does not allow you to see this.")
_OFFICERS = _("Only officers, coordinators and administrators do this.")


def visible(prefix: str = ""):
    """Rows the Traffic Light Protocol lets a user see; `prefix` leads from the row to the marked document."""

    def marked(user: User) -> Q:
        own = Q(**{f"{prefix}organisation_id": user.organisation_id})
        if user.role in MEMBERS:
            return Q(**{f"{prefix}tlp__in": [Tlp.CLEAR, Tlp.GREEN]}) | own
        return Q(**{f"{prefix}tlp": Tlp.CLEAR}) | (own & Q(**{f"{prefix}tlp__in": [Tlp.GREEN, Tlp.AMBER]}))

    return marked


declare(
    {
        "document.read": Rule(EVERYONE, _MARKING, visible()),
        "document.add": Rule(MEMBERS, _OFFICERS),
        "document.mark": Rule(MEMBERS, _OFFICERS, own_organisation()),
        "claim.read": Rule(EVERYONE, _MARKING, visible("document__")),
        "claim.review": Rule(MEMBERS, _OFFICERS, visible("document__")),
        "source.read": Rule(EVERYONE, _MARKING, visible()),
        "source.manage": Rule(MEMBERS, _OFFICERS, own_organisation()),
        "job.read": Rule(MEMBERS, _OFFICERS, own_organisation()),
        "job.manage": Rule(MEMBERS, _OFFICERS, own_organisation()),
        "search.save": Rule(EVERYONE, _OFFICERS),
    }
)
