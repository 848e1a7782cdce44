"""The directory's edition: a token that every change of actors and names replaces."""

from uuid import uuid4

from django.db import transaction

from passerelle.apps.directory.models import Actor, Edition
from passerelle.apps.directory.signals import actors_changed


def edition() -> str:
    """Return the token of the directory as it is now; the same token means the same actors and names."""
    token = Edition.objects.order_by("pk").values_list("token", flat=True).first()
    return str(token or "")


def lock() -> None:
    """Let one writer at a time say who is who, until the end of the transaction."""
    Edition.objects.select_for_update().get_or_create(pk=1)


@transaction.atomic
def renew() -> None:
    """Say that the directory is another one now, in the transaction that changes it."""
    lock()
    Edition.objects.filter(pk=1).update(token=uuid4())
    actors_changed.send(Actor)
