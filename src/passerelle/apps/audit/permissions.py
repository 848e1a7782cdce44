"""Who reads the trail."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.permissions import COORDINATORS, Rule, declare, own_organisation

declare(
    {
        "audit.read": Rule(
            COORDINATORS, _("Only coordinators and administrators read the audit trail."), own_organisation()
        ),
    }
)
