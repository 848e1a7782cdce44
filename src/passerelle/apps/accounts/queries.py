"""Who there is, as an administrator may see it."""

from django.db.models import Count, Q, QuerySet

from passerelle.apps.accounts.models import Organisation, Role, User
from passerelle.apps.accounts.permissions import may


def users_managed_by(administrator: User) -> QuerySet[User]:
    """Return the accounts that a person manages: those of the own organisation, by name. None without the right."""
    if not may(administrator, "account.manage"):
        return User.objects.none()
    found = User.objects.filter(organisation_id=administrator.organisation_id)
    return found.select_related("organisation").order_by("username")


def user_managed_by(administrator: User, user_id: int) -> User:
    """Return one account that a person manages; User.DoesNotExist otherwise."""
    return users_managed_by(administrator).get(pk=user_id)


def organisations_managed_by(administrator: User) -> QuerySet[Organisation]:
    """Return every organisation with `accounts` and `administrators` counted (open accounts only)."""
    if not may(administrator, "organisation.manage"):
        return Organisation.objects.none()
    return Organisation.objects.annotate(
        accounts=Count("people", filter=Q(people__is_active=True)),
        administrators=Count("people", filter=Q(people__is_active=True, people__role=Role.ADMINISTRATOR)),
    ).order_by("name")


def organisations_open_to(administrator: User) -> QuerySet[Organisation]:
    """Return the organisations in which a person may open accounts: the own one, and those without anybody."""
    if not may(administrator, "account.manage"):
        return Organisation.objects.none()
    found = Organisation.objects.filter(Q(pk=administrator.organisation_id) | Q(people__isnull=True))
    return found.distinct().order_by("name")


def first_administrator() -> User | None:
    """Return the administrator this installation was opened with, or the earliest one still there."""
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
