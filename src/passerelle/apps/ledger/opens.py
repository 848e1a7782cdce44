"""Commitments as core compares them with what is told: the parties with their names, the words, what they rest on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from passerelle.apps.directory.models import Actor, Name
from passerelle.apps.events.models import Telling
from passerelle.apps.events.reports import reports_of
from passerelle.apps.ledger.living import steps_of
from passerelle.apps.ledger.models import AgreementParty, Commitment, Evidence
from passerelle.apps.library.models import Claim
from passerelle.core.commitments import life
from passerelle.core.commitments.told import Open, marks_of, words_together
from passerelle.core.events.report import Party, Report
from passerelle.core.reading.model import Quantity


def opens(commitments: Iterable[int], today: date) -> dict[int, Open]:
    """Return commitment → what may be told of it."""
    rows = Commitment.objects.filter(pk__in=list(commitments)).select_related("owner", "counterpart")
    given = {row.pk: row for row in rows}
    steps, claims = steps_of(given), _claims(given)
    reports = _reports({claim for some in claims.values() for claim in some})
    events = dict(Telling.objects.filter(claim__in=reports).values_list("claim", "event"))
    parties = _parties(given.values())
    found = {}
    for pk, row in given.items():
        rests_on = [reports[claim] for claim in sorted(claims[pk]) if claim in reports]
        quantity = None
        if row.quantity_value is not None:
            quantity = Quantity(row.quantity_value, row.quantity_unit, row.deadline or None)
        budget = None
        if row.budget_amount is not None:
            budget = Quantity(float(row.budget_amount), row.budget_currency)
        found[pk] = Open(
            key=str(pk),
            kind=row.kind,
            standing=life.standing(steps[pk], today.isoformat()),
            parties=tuple(sorted(parties[pk])),
            technologies=frozenset(row.technologies),
            promised=row.promised,
            deadline=row.deadline or None,
            quantity=quantity,
            budget=budget,
            words=words_together(row.title, row.title_language, rests_on),
            marks=marks_of(row.title, row.title_language),
            events=frozenset(str(events[claim]) for claim in claims[pk] if claim in events),
            claims=frozenset(report.key for report in rests_on),
        )
    return found


def _claims(given: dict[int, Commitment]) -> dict[int, set[int]]:
    """Return commitment → the claims that it rests on."""
    found: dict[int, set[int]] = defaultdict(set)
    live = Evidence.objects.filter(commitment__in=given, claim__isnull=False, withdrawn_on__isnull=True)
    for commitment, claim in live.values_list("commitment", "claim"):
        found[commitment].add(claim)
    for pk, row in given.items():
        if row.born_of_id:
            found[pk].add(row.born_of_id)
    return found


def _reports(claims: set[int]) -> dict[int, Report]:
    found = Claim.objects.filter(pk__in=claims).select_related("document__snapshot").order_by("pk")
    return reports_of(found)


def _parties(rows: Iterable[Commitment]) -> dict[int, set[Party]]:
    """Return commitment → owner, counterpart and the parties of its agreement."""
    given = list(rows)
    actors: dict[int, set[int]] = defaultdict(set)
    under: dict[int, set[int]] = defaultdict(set)
    agreements = {row.agreement_id for row in given if row.agreement_id}
    for agreement, actor in AgreementParty.objects.filter(agreement__in=agreements).values_list(
        "agreement", "actor"
    ):
        under[agreement].add(actor)
    for row in given:
        actors[row.pk] = {pk for pk in (row.owner_id, row.counterpart_id) if pk} | under[
            row.agreement_id or 0
        ]
    known = _known({pk for some in actors.values() for pk in some})
    return {pk: {known[actor] for actor in some if actor in known} for pk, some in actors.items()}


def _known(actors: set[int]) -> dict[int, Party]:
    found: dict[int, Actor] = {}
    for one in Actor.objects.filter(pk__in=actors).select_related("merged_into"):
        found[one.pk] = one.merged_into or one
    names: dict[int, list[str]] = defaultdict(list)
    for actor, text in (
        Name.objects.filter(actor__in=found.values()).order_by("pk").values_list("actor", "text")
    ):
        names[actor].append(text)
    return {
        pk: Party(
            one.key,
            one.kind,
            one.country or (one.key.upper() if one.kind == "country" and len(one.key) == len("VN") else ""),
            tuple(names[one.pk]) or (one.label,) * bool(one.label),
            one.open,
        )
        for pk, one in found.items()
    }
