"""passerelle refresh: check the feeds that are due, and read what is new."""

import argparse

from passerelle.cli.terminal import language, open_desk


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="check every active feed, due or not")


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils import timezone
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext
    from rich.table import Table

    from passerelle.apps.library.intake.feeds import check
    from passerelle.apps.library.models import Job, Source, SourceKind
    from passerelle.apps.library.queries.jobs import feed_sentence
    from passerelle.apps.library.queries.sources import due_feeds
    from passerelle.cli.storing import terminal, work

    console = terminal()
    active = Source.objects.filter(kind=SourceKind.FEED, active=True)
    feeds = list(active if options.all else due_feeds(timezone.now()))
    if not feeds:
        console.print(_("No feed is due."))
        return 0
    table = Table(_("Feed"), _("Result"))
    jobs: list[Job] = []
    failed = False
    for feed in feeds:
        before = set(feed.jobs.values_list("pk", flat=True))
        with console.status(feed.name):
            check(feed)
        feed.refresh_from_db()
        fresh = list(feed.jobs.exclude(pk__in=before))
        jobs.extend(fresh)
        entries = sum(job.items.count() for job in fresh)
        failed = failed or bool(feed.error_code)
        result = ngettext("%(number)d new document", "%(number)d new documents", entries) % {
            "number": entries
        }
        table.add_row(feed.name, feed_sentence(feed, language()) or result)
    console.print(table)
    return max([int(failed), *(work(job, None, console) for job in jobs)])
