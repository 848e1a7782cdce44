"""Who asked for the digest, whose is due, and who holds the address that stops it."""

import secrets
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.digests.weeks import week_of
from passerelle.apps.correspondence.models import Digest, DigestWish

_WEEK = timedelta(days=7)


def wishes() -> QuerySet[DigestWish]:
    """Return who asked for the digest and did not stop it; accounts that are closed or have no address left aside."""
    found = DigestWish.objects.filter(stopped_at__isnull=True, user__is_active=True).exclude(user__email="")
    return found.select_related("user__organisation").order_by("pk")


def due_wishes(now: datetime) -> list[DigestWish]:
    """Return whose digest is to be sent now: first in the week after they asked; one that failed, when it is time."""
    week = week_of(now)
    settled = Digest.objects.filter(user=OuterRef("user"), week=week).filter(
        Q(sent_at__isnull=False) | Q(given_up=True) | Q(held_until__gt=now) | Q(next_at__gt=now)
    )
    return [one for one in wishes().exclude(Exists(settled)) if week_of(one.asked_at) < week]


def digest_holder(number: int, secret: str) -> DigestWish | None:
    """Return the wish that an address stops, stopped already or not; None when it leads nowhere."""
    wish = DigestWish.objects.filter(pk=number).select_related("user__organisation").first()
    # An absent wish takes as long as a wrong secret.
    known = secrets.compare_digest((wish.secret if wish else "").encode(), secret.encode())
    return wish if wish is not None and known else None


def told_until(user: User, *, today: date) -> date:
    """Return the day up to which the person was told: that of the last digest sent, at most four weeks back; a week
    ago without one. So what a digest that failed would have told stands in the next one.
    """
    sent = Digest.objects.filter(user=user, sent_at__isnull=False).first()
    last = timezone.localdate(sent.sent_at) if sent else today - _WEEK
    return max(min(last, today), today - 4 * _WEEK)


def latest_digest(user: User) -> Digest | None:
    """Return what became of the person's last digest."""
    return Digest.objects.filter(user=user).first()
