"""A desk of its own for measures that go the whole way: an empty home with the starter's directory, on SQLite.

Documents come in, are read, resolved and folded by the functions that the desk's workers run.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from passerelle.core.events.report import Report
from passerelle.sources.model import Item


class Folded(NamedTuple):
    """Claims of the library by the name of their document, reports and events by claim, and how many doubts wait."""

    claims: dict[str, list[Any]]
    reports: dict[int, Report]
    events: dict[int, int]
    doubts: int


@dataclass(slots=True)
class Desk:
    """An open desk with somebody who may add documents; `seconds` each step took, by its name."""

    person: Any
    seconds: dict[str, float]

    def take(self, documents: Mapping[str, tuple[str, str | None, str]]) -> None:
        """Read, resolve and fold documents: name → language, publication date, text."""
        from passerelle.apps.directory.tasks import resolve_waiting
        from passerelle.apps.events.tasks import fold_waiting
        from passerelle.apps.library.actions.jobs import queue_files
        from passerelle.apps.library.actions.sources import own_source
        from passerelle.apps.library.intake.run import run_job
        from passerelle.apps.library.models import SourceKind

        source = own_source("Bench", SourceKind.FILES, actor=self.person)
        items = [
            Item(name, text.encode(), "text/plain", {"lang": language, "published": published or ""})
            for name, (language, published, text) in documents.items()
        ]
        job = queue_files(items, source=source, background=False, actor=self.person)
        with self._timed("reading"):
            run_job(job.pk)
        with self._timed("resolving"):
            resolve_waiting.func()
        with self._timed("folding"):
            fold_waiting.func()

    def folded(self) -> Folded:
        """Return what stands in the library: claims, and which event each tells."""
        from passerelle.apps.events.models import Doubt, Telling
        from passerelle.apps.events.reports import reports_of, standing
        from passerelle.apps.library.models import Claim

        claims: dict[str, list[Any]] = {}
        found = list(standing(Claim.objects.all()).select_related("document__snapshot").order_by("pk"))
        for claim in found:
            claims.setdefault(claim.document.name, []).append(claim)
        events = dict(Telling.objects.values_list("claim", "event"))
        return Folded(claims, reports_of(found), events, Doubt.objects.count())

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - began


@contextmanager
def desk(*, models: bool = False) -> Iterator[Desk]:
    """Open a desk in a temporary home. Once in a process: Django is set up for it."""
    with tempfile.TemporaryDirectory(prefix="passerelle-bench-") as home:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {
            "PASSERELLE_HOME": home, "PASSERELLE_MODELS": "yes" if models else "no", "PASSERELLE_MEANING": "no",
            "DJANGO_SETTINGS_MODULE": "passerelle.config.settings",
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from passerelle.apps.accounts.models import Organisation, Role, User
        from passerelle.apps.directory.actions.starter import load_directory

        call_command("migrate", verbosity=0)
        person = User.objects.create(
            username="bench", role=Role.ADMINISTRATOR, organisation=Organisation.objects.create(name="Bench")
        )
        load_directory(actor=None)
        yield Desk(person, {})
        connections.close_all()
