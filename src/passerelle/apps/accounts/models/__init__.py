"""Organisations and people."""

from passerelle.apps.accounts.models.organisation import Organisation
from passerelle.apps.accounts.models.user import ROLES, Role, User

__all__ = ["ROLES", "Organisation", "Role", "User"]
