"""One meeting whole: who takes part and in which capacity on that day, what it decided, what became of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import may
from passerelle.apps.directory.models import Actor, Mandate
from passerelle.apps.directory.offices import covers
from passerelle.apps.directory.queries.actors import actors_by_id
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import living
from passerelle.apps.ledger.actions.decisions import promised_by
from passerelle.apps.ledger.actions.tying import offers_date
from passerelle.apps.ledger.models import Commitment, Edit, Meeting, MeetingDecision, Participant
from passerelle.apps.ledger.queries.ledger import visible_commitments
from passerelle.apps.ledger.queries.meetings import visible_meetings
from passerelle.apps.ledger.queries.noted import noted_then
from passerelle.core.commitments.clarity import Clarity, clarities


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the reader's language names it, and the body or person at its other end."""

    office: str
    other: Actor
    name: str


@dataclass(frozen=True, slots=True)
class Present:
    """Who takes part: the name for this reader, and the offices held on that day.

    Those of a person are in a body, those of a body are held by people.
    """

    row: Participant
    name: str
    offices: list[Office]

    @property
    def actor(self) -> Actor | None:
        return self.row.actor


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: its owner's name, the commitment that follows from it where the reader may see it, and the six
    clarities that it would hold as one. `tied`: the commitment was there before; `offers`: to it, the decision gives
    another deadline.
    """

    row: MeetingDecision
    owner: str
    commitment: Commitment | None
    clarities: tuple[Clarity, ...]
    tied: bool = False
    offers: bool = False

    @property
    def held(self) -> int:
        return sum(one.held for one in self.clarities)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with all that may be seen of it. `token` goes back with every change.

    `recorded`: the desk had it on the day shown. `keeps`: the reader belongs to those who keep it, and sees what it
    said before it was changed.
    """

    meeting: Meeting
    participants: list[Present]
    decisions: list[Decided]
    withdrawn: list[MeetingDecision]
    edits: list[Edit]
    may_write: bool
    token: int
    minutes: str
    keeps: bool
    recorded: bool = True


def meeting_for(user: User, pk: int) -> Meeting:
    """Return a meeting; Meeting.DoesNotExist when absent or not to be seen."""
    found: Meeting = visible_meetings(user).select_related("organisation").get(pk=pk)
    return found


def meeting_page(user: User, pk: int, language: str, *, as_of: date | None = None) -> MeetingPage:
    """Return the page of a meeting; Meeting.DoesNotExist when absent or not to be seen.

    On an earlier day nothing is changed: the decisions are those noted by then, and minutes are there only if there
    were any. Who does not keep the meeting is not told what was withdrawn or reworded since.
    """
    meeting = meeting_for(user, pk)
    keeps = may(user, "ledger.write") and user.organisation_id == meeting.organisation_id
    decisions = list(
        meeting.decisions.select_related("owner", "withdrawn_by", "commitment", "evidence").order_by("pk")
    )
    minutes, recorded = meeting.minutes, True
    if as_of is None:
        standing = [one for one in decisions if one.withdrawn_on is None]
        withdrawn = [one for one in decisions if one.withdrawn_on is not None]
        edits = list(meeting.edits.select_related("by").order_by("-pk")[:50]) if keeps else []
    else:
        every = meeting.edits.select_related("by").order_by("pk")
        then = noted_then(meeting, decisions, every, as_of)
        standing = [one for one in then.decisions if keeps or one.withdrawn_on is None]
        withdrawn, edits, recorded = then.withdrawn, then.edits[:-51:-1], then.recorded
        minutes = then.minutes if keeps or not then.minutes else meeting.minutes
    return MeetingPage(
        meeting=meeting,
        participants=present(
            user,
            list(meeting.participants.select_related("actor").order_by("pk")),
            meeting.held_on,
            language,
        ),
        decisions=_decided(user, meeting, standing, language, as_of),
        withdrawn=withdrawn if keeps else [],
        edits=edits if keeps else [],
        may_write=keeps and as_of is None,
        token=meeting.version,
        minutes=minutes,
        keeps=keeps,
        recorded=recorded,
    )


def present(user: User, people: list[Participant], day: str, language: str) -> list[Present]:
    """Return who takes part, in the order given, with the offices held on a day (ISO 8601, as precise as known)."""
    actors = {one.actor_id: one.actor for one in people if one.actor is not None}
    held = _mandates(user, list(actors), day)
    others = {other.pk: other for some in held.values() for _mandate, other in some}
    names = names_shown(user, (actors | others).values(), language)
    return [
        Present(
            one,
            names.get(one.actor_id, ""),
            [
                Office(mandate.office_in(language), other, names[other.pk])
                for mandate, other in held.get(one.actor_id, ())
            ],
        )
        for one in people
    ]


def _mandates(user: User, actors: Iterable[int], day: str) -> dict[int, list[tuple[Mandate, Actor]]]:
    """Return actor → the mandates that stood on a day, each with who is at its other end, the latest first.

    Who may be known is asked of those ends alone: PostgreSQL, where it takes tables that have just been filled
    for empty, went through the whole directory once a mandate.
    """
    asked = set(actors)
    every = Mandate.objects.filter(Q(person__in=asked) | Q(organisation__in=asked)).order_by("-since", "pk")
    standing = [one for one in every if covers(one.since, one.until, day)]
    ends = [(one, one.person_id, one.organisation_id) for one in standing]
    ends += [(one, one.organisation_id, one.person_id) for one in standing]
    ends = [end for end in ends if end[1] in asked]
    known = actors_by_id(user, {other for _mandate, _actor, other in ends})
    found: dict[int, list[tuple[Mandate, Actor]]] = defaultdict(list)
    for mandate, actor, other in ends:
        if other in known:
            found[actor].append((mandate, known[other]))
    return found


def is_tied(decision: MeetingDecision) -> bool:
    """Say whether a decision is about a commitment that was there before it: the minutes did not announce it."""
    return decision.evidence is not None and not decision.evidence.supports


def _followed(one: MeetingDecision, as_of: date | None) -> bool:
    """Say whether a commitment followed from a decision, or was tied to it, by a day."""
    known = as_of is None or one.evidence is None or one.evidence.known_on <= as_of
    return one.commitment_id is not None and known


def _decided(
    user: User, meeting: Meeting, decisions: list[MeetingDecision], language: str, as_of: date | None
) -> list[Decided]:
    names = names_shown(user, {one.owner_id: one.owner for one in decisions if one.owner}.values(), language)
    followed = (
        visible_commitments(user)
        .select_related("owner")
        .in_bulk([one.commitment_id for one in decisions if _followed(one, as_of)])
    )
    found = []
    for one in decisions:
        one.meeting = meeting
        commitment = followed.get(one.commitment_id) if _followed(one, as_of) else None
        promise = living.promise_of(commitment or Commitment(**promised_by(one)))
        found.append(
            Decided(
                one, names.get(one.owner_id, ""), commitment, clarities(promise),
                tied=commitment is not None and is_tied(one),
                offers=as_of is None and commitment is not None and offers_date(one),
            )
        )  # fmt: skip
    return found
