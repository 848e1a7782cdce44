"""Activities: the list, and one with its parties, money and results; only what the reader may see."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

import regex
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import may, rows
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger.models import (
    Activity,
    Agreement,
    Budget,
    Commitment,
    Edit,
    Indicator,
    Measured,
    ParticipatingOrganisation,
    Period,
    Result,
    Transaction,
)
from passerelle.apps.ledger.queries.behind import activities_named, standing_on, visible_documents
from passerelle.apps.ledger.queries.ledger import visible_agreements, visible_commitments
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.core.text.folding import fold

PAGE_SIZE = 25
_MOST = 200  # rows of one sort that a page shows
_COUNTRY, _NUMBER = regex.compile("[A-Z]{2}"), regex.compile("[1-9][0-9]{0,5}")
KINDS = ("ours", "programmes", "files")


@dataclass(frozen=True, slots=True)
class ActivityFilters:
    """What narrows the list of activities; what is empty does not. `kind` is one of KINDS."""

    query: str = ""
    kind: str = ""
    country: str = ""
    technology: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, given: Mapping[str, str]) -> "ActivityFilters":
        """Read an address; what means nothing is passed over."""
        kind, country, page = given.get("kind", ""), given.get("country", ""), given.get("page", "")
        technology = given.get("technology", "")
        return cls(
            query=" ".join(given.get("q", "").replace("\x00", " ").split())[:200],
            kind=kind if kind in KINDS else "",
            country=country if _COUNTRY.fullmatch(country) else "",
            technology=technology if technology in TECHNOLOGIES else "",
            page=int(page) if _NUMBER.fullmatch(page) else 1,
        )

    def to_query(self, **other: str | int) -> str:
        """Return the query string of an address, some of its parts replaced; the first page unless said."""
        parts = {
            "q": self.query, "kind": self.kind, "country": self.country, "technology": self.technology, "page": "",
        }  # fmt: skip
        return urlencode({name: value for name, value in (parts | other).items() if value})


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    """One page of the list: each activity with the names of who takes part. `total` is exact."""

    rows: list[tuple[Activity, list[str]]]
    total: int
    number: int
    pages: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as the screen names it, its key in the directory, and the activity that it pays or is paid
    as; "" for none."""

    name: str
    key: str = ""
    activity: str = ""


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """An activity with all that may be seen of it. `documents` are those that it rests on and that
    the reader may see; `more` counts rows left out of long tables."""

    activity: Activity
    participants: list[tuple[str, Party]]
    budgets: list[Budget]
    transactions: list[tuple[Transaction, Party, Party]]
    results: list[Result]
    above: list[Activity]
    parts: list[Activity]
    agreement: Agreement | None
    commitment: Commitment | None
    edits: list[Edit]
    documents: frozenset[int]
    may_write: bool
    more: int = 0


def visible_activities(user: User) -> QuerySet[Activity]:
    """Return the activities that the markings let a user see, without their records."""
    return rows(user, "ledger.read", Activity.objects.all()).defer("record")


def activities_page(
    user: User, filters: ActivityFilters, language: str, *, page_size: int = PAGE_SIZE
) -> ActivitiesPage:
    """Return the page of the list that `filters` name, the latest first."""
    found = visible_activities(user)
    for word in fold(filters.query).split():
        found = found.filter(folded__contains=word)
    if filters.kind == "files":
        found = found.filter(source__isnull=False)
    elif filters.kind:
        found = found.filter(source__isnull=True)
        if filters.kind == "programmes":
            found = found.filter(parent__isnull=True)
    if filters.country:
        found = found.filter(of_country(filters.country))
    if filters.technology:
        found = found.filter(listing("technologies", filters.technology))
    total = found.count()
    pages = max(1, -(-total // page_size))
    number = min(filters.page, pages)
    shown = list(found.order_by("-pk")[(number - 1) * page_size : number * page_size])
    return ActivitiesPage(activity_rows(user, shown, language), total, number, pages)


def activity_rows(user: User, shown: list[Activity], language: str) -> list[tuple[Activity, list[str]]]:
    """Return visible activities, in the order given, each with the names of who takes part."""
    parties: dict[int, list[ParticipatingOrganisation]] = {one.pk: [] for one in shown}
    for part in ParticipatingOrganisation.objects.filter(activity__in=shown).select_related("actor"):
        parties[part.activity_id].append(part)
    name = _naming(user, (part.actor for some in parties.values() for part in some), language)
    return [
        (one, list(dict.fromkeys(name(part.actor, part.name, part.ref).name for part in parties[one.pk]))[:8])
        for one in shown
    ]


def of_country(country: str) -> Q:
    """Return what narrows to activities in which a country takes part or receives."""
    theirs = ParticipatingOrganisation.objects.filter(activity=OuterRef("pk"), actor__country=country)
    return Q(Exists(theirs)) | listing("countries", country)


def listing(column: str, value: str) -> Q:
    """Return what narrows to rows whose list of texts has one that holds a value, as both databases write lists."""
    text = Cast(column, TextField())
    written = {json.dumps(value), json.dumps(value, ensure_ascii=False)}
    found = Q()
    for one in sorted(written):
        found |= Q(Contains(text, Value(one)))
    return found


def activity_for(user: User, pk: int) -> Activity:
    """Return an activity; Activity.DoesNotExist when absent or not to be seen."""
    found: Activity = visible_activities(user).select_related("organisation", "source").get(pk=pk)
    return found


def activity_page(user: User, pk: int, language: str, as_of: date | None = None) -> ActivityPage:
    """Return the page of an activity; Activity.DoesNotExist when absent or not to be seen.

    Budgets, transactions and figures are those that the desk knew on the day `as_of`, by default today's, with the
    figures that were withdrawn; the rest is as it is.
    """
    one = activity_for(user, pk)
    may_write = may(user, "ledger.write") and user.organisation_id == one.organisation_id
    participants = list(one.participating.select_related("actor"))
    paid = one.transactions.known(as_of).select_related("provider", "receiver", "document", "claim")
    moved = list(paid[: _MOST + 1])
    actors = [part.actor for part in participants]
    actors += [side for row in moved for side in (row.provider, row.receiver)]
    name = _naming(user, actors, language)
    keys = [key for row in moved for key in (row.provider_activity, row.receiver_activity)]
    told = activities_named(visible_activities(user), one, keys)
    results = _results(one, as_of)
    planned = one.budgets.known(as_of).select_related("document", "claim")
    budgets = list(planned.order_by("starts", "pk")[: _MOST + 1])
    return ActivityPage(
        activity=one,
        participants=[(part.role, name(part.actor, part.name, part.ref)) for part in participants[:_MOST]],
        budgets=budgets[:_MOST],
        transactions=[
            (
                row,
                replace(
                    name(row.provider, row.provider_name, row.provider_ref),
                    activity=told(row.provider_activity),
                ),
                replace(
                    name(row.receiver, row.receiver_name, row.receiver_ref),
                    activity=told(row.receiver_activity),
                ),
            )
            for row in moved[:_MOST]
        ],
        results=results,
        above=_above(user, one),
        parts=_parts(user, one),
        agreement=_agreement(user, one),
        commitment=visible_commitments(user).filter(pk=one.commitment_id).first(),
        edits=list(one.edits.select_related("by").order_by("-pk")[:50]) if may_write else [],
        documents=visible_documents(user, [*budgets, *moved, *_figures(results)]),
        may_write=may_write,
        more=sum(len(some) > _MOST for some in (moved, budgets, participants)),
    )


def activities_of(
    user: User, *, agreement: Agreement | None = None, commitment: Commitment | None = None
) -> list[Activity]:
    """Return the activities that belong to an agreement or to a commitment and that the reader may see."""
    of = (
        Q(agreement=agreement) | Q(agreement__joined_into=agreement)
        if agreement
        else Q(commitment=commitment)
    )
    return list(visible_activities(user).filter(of).order_by("pk")[:_MOST])


def _results(one: Activity, as_of: date | None) -> list[Result]:
    measured = Measured.objects.all()
    if as_of is not None:
        measured = standing_on(measured, as_of, as_of + timedelta(days=1))
    measured = measured.select_related("document", "claim", "withdrawn_by").order_by("ends", "pk")
    indicators = Indicator.objects.prefetch_related(
        Prefetch("periods", Period.objects.order_by("starts", "pk")), Prefetch("measured", measured)
    )
    if as_of is not None and one.ours:
        told = Measured.objects.filter(indicator=OuterRef("pk"), known_on__lte=as_of)
        indicators = indicators.filter(Exists(told))
    results = one.results.known(as_of).prefetch_related(Prefetch("indicators", indicators))[:_MOST]
    return [result for result in results if as_of is None or result.indicators.all() or not one.ours]


def _naming(user: User, actors: Iterable[Actor | None], language: str) -> Callable[..., Party]:
    """Return a function from an actor, or what a file calls it, to a party."""
    known = {actor.pk: actor for actor in actors if actor is not None}
    names = names_shown(user, known.values(), language)

    def party(actor: Actor | None, *written: str) -> Party:
        if actor is not None:
            return Party(names[actor.pk], actor.key)
        return Party(next((one for one in written if one), ""))

    return party


def _figures(results: Iterable[Result]) -> Iterator[Measured]:
    for result in results:
        for indicator in result.indicators.all():
            yield from indicator.measured.all()


def _above(user: User, one: Activity) -> list[Activity]:
    named = Q(identifier__in=one.parents, organisation=one.organisation_id) & ~Q(identifier="")
    return list(visible_activities(user).filter(named | Q(pk=one.parent_id)).order_by("pk")[:_MOST])


def _parts(user: User, one: Activity) -> list[Activity]:
    own = Q(parent=one)
    if one.identifier:
        own |= listing("parents", one.identifier) & Q(organisation=one.organisation_id)
    found = visible_activities(user).filter(own).order_by("pk")[: _MOST + 1]
    return [part for part in found if part.parent_id == one.pk or one.identifier in part.parents][:_MOST]


def _agreement(user: User, one: Activity) -> Agreement | None:
    found = Agreement.objects.filter(pk=one.agreement_id).first()
    met: set[int] = set()
    while found is not None and found.joined_into_id and found.pk not in met:
        met.add(found.pk)
        found = Agreement.objects.filter(pk=found.joined_into_id).first()
    return visible_agreements(user).filter(pk=found.pk).first() if found else None
