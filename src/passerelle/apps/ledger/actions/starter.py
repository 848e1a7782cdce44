"""The ledger an installation begins with: agreements of the sample dossier, its commitments, each step on its
sentence, and meetings.
"""

from datetime import date

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.decisions import decide_in_meeting, follow_decision
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.meetings import record_meeting
from passerelle.apps.ledger.actions.steps import accept_step
from passerelle.apps.ledger.living import evidence as as_evidence
from passerelle.apps.ledger.models import (
    Agreement,
    AgreementImport,
    Commitment,
    Evidence,
    Meeting,
    PartyRole,
)
from passerelle.apps.ledger.queries.ledger import visible_agreements
from passerelle.apps.library.models import Claim, Document, SourceKind
from passerelle.core.commitments.refusals import shows
from passerelle.core.text.sentences import split
from passerelle.starter.ledger import (
    SampleCommitment,
    ShownStep,
    ledger_digest,
    sample_agreements,
    sample_commitments,
)
from passerelle.starter.meetings import SampleMeeting, sample_meetings


def load_ledger(*, actor: User, today: date | None = None) -> AgreementImport | None:
    """Take the starter pack's ledger into the person's organisation; None when it was, or the dossier is not there."""
    if not dossier(actor):
        return None
    known = AgreementImport.objects.filter(
        organisation=actor.organisation_id, digest=ledger_digest(), done=True
    )
    return None if known.exists() else import_sample(actor=actor, today=today)


@action("ledger.starter", permission="ledger.import")
def import_sample(*, actor: User, today: date | None = None) -> AgreementImport:
    """Take the starter pack's ledger in, whole or not at all.

    What is there under its title, an agreement, commitment or meeting, is left as it stands; a document that is not
    there shows nothing.
    """
    day = today or timezone.localdate()
    documents = dossier(actor)
    papers = _agree(documents, actor)
    there = set(Commitment.objects.filter(organisation=actor.organisation_id).values_list("title", flat=True))
    added = 0
    for sample in sample_commitments():
        if sample.title not in there and all(step.doc in documents for step in sample.steps):
            _follow(sample, papers.get(sample.agreement), documents, actor, day)
            added += 1
    known = len(sample_commitments()) - added
    met = set(Meeting.objects.filter(organisation=actor.organisation_id).values_list("title", flat=True))
    for meeting in sample_meetings():
        if meeting.title not in met and meeting.doc in documents:
            added += _meet(meeting, documents[meeting.doc], actor, day)
    done, _new = AgreementImport.objects.update_or_create(
        organisation=actor.organisation,
        digest=ledger_digest(),
        defaults={
            "name": "starter", "tlp": "clear", "done": True, "added": added, "lines_done": len(sample_commitments()),
            "known": known, "created_by": actor, "finished_at": timezone.now(),
        },
    )  # fmt: skip
    about(done, organisation=actor.organisation, added=added)
    return done


def dossier(actor: User) -> dict[str, Document]:
    """Return the documents of the sample dossier that the person's organisation has, by name."""
    found = Document.objects.filter(organisation=actor.organisation_id, source__kind=SourceKind.STARTER)
    return {document.name: document for document in found.select_related("snapshot")}


def _agree(documents: dict[str, Document], actor: User) -> dict[str, Agreement]:
    """Record the agreements that are not there; return those that commitments may stand under, by their key."""
    there = {one.title: one for one in visible_agreements(actor).filter(organisation=actor.organisation_id)}
    samples = [one for one in sample_agreements() if one.doc in documents]
    known = {
        one.key: one for one in Actor.objects.filter(key__in={key for one in samples for key in one.parties})
    }
    return {
        one.key: there.get(one.values["title"])
        or record_agreement(
            parties=[(known[key], PartyRole.PARTY) for key in one.parties if key in known],
            documents=[documents[one.doc]],
            tlp="clear",
            actor=actor,
            **one.values,
        )
        for one in samples
    }


def _follow(
    sample: SampleCommitment,
    agreement: Agreement | None,
    documents: dict[str, Document],
    actor: User,
    today: date,
) -> None:
    commitment = promise(
        agreement=agreement,
        title=sample.title,
        title_language=sample.language,
        kind=sample.kind,
        owner=Actor.objects.filter(key=sample.owner).first(),
        counterpart=Actor.objects.filter(key=sample.counterpart).first(),
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


def _meet(sample: SampleMeeting, document: Document, actor: User, today: date) -> int:
    """Record a meeting with what it decided; return how many decisions are followed as commitments."""
    known = {one.key: one for one in Actor.objects.filter(key__in=_keys(sample))}
    people = [(known.get(one.actor), one.person, one.office) for one in sample.people]
    meeting = record_meeting(
        title=sample.title,
        participants=[row for row in people if row[0] or row[1]],
        tlp="clear",
        actor=actor,
        today=today,
        **sample.values,
    )
    followed = 0
    for one in sample.decisions:
        decision = decide_in_meeting(
            meeting,
            text=one.text,
            owner=known.get(one.owner),
            person=one.person,
            due=one.due,
            actor=actor,
            today=today,
        )
        if one.follow:
            values = {
                "kind": one.kind,
                "counterpart": known.get(one.counterpart),
                "technologies": list(one.technologies),
            }
            day = min(date.fromisoformat(document.published), today)
            follow_decision(decision, values=values, known_on=day, actor=actor, today=today)
            followed += 1
    return followed


def _keys(sample: SampleMeeting) -> set[str]:
    keys = {one.actor for one in sample.people}
    return keys | {key for one in sample.decisions for key in (one.owner, one.counterpart)}


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
