"""The rows of the permission table of what leaves the desk. What stands inside asks the ledger's own rows."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.permissions import EVERYONE, Rule, declare

_SIGN_IN = _("Please sign in first.")

declare({"calendar.own": Rule(EVERYONE, _SIGN_IN), "digest.own": Rule(EVERYONE, _SIGN_IN)})
