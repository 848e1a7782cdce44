"""The one table of permissions, and the three questions it answers: may I, why not, which rows.

Each app declares its rows of the table in its own `permissions.py`; nothing else decides who may do what.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import Role, User

EVERYONE = (Role.VISITOR, Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR)
MEMBERS = (Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR)
COORDINATORS = (Role.COORDINATOR, Role.ADMINISTRATOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)

Rows = Callable[[User], Q]


@dataclass(frozen=True)
class Rule:
    """Which roles hold a permission, over which rows, and the sentence told to those who do not."""

    roles: tuple[str, ...]
    why_not: str | Promise
    rows: Rows | None = None


class Refused(Exception):  # noqa: N818 - an answer to a person
    """A person asked for what their role or the marking does not allow; `reason` is for their eyes."""

    def __init__(self, reason: str | Promise) -> None:
        self.reason = reason
        super().__init__(str(reason))


PERMISSIONS: dict[str, Rule] = {}


def declare(rules: dict[str, Rule]) -> None:
    """Add rows to the table; a permission is declared once."""
    if doubled := PERMISSIONS.keys() & rules.keys():
        raise ValueError(f"Declared twice: {', '.join(sorted(doubled))}")
    PERMISSIONS.update(rules)


def why_not(user: User, permission: str) -> str | Promise | None:
    """Return None when the user holds the permission, else the reason to tell them."""
    rule = PERMISSIONS[permission]
    if not user.is_authenticated or not user.is_active:
        return _("Please sign in first.")
    return None if user.role in rule.roles else rule.why_not


def may(user: User, permission: str) -> bool:
    return why_not(user, permission) is None


def require(user: User, permission: str) -> None:
    """Raise Refused, with the reason, unless the user holds the permission."""
    if reason := why_not(user, permission):
        raise Refused(reason)


def rows(user: User, permission: str, queryset: QuerySet) -> QuerySet:
    """Return the rows of the queryset that the permission covers for this user (none without it)."""
    if not may(user, permission):
        return queryset.none()
    rule = PERMISSIONS[permission]
    return queryset.filter(rule.rows(user)) if rule.rows else queryset


def require_rows(user: User, permission: str, objects: Iterable) -> None:
    """Raise Refused unless the permission covers every one of these saved objects of one model."""
    require(user, permission)
    found = list(objects)
    if not found:
        return
    model = type(found[0])
    keys = {item.pk for item in found}
    if rows(user, permission, model._default_manager.filter(pk__in=keys)).count() != len(keys):
        raise Refused(PERMISSIONS[permission].why_not)


def own_organisation(field: str = "organisation") -> Rows:
    """Rows that belong to the user's organisation."""
    return lambda user: Q(**{f"{field}_id": user.organisation_id})


declare(
    {
        "account.manage": Rule(ADMINISTRATORS, _("Only an administrator manages accounts.")),
        "account.own": Rule(EVERYONE, _("Please sign in first.")),
        "organisation.manage": Rule(ADMINISTRATORS, _("Only an administrator manages organisations.")),
    }
)
