"""The programmes an installation begins with, each figure on its sentence or its address."""

from datetime import date
from typing import Any

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.activities import record_activity
from passerelle.apps.ledger.actions.measuring import add_indicator, add_measured
from passerelle.apps.ledger.actions.money import add_budget
from passerelle.apps.ledger.actions.starter import dossier
from passerelle.apps.ledger.models import Activity, AgreementImport, Commitment
from passerelle.apps.library.models import Document
from passerelle.core.text.sentences import split
from passerelle.starter.programmes import (
    SampleFigure,
    SampleProgramme,
    Standing,
    programmes_digest,
    sample_programmes,
)


def load_programmes(*, actor: User, today: date | None = None) -> AgreementImport | None:
    """Take the starter pack's programmes into the person's organisation; None when they were, or the dossier is not
    there.
    """
    known = AgreementImport.objects.filter(
        organisation=actor.organisation_id, digest=programmes_digest(), done=True
    )
    if known.exists() or not dossier(actor):
        return None
    return import_programmes(actor=actor, today=today)


@action("activity.starter", permission="ledger.import")
def import_programmes(*, actor: User, today: date | None = None) -> AgreementImport:
    """Take the starter pack's programmes in, whole or not at all; one whose title is there is left as it stands."""
    day = today or timezone.localdate()
    documents = dossier(actor)
    there = set(Activity.objects.filter(organisation=actor.organisation_id).values_list("title", flat=True))
    added = 0
    for sample in sample_programmes():
        if sample.values["title"] not in there and _complete(sample, documents):
            _record(sample, documents, actor, day)
            added += 1
    done, _new = AgreementImport.objects.update_or_create(
        organisation=actor.organisation,
        digest=programmes_digest(),
        defaults={
            "name": "starter programmes", "tlp": "clear", "done": True, "added": added,
            "lines_done": len(sample_programmes()), "known": len(sample_programmes()) - added, "created_by": actor,
            "finished_at": timezone.now(),
        },
    )  # fmt: skip
    about(done, organisation=actor.organisation, added=added)
    return done


def _complete(sample: SampleProgramme, documents: dict[str, Document]) -> bool:
    figures = [one for part in sample.indicators for one in part.figures] + list(sample.budgets)
    return all(one.standing.doc in documents for one in figures if one.standing.doc)


def _record(sample: SampleProgramme, documents: dict[str, Document], actor: User, today: date) -> None:
    keys = {key for keys in sample.participants.values() for key in keys}
    known = {one.key: one for one in Actor.objects.filter(key__in=keys)}
    serves = Commitment.objects.filter(
        organisation=actor.organisation_id, title=sample.commitment, tlp="clear"
    )
    activity = record_activity(
        actor=actor, tlp="clear", commitment=serves.first(), **sample.values,
        participants={
            role: [known[key] for key in keys if key in known] for role, keys in sample.participants.items()
        },
    )  # fmt: skip
    for part in sample.indicators:
        indicator = add_indicator(
            activity, title=part.title, result=part.result, measure=part.measure, actor=actor
        )
        for figure in part.figures:
            add_measured(
                indicator, actor=actor, today=today, known_on=_known(figure, documents, today), **figure.values,
                **_source(figure.standing, documents),
            )  # fmt: skip
    for figure in sample.budgets:
        add_budget(
            activity, actor=actor, today=today, known_on=_known(figure, documents, today), **figure.values,
            **_source(figure.standing, documents),
        )  # fmt: skip


def _known(figure: SampleFigure, documents: dict[str, Document], today: date) -> date:
    told = figure.standing.known or documents[figure.standing.doc].published
    return min(date.fromisoformat(told), today)


def _source(standing: Standing, documents: dict[str, Document]) -> dict[str, Any]:
    if not standing.doc:
        return {"address": standing.address, "said": standing.said}
    document = documents[standing.doc]
    at = document.text.index(standing.says)
    spans = split(document.text, document.language)
    sentence = next(document.text[one.start : one.end] for one in spans if one.start <= at < one.end)
    return {"document": document, "said": sentence[:500]}
