"""The imports that filled the directory."""

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import RegisterImport


def register_imports(user: User) -> QuerySet[RegisterImport]:
    """Return the imports of registers, newest first, for those who may import."""
    return rows(user, "register.import", RegisterImport.objects.select_related("created_by"))
