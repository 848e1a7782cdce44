"""The ledger's rows of the permission table.

Agreements, commitments and meetings are marked like documents. Evidence is there for whoever may see both the
commitment and the document it stands in; a proposal for members of the organisation it is made to who may see its
claim.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import EVERYONE, MEMBERS, Rule, declare, own_organisation
from passerelle.apps.library.permissions import visible

_MARKING = _("Its marking does not allow you to see this.")
_OFFICERS = _("Only officers, coordinators and administrators of its organisation do this.")


def _leaving(user: User) -> Q:
    return own_organisation()(user) & visible()(user)


def _evidence(user: User) -> Q:
    anchored = Q(document__isnull=True) | visible("document__")(user)
    noted = Q(minutes__isnull=True) | visible("minutes__")(user)
    return visible("commitment__")(user) & anchored & noted


def _proposals(user: User) -> Q:
    return Q(organisation_id=user.organisation_id) & visible("claim__document__")(user)


declare(
    {
        "ledger.read": Rule(EVERYONE, _MARKING, visible()),
        "ledger.write": Rule(MEMBERS, _OFFICERS, own_organisation()),
        "ledger.import": Rule(MEMBERS, _OFFICERS, own_organisation()),
        "ledger.export": Rule(MEMBERS, _OFFICERS, _leaving),
        "evidence.read": Rule(EVERYONE, _MARKING, _evidence),
        "proposal.read": Rule(MEMBERS, _OFFICERS, _proposals),
        "twin.read": Rule(MEMBERS, _OFFICERS, own_organisation("left__organisation")),
    }
)
