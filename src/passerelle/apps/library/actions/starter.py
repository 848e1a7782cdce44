"""The sample dossier: documents of the project's own, read into the library like any others."""

import tomllib
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.library.actions.jobs import Marking, queue_files
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Document, Job, Reliability, Source, SourceKind, Tlp
from passerelle.core.languages import LANGUAGES
from passerelle.sources import Item

PUBLISHER = "Passerelle"


def load_starter(*, actor: User, progress: Callable[[int, int], None] | None = None) -> Job | None:
    """Read those documents of the dossier that the actor's organisation does not have; None when it has all.

    `progress(done, total)` is told of each document. The documents are exercises written for the project: they
    are marked CLEAR, and how reliable they are cannot be judged.
    """
    digests = {sha256(item.data).hexdigest(): item for item in dossier()}
    known = Document.objects.filter(organisation=actor.organisation_id, snapshot__in=digests)
    missing = digests.keys() - set(known.values_list("snapshot", flat=True))
    items = [item for digest, item in digests.items() if digest in missing]
    if not items:
        return None
    job = queue_files(
        items,
        source=_source(actor),
        marking=Marking(Tlp.CLEAR, Reliability.F),
        background=False,
        actor=actor,
    )
    if progress:
        progress(0, len(items))
    run_job(job.pk, progress and (lambda item: progress(item.position + 1, len(items))))
    job.refresh_from_db()
    return job


def dossier() -> list[Item]:
    """Return the documents of the dossier, by language and name."""
    folder = files("passerelle.starter") / "dossier"
    described: dict[str, dict[str, Any]] = {}
    for entry in folder.iterdir():
        if entry.name.startswith("sources-"):
            documents = tomllib.loads(entry.read_text(encoding="utf-8"))["document"]
            described |= {document["doc"]: document for document in documents}
    return [
        Item(
            entry.name,
            entry.read_bytes(),
            "text/plain; charset=utf-8",
            {"lang": language, "title": described[entry.name]["title"], "publisher": PUBLISHER},
        )
        for language in LANGUAGES
        for entry in sorted((folder / language).iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".txt")
    ]


def _source(actor: User) -> Source:
    found = Source.objects.filter(organisation=actor.organisation_id, kind=SourceKind.STARTER).first()
    return found or add_source(name=_("Sample dossier"), kind=SourceKind.STARTER, tlp=Tlp.CLEAR, actor=actor)
