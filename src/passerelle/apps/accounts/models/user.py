from functools import cache

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models.organisation import Organisation
from passerelle.core.languages import table
from passerelle.core.text.folding import fold


class Role(models.TextChoices):
    VISITOR = "visitor", _("Visitor")
    OFFICER = "officer", _("Officer")
    COORDINATOR = "coordinator", _("Coordinator")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLES: tuple[str, ...] = tuple(Role.values)


class User(AbstractUser):
    """A person with one role in one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.VISITOR)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    # "New since your last visit" counts from `seen_before`; `seen_at` is the visit that is going on.
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_before = models.DateTimeField(null=True, blank=True)

    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["username"]

    def get_full_name(self) -> str:
        """Return the names as the person writes them: a Vietnamese family name comes first."""
        names = (
            (self.last_name, self.first_name)
            if _is_vietnamese(self.last_name)
            else (self.first_name, self.last_name)
        )
        return " ".join(name for name in names if name).strip()

    def __str__(self) -> str:
        return self.get_full_name() or self.username


def _is_vietnamese(family_name: str) -> bool:
    first = family_name.split(" ")[0]
    exact, bare = _family_names()
    return first in exact or fold(first) in bare


@cache
def _family_names() -> tuple[frozenset[str], frozenset[str]]:
    """Vietnamese family names; those that are also written without accents, but for names other peoples have too."""
    names = table("vi", "names")
    families, weak = set(names["family"]), set(names["weak"])
    exact = frozenset(name for name in families if not name.isascii() or name not in weak)
    return exact, frozenset(fold(name) for name in families - weak)
