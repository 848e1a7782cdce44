"""Finding's row of the permission table. What is found is decided by the rows of documents, claims and actors."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.permissions import COORDINATORS, Rule, declare

declare(
    {
        "meaning.encode": Rule(
            COORDINATORS, _("Only coordinators and administrators compare documents by meaning.")
        )
    }
)
