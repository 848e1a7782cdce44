"""Sources and the health of feeds."""

from datetime import datetime

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.library.models import Source, SourceKind


def sources_seen_by(user: User) -> QuerySet[Source]:
    """Sources whose marking lets the user know of them."""
    return rows(user, "source.read", Source.objects.select_related("organisation"))


def own_sources(user: User) -> QuerySet[Source]:
    """Sources the user may add documents to, feeds excepted: those fill themselves."""
    return rows(user, "source.manage", Source.objects.exclude(kind=SourceKind.FEED))


def feeds_seen_by(user: User) -> QuerySet[Source]:
    return sources_seen_by(user).filter(kind=SourceKind.FEED)


def feeds_in_trouble(user: User) -> QuerySet[Source]:
    """Active feeds whose last check failed, those that fail longest first."""
    return feeds_seen_by(user).filter(active=True, failures__gt=0).order_by("-failures", "name")


def due_feeds(now: datetime) -> QuerySet[Source]:
    """Active feeds of every organisation that are to be checked, longest waiting first. For the worker."""
    return Source.objects.filter(kind=SourceKind.FEED, active=True, next_check_at__lte=now).order_by(
        "next_check_at"
    )
