"""The rows of the permission table of what leaves the desk. What stands inside asks the ledger's own rows."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.permissions import EVERYONE, Rule, declare

declare({"calendar.own": Rule(EVERYONE, _("Please sign in first."))})
