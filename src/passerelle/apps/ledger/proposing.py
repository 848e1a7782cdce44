"""What the claims of documents propose to the ledgers of organisations, kept as rows that wait for a person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelle.apps.directory.models import Involvement, Role
from passerelle.apps.events.models import Origin, Telling
from passerelle.apps.events.reports import reports_of, standing
from passerelle.apps.ledger.columns import columns
from passerelle.apps.ledger.markings import least_marking
from passerelle.apps.ledger.models import Commitment, Evidence, Proposal, ProposalState
from passerelle.apps.ledger.nearing import near
from passerelle.apps.ledger.opens import opens
from passerelle.apps.library.models import Claim, ReviewState
from passerelle.core.commitments import told
from passerelle.core.commitments.proposing import proposals, sifted
from passerelle.core.commitments.told import Told

_DECIDED = (ProposalState.ACCEPTED, ProposalState.DISMISSED)
_REVIEWED = (ReviewState.CONFIRMED, ReviewState.CORRECTED)
Key = tuple[int, int, str, int | None]
"""Organisation, claim, rule, commitment."""


@dataclass(frozen=True, slots=True)
class _Claims:
    """The claims that are looked at, with what is known of each."""

    rows: list[Claim]
    told: dict[int, Told]
    actors: dict[int, set[int]]
    countries: dict[int, set[str]]
    event: dict[int, int]


def propose(documents: Iterable[int], today: date) -> int:
    """Write anew what the claims of these documents propose; return how many proposals wait. What people decided
    stands, and is not proposed again.
    """
    ids = list(documents)
    claims = _claims(ids)
    rows = {claim.pk: claim for claim in claims.rows}
    asked = _asked(claims)
    open_ = opens({pk for some in asked.values() for pk in some}, today)
    found: dict[tuple[int, int], dict[str, list[told.Proposal]]] = defaultdict(dict)
    for (organisation, pk), nearby in asked.items():
        said = proposals(claims.told[pk], [open_[one] for one in nearby if one in open_])
        found[organisation, rows[pk].document_id][str(pk)] = said
    used = _used(claims)
    claims_told = {str(pk): one for pk, one in claims.told.items()}
    wanted: dict[Key, told.Proposal] = {}
    for (organisation, _document), by_claim in found.items():
        for claim, said in sifted(by_claim, claims_told).items():
            own = organisation == rows[int(claim)].document.organisation_id
            for one in said:
                if one.kind == "commitment" and (not own or (organisation, int(claim)) in used):
                    continue
                commitment = int(one.commitment) if one.commitment else None
                wanted.setdefault((organisation, int(claim), one.rule, commitment), one)
    return _write(ids, wanted)


def _asked(claims: _Claims) -> dict[tuple[int, int], list[int]]:
    """Return the commitments each claim may be about, by organisation that may see it and claim."""
    kept = columns()
    owning = set(kept.organisation.tolist())
    return {
        (organisation, claim.pk): near(
            kept,
            organisation,
            actors=claims.actors[claim.pk],
            countries=claims.countries[claim.pk],
            technologies=claim.technologies,
        )
        for claim in claims.rows
        for organisation in sorted(owning | {claim.document.organisation_id})
        if least_marking(organisation, claim.document) is not None
    }


def _claims(documents: list[int]) -> _Claims:
    rows = list(
        standing(Claim.objects.filter(document__in=documents))
        .select_related("document__snapshot", "document__organisation")
        .order_by("pk")
    )
    ids = [claim.pk for claim in rows]
    event = dict(Telling.objects.filter(claim__in=ids).values_list("claim", "event"))
    origins = dict(Origin.objects.filter(document__in=documents).values_list("document", "number"))
    actors: dict[int, set[int]] = defaultdict(set)
    countries: dict[int, set[str]] = defaultdict(set)
    parties = Involvement.objects.filter(claim__in=ids, role=Role.PARTY)
    for claim, actor, country in parties.values_list("claim", "actor", "actor__country"):
        actors[claim].add(actor)
        countries[claim] |= {country} - {""}
    reports = reports_of(rows)
    said = {
        claim.pk: Told(
            reports[claim.pk],
            str(event.get(claim.pk, "")),
            str(origins.get(claim.document_id, claim.document_id)),
            1.0 if claim.state in _REVIEWED else claim.certainty,
        )
        for claim in rows
    }
    return _Claims(rows, said, actors, countries, event)


def _used(claims: _Claims) -> set[tuple[int, int]]:
    """Return (organisation, claim) of those that tell what the organisation follows, or was asked to follow, already:
    a commitment rests on the claim or on another that tells the same event, or such a one is proposed.
    """
    events = set(claims.event.values())
    kin: dict[int, set[int]] = defaultdict(set)
    for claim, event in Telling.objects.filter(event__in=events).values_list("claim", "event"):
        kin[event].add(claim)
    every = {claim.pk for claim in claims.rows} | {pk for some in kin.values() for pk in some}
    taken: dict[int, set[int]] = defaultdict(set)  # claim → organisations
    live = Evidence.objects.filter(claim__in=every, withdrawn_on__isnull=True)
    for claim, organisation in live.values_list("claim", "commitment__organisation"):
        taken[claim].add(organisation)
    for claim, organisation in Commitment.objects.filter(born_of__in=every).values_list(
        "born_of", "organisation"
    ):
        taken[claim].add(organisation)
    asked: dict[int, set[int]] = defaultdict(set)
    new = Proposal.objects.filter(claim__in=every, kind="commitment").exclude(state=ProposalState.OUTDATED)
    for claim, organisation in new.values_list("claim", "organisation"):
        asked[claim].add(organisation)
    found: set[tuple[int, int]] = set()
    for row in claims.rows:
        same = kin.get(claims.event.get(row.pk, 0), set()) | {row.pk}
        for pk in same:
            found |= {(organisation, row.pk) for organisation in taken[pk]}
            # Of the claims of one event the first proposes.
            if pk != row.pk:
                found |= {(organisation, row.pk) for organisation in asked[pk]}
        if any(pk < row.pk for pk in same if pk in claims.told):
            found.add((row.document.organisation_id, row.pk))
    return found


def _write(documents: list[int], wanted: dict[Key, told.Proposal]) -> int:
    kept = Proposal.objects.filter(claim__document__in=documents)
    changed: list[Proposal] = []
    waiting = 0
    for row in kept:
        key = (row.organisation_id, row.claim_id, row.rule, row.commitment_id)
        one = wanted.pop(key, None)
        if row.state in _DECIDED:
            continue
        state = ProposalState.WAITING if one else ProposalState.OUTDATED
        values = _values(one) if one else {}
        waiting += bool(one)
        if row.state != state or any(getattr(row, name) != value for name, value in values.items()):
            row.state = state
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    Proposal.objects.bulk_update(changed, ["state", "kind", "to", "score", "detail"], batch_size=200)
    Proposal.objects.bulk_create(
        [
            Proposal(
                organisation_id=organisation,
                claim_id=claim,
                rule=rule,
                commitment_id=commitment,
                **_values(one),
            )
            for (organisation, claim, rule, commitment), one in wanted.items()
        ],
        batch_size=200,
    )
    return waiting + len(wanted)


def _values(one: told.Proposal) -> dict[str, Any]:
    reasons = [[reason.rule, reason.weight, reason.detail] for reason in one.reasons]
    detail = {**one.detail, "reasons": reasons}
    return {"kind": one.kind, "to": one.to, "score": round(one.score, 4), "detail": detail}
