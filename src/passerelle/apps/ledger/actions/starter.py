"""The ledger an installation begins with: commitments of the sample dossier, each step on its sentence."""

from datetime import date

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor, Mention
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.steps import accept_step
from passerelle.apps.ledger.living import evidence as as_evidence
from passerelle.apps.ledger.models import AgreementImport, Commitment, Evidence
from passerelle.apps.library.models import Claim, Document, SourceKind
from passerelle.core.commitments.refusals import shows
from passerelle.core.text.sentences import split
from passerelle.starter.ledger import SampleCommitment, ShownStep, ledger_digest, sample_commitments


def load_ledger(*, actor: User, today: date | None = None) -> AgreementImport | None:
    """Take the starter pack's ledger into the person's organisation; None when it was, or the dossier is not there."""
    if not _dossier(actor):
        return None
    known = AgreementImport.objects.filter(
        organisation=actor.organisation_id, digest=ledger_digest(), done=True
    )
    return None if known.exists() else import_sample(actor=actor, today=today)


@action("ledger.starter", permission="ledger.import")
def import_sample(*, actor: User, today: date | None = None) -> AgreementImport:
    """Take the starter pack's ledger in, whole or not at all.

    A commitment whose title is there is left as it stands; a document that is not there shows nothing.
    """
    day = today or timezone.localdate()
    documents = _dossier(actor)
    there = set(Commitment.objects.filter(organisation=actor.organisation_id).values_list("title", flat=True))
    added = 0
    for sample in sample_commitments():
        if sample.title not in there and all(step.doc in documents for step in sample.steps):
            _follow(sample, documents, actor, day)
            added += 1
    done, _new = AgreementImport.objects.update_or_create(
        organisation=actor.organisation,
        digest=ledger_digest(),
        defaults={
            "name": "starter", "tlp": "clear", "done": True, "added": added, "lines_done": len(sample_commitments()),
            "known": len(sample_commitments()) - added, "created_by": actor, "finished_at": timezone.now(),
        },
    )  # fmt: skip
    about(done, organisation=actor.organisation, added=added)
    return done


def _dossier(actor: User) -> dict[str, Document]:
    found = Document.objects.filter(organisation=actor.organisation_id, source__kind=SourceKind.STARTER)
    return {document.name: document for document in found.select_related("snapshot")}


def _follow(sample: SampleCommitment, documents: dict[str, Document], actor: User, today: date) -> None:
    commitment = promise(
        title=sample.title,
        title_language=sample.language,
        kind=sample.kind,
        owner=_actor(sample.owner, sample, documents),
        counterpart=_actor(sample.counterpart, sample, documents),
        promised=sample.steps[0].on,
        tlp="clear",
        actor=actor,
        today=today,
        **sample.values,
    )
    for step in sample.steps:
        document = documents[step.doc]
        known = min(date.fromisoformat(document.published), today)
        evidence = _evidence(commitment, step, document, known, actor, today)
        accept_step(
            commitment, step.to, on=step.on, evidence=[evidence], known_on=known, actor=actor, today=today
        )


def _evidence(
    commitment: Commitment, step: ShownStep, document: Document, known: date, actor: User, today: date
) -> Evidence:
    """Take the claim that was read there as evidence when it carries the step, else the sentence."""
    at = document.text.index(step.says)
    claim = _claim(document, at, at + len(step.says), step, commitment.kind)
    used = claim is None or Evidence.objects.filter(commitment=commitment, claim=claim).exists()
    spans = split(document.text, document.language)
    sentence = next(document.text[one.start : one.end] for one in spans if one.start <= at < one.end)
    said = {"document": document, "text": sentence[:2000]} if used else {"claim": claim}
    return add_evidence(
        commitment,
        kind=step.kind,
        supports=step.to,
        on=step.on,
        known_on=known,
        independent=step.independent,
        actor=actor,
        today=today,
        **said,
    )


def _claim(document: Document, start: int, end: int, step: ShownStep, kind: str) -> Claim | None:
    """Return the surest claim that was read in these words and carries the step."""
    if step.kind != "report":
        return None
    standing = [one for one in document.claims.filter(start__lt=end, end__gt=start) if one.standing]
    carrying = []
    for claim in standing:
        row = Evidence(
            kind=step.kind, on=step.on, known_on=date.max, claim_type=claim.type, claim_status=claim.status
        )
        if shows(as_evidence(row), step.to, kind):
            carrying.append(claim)
    return max(carrying, key=lambda claim: (claim.certainty, -claim.pk), default=None)


def _actor(key: str, sample: SampleCommitment, documents: dict[str, Document]) -> Actor | None:
    """Return an actor of the directory, or whom the documents call so."""
    if not key:
        return None
    found = Actor.objects.filter(key=key).first()
    if found is None:
        told = [documents[step.doc].pk for step in sample.steps]
        mention = Mention.objects.filter(document__in=told, local=key, actor__isnull=False).first()
        found = mention.actor if mention else None
    return found
