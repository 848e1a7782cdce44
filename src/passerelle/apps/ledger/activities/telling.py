"""Agreements and commitments as what is to be told of them, as far as a marking lets it leave the house."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, ActorState
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger.activities.evident import decimal_text, evident_of
from passerelle.apps.ledger.activities.identifiers import reference_of
from passerelle.apps.ledger.activities.naming import keys_of, named
from passerelle.apps.ledger.activities.programmes import other_of, told, with_all
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import Activity, Agreement, AgreementParty, Commitment, PartyRole, Step
from passerelle.core.commitments import activities as shapes
from passerelle.core.commitments.activities import ACCOUNTABLE, FUNDING, IMPLEMENTING, Narrative, Organisation
from passerelle.core.commitments.reporting import Reported, Reporter, status_of, type_of
from passerelle.core.commitments.stages import STAGES
from passerelle.sources.iati.tables import codes

_AT_ONCE = 200
_ROLES = {PartyRole.PARTY: ACCOUNTABLE, PartyRole.FUNDER: FUNDING, PartyRole.IMPLEMENTER: IMPLEMENTING}

Parts = Iterable[tuple[Actor, str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the ledger is meant: all of it, one agreement with its commitments, or one commitment; by their ids."""

    agreement: int | None = None
    commitment: int | None = None

    def agreements(self) -> QuerySet[Agreement]:
        found = Agreement.objects.filter(joined_into__isnull=True)
        return found.filter(pk=self.agreement) if self._narrow else found

    def commitments(self) -> QuerySet[Commitment]:
        if self.commitment is not None:
            return Commitment.objects.filter(pk=self.commitment)
        under = {} if self.agreement is None else {"agreement": self.agreement}
        return Commitment.objects.filter(**under)

    def activities(self) -> QuerySet[Activity]:
        if self.commitment is not None:
            return Activity.objects.filter(commitment=self.commitment)
        under = Q(agreement=self.agreement) | Q(commitment__agreement=self.agreement)
        return Activity.objects.filter(under) if self._narrow else Activity.objects.all()

    @property
    def _narrow(self) -> bool:
        return self.agreement is not None or self.commitment is not None


WHOLE = Scope()


class Telling:
    """What a person may let leave of their organisation's ledger, marked `marking` or less strictly.

    Actors that are known from documents only are named nowhere.
    """

    def __init__(self, user: User, marking: str, language: str, scope: Scope = WHOLE) -> None:
        self._user, self._language, self._scope = user, language, scope
        self._markings = [tlp for tlp, place in STRICTNESS.items() if place <= STRICTNESS[marking]]
        self._called: dict[int, Organisation] = {}

    def agreements(self) -> Iterator[tuple[Reported | None, str]]:
        """Yield each agreement with its number; None for one of which no day is known."""
        found = self._leaving(self._scope.agreements()).order_by("pk")
        for some in _some(found.iterator(chunk_size=_AT_ONCE)):
            parties = self._parties([one.pk for one in some])
            parents = self._leaving(
                Agreement.objects.filter(pk__in={one.parent_id for one in some}, joined_into__isnull=True)
            )
            there = set(parents.values_list("pk", flat=True))
            for one in some:
                yield self._agreement(one, parties.get(one.pk, []), one.parent_id in there), _agreed(one.pk)

    def commitments(self) -> Iterator[Reported]:
        """Yield each commitment, under its agreement where that leaves too."""
        found = self._leaving(self._scope.commitments()).select_related("owner", "counterpart").order_by("pk")
        for some in _some(found.iterator(chunk_size=_AT_ONCE)):
            under = {one.agreement_id for one in some if one.agreement_id}
            agreements = self._leaving(Agreement.objects.filter(pk__in=under, joined_into__isnull=True))
            there = set(agreements.values_list("pk", flat=True))
            parties, reached = self._parties(there), _reached([one.pk for one in some])
            evident = evident_of(some)
            for one in some:
                reported = self._commitment(
                    one, parties.get(one.agreement_id or 0, []), one.agreement_id in there, reached[one.pk]
                )
                found = evident[one.pk]
                yield replace(
                    reported,
                    measured=tuple(found.measured),
                    milestones=tuple(found.milestones),
                    paid=tuple(found.paid),
                )

    def imported(self) -> Iterator[Activity]:
        """Yield the activities that were taken in, in their order."""
        found = self._leaving(self._scope.activities().filter(source__isnull=False))
        return found.order_by("pk").iterator(chunk_size=50)

    def programmes(
        self, reporter: Reporter, today: date
    ) -> Iterator[tuple[shapes.Activity, tuple[str, ...]]]:
        """Yield the activities that the organisation records itself, and what was left out of each."""
        found = self._leaving(self._scope.activities().filter(source__isnull=True)).order_by("pk")
        for some in _some(with_all(found).iterator(chunk_size=_AT_ONCE)):
            agreements = self._leaving(
                self._scope.agreements().filter(pk__in={one.agreement_id for one in some})
            )
            commitments = self._leaving(
                self._scope.commitments().filter(pk__in={one.commitment_id for one in some})
            )
            others = self._others(some, reporter)
            agreed = set(agreements.values_list("pk", flat=True))
            promised = set(commitments.values_list("pk", flat=True))
            for one in some:
                under = _agreed(one.agreement_id) if one.agreement_id in agreed else ""
                if one.commitment_id in promised:
                    under = f"commitment-{one.commitment_id}"
                yield told(one, reporter, self._outside, others, under)

    def _others(self, some: list[Activity], reporter: Reporter) -> dict[str, Organisation]:
        """Return those that these activities name: of ours what leaves too, of files what may leave."""
        leaving = Q(source__isnull=False) | Q(pk__in=self._scope.activities().order_by().values("pk"))
        found = named(keys_of(some), self._leaving(Activity.objects.filter(leaving)).defer("record"))
        return {key: other_of(one, reporter) for key, one in found.items()}

    def _outside(self, actor: Actor | None) -> Organisation | None:
        return next(iter(self._participants([(actor, "")] if actor is not None else [])), None)

    def _leaving(self, found):
        return rows(self._user, "ledger.export", found.filter(tlp__in=self._markings))

    def _parties(self, agreements: Iterable[int]) -> dict[int, list[tuple[Actor, str]]]:
        found: dict[int, list[tuple[Actor, str]]] = {}
        for one in AgreementParty.objects.filter(agreement__in=list(agreements)).select_related("actor"):
            if one.role in _ROLES:
                found.setdefault(one.agreement_id, []).append((one.actor, _ROLES[PartyRole(one.role)]))
        return found

    def _agreement(self, one: Agreement, parties: Parts, under: bool) -> Reported | None:
        begins = one.signed or one.in_force
        if not begins:
            return None
        reached = {"signed": one.signed, "started": one.in_force, "delivered": one.ended}
        return Reported(
            number=_agreed(one.pk), title=one.title, language=one.title_language, begins=begins, ends=one.ends,
            status=status_of("verified" if one.ended else "started" if one.in_force else "signed", ""),
            kind=one.kind, reached={stage: on for stage, on in reached.items() if on},
            participants=self._participants(parties), country=self._country([actor for actor, _role in parties]),
            parent=_agreed(one.parent_id) if under and one.parent_id else "", level="1",
        )  # fmt: skip

    def _commitment(self, one: Commitment, parties: Parts, under: bool, reached: dict[str, str]) -> Reported:
        sides = [(one.owner, IMPLEMENTING), (one.counterpart, ACCOUNTABLE)]
        own = [(actor, role) for actor, role in sides if actor is not None]
        towards = [one.counterpart] if one.counterpart else [actor for actor, _role in own or parties]
        return Reported(
            number=f"commitment-{one.pk}", title=one.title, language=one.title_language, begins=one.promised,
            ends=one.deadline, status=status_of(one.stage, one.condition), kind=one.kind, reached=reached,
            description=". ".join(part.rstrip(". ") for part in (one.deliverable, one.outcome) if part),
            participants=self._participants(own) or self._participants(parties),
            country=self._country(towards), budget=one.budget_amount, currency=one.budget_currency,
            quantity="" if one.quantity_value is None else decimal_text(one.quantity_value), unit=one.quantity_unit,
            parent=_agreed(one.agreement_id) if under and one.agreement_id else "", level="2",
            provider=self._outside(one.owner), receiver=self._outside(one.counterpart),
        )  # fmt: skip

    def _participants(self, parts: Parts) -> tuple[Organisation, ...]:
        meant = [(_standing(actor), role) for actor, role in parts]
        known = [(actor, role) for actor, role in meant if actor.state == ActorState.ACCEPTED]
        strange = [actor for actor, _role in known if actor.pk not in self._called]
        for pk, name in names_shown(self._user, strange, self._language).items() if strange else ():
            actor = next(one for one in strange if one.pk == pk)
            self._called[pk] = Organisation(
                reference_of(actor), type_of(actor.kind), (Narrative(name, self._language),)
            )
        return tuple(replace(self._called[actor.pk], role=role) for actor, role in known)

    def _country(self, actors: Iterable[Actor]) -> str:
        """Return the one country of these actors, else the organisation's own when it is among them, else none."""
        listed = codes()["Country"][1]
        known = [actor for actor in map(_standing, actors) if actor.state == ActorState.ACCEPTED]
        found = {actor.country for actor in known if actor.country in listed}
        own = self._user.organisation.country
        return next(iter(found)) if len(found) == 1 else own if own in found else ""


def _agreed(pk: int) -> str:
    return f"agreement-{pk}"


def _standing(actor: Actor) -> Actor:
    while actor.merged_into is not None:
        actor = actor.merged_into
    return actor


def _reached(commitments: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {pk: {} for pk in commitments}
    steps = Step.objects.filter(commitment__in=commitments, withdrawn_on__isnull=True, to__in=STAGES)
    for pk, to, on in steps.order_by("pk").values_list("commitment", "to", "on"):
        found[pk].setdefault(to, on)
    return found


def _some(found: Iterator) -> Iterator[list]:
    while batch := list(islice(found, _AT_ONCE)):
        yield batch
