"""Sending digests: each person's once a week. What failed is noted and tried again; nothing is lost.

A letter is taken hold of, handed to the server, and then noted as sent. Killed between the last two, it is sent once
more when the hold has passed, under the same Message-ID: mail programs know it as one.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from passerelle.apps.correspondence.actions.digest import begin_digest, note_digest
from passerelle.apps.correspondence.digests.letter import write_letter
from passerelle.apps.correspondence.digests.server import Failure, failure_of, open_server
from passerelle.apps.correspondence.digests.weeks import week_of
from passerelle.apps.correspondence.models import Digest, DigestWish

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one person's digest: `failure` says why not; `digest` is None when there was nothing to send."""

    wish: DigestWish
    digest: Digest | None
    failure: Failure | None = None


def send_digests(
    wishes: Iterable[DigestWish], *, now: datetime | None = None, at_once: bool = False
) -> Iterator[Sent]:
    """Send the digest of this week to some people, one after the other; `at_once` also what was to wait.

    After a fault of the server itself nobody else's is tried.
    """
    server: EmailBackend | None = None
    try:
        for wish in wishes:
            moment = now or timezone.now()
            digest = begin_digest(wish, week_of(moment), actor=None, now=moment, at_once=at_once)
            if digest is None:
                yield Sent(wish, None)
                continue
            try:
                letter = write_letter(wish, digest, now=moment)
            except Exception:
                logger.exception("The digest of %s could not be put together.", wish.user.username)
                yield _noted(wish, digest, moment, Failure("content"))
                continue
            try:
                server = server or open_server()
                server.send_messages([letter])
            except (OSError, ValueError) as error:
                failure = failure_of(error) if isinstance(error, OSError) else Failure("sender", str(error))
                yield _noted(wish, digest, moment, failure)
                if failure.server:
                    return
            else:
                yield _noted(wish, digest, moment, None)
    finally:
        if server is not None:
            with suppress(OSError):  # it may have left before us
                server.close()


def _noted(wish: DigestWish, digest: Digest, moment: datetime, failure: Failure | None) -> Sent:
    if failure is None:
        return Sent(wish, note_digest(digest, actor=None, now=moment))
    logger.warning("The digest of %s was not sent: %s %s", wish.user.username, failure.code, failure.answer)
    noted = note_digest(
        digest, actor=None, now=moment, failure=failure.code, answer=failure.answer, final=failure.final
    )
    return Sent(wish, noted, failure)
