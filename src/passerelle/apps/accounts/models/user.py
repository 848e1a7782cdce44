from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models.organisation import Organisation


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

    def __str__(self) -> str:
        return self.get_full_name() or self.username
