"""Whether an organisation still has the name that the first run gives it."""

from django.conf import settings
from django.utils.translation import gettext, override

from passerelle.apps.accounts.models import Organisation


def unnamed(organisation: Organisation) -> bool:
    """Tell whether nobody has named this organisation yet; the first run spoke one of the desk's languages."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            if organisation.name == gettext("My organisation"):
                return True
    return False
