"""The file of a meeting or a visit: before it, what one should know of the other side; after it, what was promised."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor, Involvement
from passerelle.apps.directory.queries.deeds import latest_first
from passerelle.apps.events.queries.events import events_of_claims
from passerelle.apps.events.reports import standing
from passerelle.apps.ledger.models import Commitment, Evidence, Meeting
from passerelle.apps.ledger.queries.ledger import (
    LedgerRow,
    commitment_rows,
    visible_agreements,
    visible_commitments,
)
from passerelle.apps.ledger.queries.meeting import MeetingPage, Present, meeting_page
from passerelle.apps.ledger.queries.meetings import MeetingRow, meetings_with
from passerelle.apps.ledger.queries.standing import DONE, due_soon, overdue, quiet, silent
from passerelle.apps.library.models import Claim
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.core.events.spans import Days, days, gap

COMMITMENTS, OPENINGS, EARLIER, TOLD = 12, 8, 5, 40  # what fits a page
_PRINTED = timedelta(days=1)  # newspapers tell of it the day after
_MANY = 400  # claims that are looked at
_MONTH = 31
_PROMISES = ("agreement", "investment", "programme", "target", "request", "policy")
_ASKED = Q(type="request", status__in=("made", "accepted")) | Q(
    type="agreement", status__in=("proposed", "negotiating")
)


@dataclass(frozen=True, slots=True)
class Before:
    """What to know before a meeting: who comes, what is open with them (the most urgent first), what they asked for,
    and when one met before. `counts` are those of all open commitments, of which `commitments` shows some.
    """

    meeting: Meeting
    participants: list[Present]
    commitments: list[LedgerRow]
    counts: dict[str, int]
    markings: list[str]  # of all that is counted
    openings: list[Claim]
    earlier: list[MeetingRow]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that tells what was promised, and the commitment that rests on it, where there is one to be seen."""

    claim: Claim
    commitment: Commitment | None


@dataclass(frozen=True, slots=True)
class After:
    """What a meeting left: its decisions with the commitments born of them, how these stand, and what the documents
    say was promised. `more` are the claims left out.
    """

    page: MeetingPage
    commitments: list[LedgerRow]
    told: list[Told]
    more: int


@dataclass(frozen=True, slots=True)
class _Side:
    """The other side of a meeting: who comes, the bodies they hold an office in, and the countries of these.

    `between`: nobody said to which country the own organisation belongs, so that what counts is what two of the
    countries have between them.
    """

    actors: set[int]
    countries: set[str]
    between: bool


def before_meeting(user: User, pk: int, language: str, *, today: date) -> Before:
    """Return what to know before a meeting; Meeting.DoesNotExist when absent or not to be seen."""
    page = meeting_page(user, pk, language)
    side = _other_side(page.meeting, page.participants)
    open_ = _open_with(user, side)
    ids = list(_urgent_first(open_, side, today).values_list("pk", flat=True)[:COMMITMENTS])
    rows = commitment_rows(user, Commitment.objects.filter(pk__in=ids), language, today=today)
    actors = Actor.objects.filter(pk__in=side.actors)
    return Before(
        page.meeting,
        page.participants,
        sorted(rows, key=lambda row: ids.index(row.commitment.pk)),
        {
            "open": open_.count(),
            "overdue": open_.filter(overdue(today)).count(),
            "silent": open_.filter(silent(today)).count(),
        },
        list(open_.order_by().values_list("tlp", flat=True).distinct()),
        _openings(user, side),
        meetings_with(user, actors, language, limit=EARLIER, before=page.meeting.first_day),
    )


def after_meeting(user: User, pk: int, language: str, *, today: date) -> After:
    """Return what a meeting left; Meeting.DoesNotExist when absent or not to be seen."""
    page = meeting_page(user, pk, language)
    followed = [one.commitment.pk for one in page.decisions if one.commitment]
    rows = commitment_rows(user, Commitment.objects.filter(pk__in=followed), language, today=today)
    claims = _promised(user, page.meeting, _other_side(page.meeting, page.participants))
    resting = _resting_on(user, claims[:TOLD])
    return After(
        page,
        sorted(rows, key=lambda row: followed.index(row.commitment.pk)),
        [Told(claim, resting.get(claim.pk)) for claim in claims[:TOLD]],
        max(0, len(claims) - TOLD),
    )


def _other_side(meeting: Meeting, people: list[Present]) -> _Side:
    """Without a country of the own organisation, or when nobody comes from elsewhere, everybody is the other side."""
    own = meeting.organisation.country
    known = [one for one in people if one.actor is not None]
    guests = [one for one in known if own and one.row.country != own]
    theirs: set[int] = set()
    countries: set[str] = set()
    for one in guests or known:
        bodies = [office.other for office in one.offices] if one.actor.kind == "person" else []
        theirs |= {one.actor.pk, *(body.pk for body in bodies)}
        countries |= {country for country in (one.row.country, *(body.country for body in bodies)) if country}
    if between := not own and len(countries) > 1:
        return _Side(theirs, countries, between)
    countries -= {own}
    # The country itself, as an actor, speaks for them as well.
    states = Actor.objects.filter(kind="country", country__in=countries)
    return _Side(theirs | set(states.values_list("pk", flat=True)), countries, between)


def _open_with(user: User, side: _Side) -> QuerySet[Commitment]:
    """Return what is open with the other side: its bodies, or its countries."""
    signed = visible_agreements(user).filter(parties__actor__in=side.actors).order_by().values("pk")
    named = Q(owner__in=side.actors) | Q(counterpart__in=side.actors) | Q(agreement__in=signed)
    if side.between:
        within = Q(owner__country__in=side.countries, counterpart__country__in=side.countries)
        near = within & ~Q(owner__country=F("counterpart__country"))
    else:
        near = Q(owner__country__in=side.countries) | Q(counterpart__country__in=side.countries)
    return visible_commitments(user).filter(named | near).exclude(DONE)


def _naming(user: User, side: _Side) -> QuerySet[Claim]:
    """Return the claims that name the other side and that the user may see."""
    named = Q(pk__in=Involvement.objects.filter(actor__in=side.actors).order_by().values("claim"))
    if side.between:
        there = Involvement.objects.filter(actor__country__in=side.countries).order_by().values("claim")
        several = there.annotate(number=Count("actor__country", distinct=True)).filter(number__gt=1)
        named |= Q(pk__in=several.values("claim"))
    return standing(visible_claims(user)).filter(named)


def _urgent_first(found: QuerySet[Commitment], side: _Side, today: date) -> QuerySet[Commitment]:
    rank = Case(
        When(overdue(today) & silent(today), then=Value(0)),
        When(overdue(today), then=Value(1)),
        When(silent(today), then=Value(2)),
        When(quiet(today) | due_soon(today), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    named = Q(owner__in=side.actors) | Q(counterpart__in=side.actors)
    nearness = Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = found.annotate(rank=rank, nearness=nearness)
    return ordered.order_by("rank", "nearness", F("deadline_last").asc(nulls_last=True), "-pk")


def _openings(user: User, side: _Side) -> list[Claim]:
    """Return what the other side asked for, offered or negotiates, the latest first, each event once."""
    found = latest_first(_naming(user, side).filter(_ASKED), user, 4 * OPENINGS)
    return _once_an_event(user, found)[:OPENINGS]


def _promised(user: User, meeting: Meeting, side: _Side) -> list[Claim]:
    """Return what documents say was promised: claims that name the other side, of the days of the meeting, or in
    documents that were published then or that tell of the meeting itself, in the order of their days.
    """
    span = Days(meeting.first_day.toordinal(), meeting.last_day.toordinal())
    naming = _naming(user, side)
    dated = Q()
    for year in range(meeting.first_day.year, meeting.last_day.year + 1):
        dated |= Q(date__contains=str(year))
    met = naming.filter(dated, type="engagement").order_by("-pk")
    telling = {claim.document_id for claim in met[:_MANY] if _within(claim.date, span)}
    then = Q(document__published_on__range=(meeting.first_day, meeting.last_day + _PRINTED))
    chosen = (
        (naming.filter(dated), _within),
        (naming.filter(then), _not_before),
        (naming.filter(document__in=telling), _not_before),
    )
    found = {
        claim.pk: claim
        for claims, fits in chosen
        for claim in _first(claims.filter(type__in=_PROMISES))
        if fits(claim.date, span)
    }
    ordered = sorted(found.values(), key=lambda claim: (claim.date or claim.document.published, claim.pk))
    return _once_an_event(user, ordered)


def _first(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.select_related("document__snapshot").order_by("-pk")[:_MANY]


def _within(stated: str, span: Days) -> bool:
    """Whether a claim tells of a day of the meeting: a month may be one of its days, a year is none."""
    found = days(stated)
    return found is not None and found.length <= max(_MONTH, span.length) and gap(found, span) == 0


def _not_before(stated: str, span: Days) -> bool:
    """Whether a claim tells of nothing that began before the meeting; a day to come may be what was promised."""
    begun = days(stated.partition("/")[0])
    return begun is None or begun.last >= span.first


def _once_an_event(user: User, claims: list[Claim]) -> list[Claim]:
    events = events_of_claims(user, [claim.pk for claim in claims])
    kept: list[Claim] = []
    met: set[int] = set()
    for claim in claims:
        event = events.get(claim.pk)
        if event is None or event not in met:
            kept.append(claim)
        met |= {event} if event is not None else set()
    return kept


def _resting_on(user: User, claims: list[Claim]) -> dict[int, Commitment]:
    """Return claim → a commitment that is born of it or rests on it, of those that the user may see."""
    ids = [claim.pk for claim in claims]
    seen = visible_commitments(user)
    found = {one.born_of_id: one for one in seen.filter(born_of__in=ids).order_by("-pk")}
    live = Evidence.objects.filter(claim__in=ids, withdrawn_on__isnull=True, commitment__in=seen.order_by())
    for one in live.select_related("commitment").order_by("-pk"):
        found.setdefault(one.claim_id, one.commitment)
    return found
