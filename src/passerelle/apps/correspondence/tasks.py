"""What correspondence does in the background. A task only wakes: rows say whose digest is due."""

from django.utils import timezone
from django_tasks import task

from passerelle.apps.correspondence.digests.sending import send_digests
from passerelle.apps.correspondence.digests.server import missing
from passerelle.apps.correspondence.queries.digests import due_wishes
from passerelle.apps.library.intake.liveness import enqueue_once


@task()
def send_due_digests() -> None:
    """Send the digests that are due."""
    for _sent in send_digests(due_wishes(timezone.now())):
        pass


def wake_digests() -> bool:
    """Have the digests that are due sent by a worker, where there is a mail server."""
    return not missing() and bool(due_wishes(timezone.now())) and enqueue_once(send_due_digests)
