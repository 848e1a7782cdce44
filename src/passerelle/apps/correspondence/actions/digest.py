"""The weekly digest: asked for and stopped by each person; taken hold of, sent and noted by the desk."""

import secrets
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.correspondence.models import Digest, DigestWish

_HELD = timedelta(minutes=10)  # longer than sending one letter can take
_DELAYS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))


@action("digest.ask", permission="digest.own")
def ask_for_digest(*, actor: User) -> DigestWish:
    """Ask for the digest; asked for already, nothing changes."""
    wish = DigestWish.objects.select_for_update(of=("self",)).filter(user=actor).first()
    new = wish is None or wish.stopped_at is not None
    if wish is None:
        wish = DigestWish(user=actor, secret=secrets.token_urlsafe(32))
    if new:
        wish.asked_at, wish.stopped_at = timezone.now(), None
        wish.save()
    about(wish, organisation=actor.organisation, new=new)
    return wish


@action("digest.stop", permission="digest.own")
def stop_digest(*, actor: User) -> None:
    """Stop the digest; stopped already, nothing changes."""
    wish = DigestWish.objects.select_for_update(of=("self",)).filter(user=actor).first()
    about(wish, organisation=actor.organisation)
    if wish is not None and wish.stopped_at is None:
        wish.stopped_at = timezone.now()
        wish.save(update_fields=["stopped_at"])


@action("digest.begin", permission="digest.own", desk=True)
def begin_digest(
    wish: DigestWish, week: str, *, actor: User | None, now: datetime, at_once: bool = False
) -> Digest | None:
    """Take hold of a person's digest of a week, to send it. None when it is sent, held by somebody else or stopped,
    or the account was closed or has no address left; also when it is given up or to be tried later, unless it is asked
    for `at_once`. Its `user` is the person as they are now.
    """
    held = DigestWish.objects.select_for_update(of=("self",)).select_related("user__organisation")
    wish = held.get(pk=wish.pk)
    digest = Digest.objects.filter(user=wish.user, week=week).first()
    digest = digest or Digest(user=wish.user, week=week, message_id=_message_id(wish.user, week))
    digest.user = wish.user
    reached = wish.user.is_active and bool(wish.user.email)
    free = reached and wish.stopped_at is None and digest.sent_at is None
    free = free and not (digest.held_until and digest.held_until > now)
    later = digest.given_up or (digest.next_at is not None and digest.next_at > now)
    taken = free and (at_once or not later)
    if taken:
        digest.attempts += 1
        digest.held_until = now + _HELD
        digest.save()
    about(wish, organisation=wish.user.organisation, week=week, attempt=digest.attempts if taken else 0)
    return digest if taken else None


@action("digest.note", permission="digest.own", desk=True)
def note_digest(
    digest: Digest,
    *,
    actor: User | None,
    now: datetime,
    failure: str = "",
    answer: str = "",
    final: bool = False,
) -> Digest:
    """Note what became of a digest that was taken hold of: sent, or why not; `final`: it is not tried again."""
    digest = Digest.objects.select_for_update(of=("self",)).select_related("user").get(pk=digest.pk)
    digest.held_until = None
    digest.failure, digest.answer, digest.given_up = failure, answer[:300], final
    digest.sent_at = None if failure else now
    digest.next_at = now + _DELAYS[min(digest.attempts, len(_DELAYS)) - 1] if failure and not final else None
    digest.save()
    about(digest, organisation=digest.user.organisation, week=digest.week, failure=failure)
    return digest


def _message_id(user: User, week: str) -> str:
    """An identifier of its own for each person and week, always the same: a letter sent twice is known as one."""
    own = salted_hmac("passerelle.digest", f"{user.pk} {week}").hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{own}.{week.lower()}@{domain or 'passerelle.invalid'}>"
