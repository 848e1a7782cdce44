"""passerelle worker: read what is queued and check the feeds that are due, until it is stopped."""

import argparse
import logging
import os
import signal
import threading
import time

from passerelle.cli.terminal import open_desk

PULSE_SECONDS = 60
RETRY_SECONDS = 5

logger = logging.getLogger("passerelle.worker")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", action="store_true", help="stop when nothing is left to do")


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.db import OperationalError
    from django_tasks_db.management.commands.db_worker import Worker

    from passerelle.apps.library.intake.liveness import living

    with living() as me:
        # A worker may be killed at any moment, so stopping it needs no more ceremony than that.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_args: os._exit(0))
        _pulse(me)
        if not options.batch:
            threading.Thread(target=_beat, args=(me,), daemon=True).start()
        worker = Worker(
            queue_names=["default"],
            interval=1,
            batch=options.batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=me,
            excluded_queue_names=[],
        )
        while True:
            try:
                worker.run()
                return 0
            except OperationalError:
                logger.exception("The database does not answer.")
                time.sleep(RETRY_SECONDS)


def _beat(me: str) -> None:
    from django.db import close_old_connections

    while True:
        time.sleep(PULSE_SECONDS)
        close_old_connections()
        try:
            _pulse(me)
        except Exception:
            logger.exception("What is due could not be found out.")


def _pulse(me: str) -> None:
    """Take over from the dead, wake the feeds that are due, and tidy up."""
    from passerelle.apps.correspondence.tasks import wake_digests
    from passerelle.apps.directory.tasks import wake_comparing, wake_resolving
    from passerelle.apps.events.tasks import wake_folding
    from passerelle.apps.finding.tasks import wake_encoding
    from passerelle.apps.ledger.tasks import wake_considering, wake_listening
    from passerelle.apps.library.intake.liveness import forget_old, revive, wake_feeds

    revive(me)
    wake_feeds()
    wake_resolving()
    wake_comparing()
    wake_folding()
    wake_considering()
    wake_listening()
    wake_encoding()
    wake_digests()
    forget_old(me)
