"""The two sides of a partnership as addresses name them: a country by its code, an actor by its key."""

from dataclasses import dataclass

import regex
from babel import Locale
from django.db.models import Case, Count, Max, Q, QuerySet, When

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import standing
from passerelle.apps.ledger.merged import merged_actors
from passerelle.apps.ledger.models import AgreementParty
from passerelle.apps.ledger.queries.ledger import visible_agreements
from passerelle.apps.ledger.sides import Side
from passerelle.apps.library.permissions import visible
from passerelle.starter import country_codes

_COUNTRY = regex.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Partner:
    """One side of a partnership: what it is called for this reader, and how its address names it."""

    side: Side
    key: str
    name: str


def partner(user: User, named: str, language: str) -> Partner:
    """Return the side that an address names; Actor.DoesNotExist when absent or not to be seen.

    A country that the directory holds as an actor is the country.
    """
    if _COUNTRY.fullmatch(named):
        if named not in country_codes():
            raise Actor.DoesNotExist
        return country(named, language)
    actor = standing(user, named)
    if actor.kind == "country" and actor.country:
        return country(actor.country, language)
    return Partner(Side(actor=actor.pk), actor.key, names_shown(user, [actor], language)[actor.pk])


def country(code: str, language: str) -> Partner:
    """Return a country as a side."""
    return Partner(Side(country=code), code, Locale.parse(language).territories.get(code, code))


def agreements_between(user: User, one: Side, other: Side) -> list[tuple[int, str]]:
    """Return the ids and days of signature of the agreements that a user sees to which both sides are party, the
    latest first.
    """
    first, second = _party("", one, other), _party("", other, one)
    # Asked once for all, then looked up: agreement by agreement it takes a hundred times as long.
    both = (
        AgreementParty.objects.filter(first | second)
        .order_by()
        .values("agreement")
        .annotate(one=_any(first), other=_any(second))
        .filter(one=1, other=1)
    )
    rows = (
        visible_agreements(user)
        .filter(pk__in=both.values("agreement"))
        .order_by()
        .values_list("pk", "signed")
    )
    return sorted(rows, key=lambda row: row[::-1], reverse=True)


def agreements_by_country(user: User, side: Side) -> dict[str, int]:
    """Return country → how many agreements a user sees to which it and a side are party; not the side's own."""
    found = AgreementParty.objects.filter(_open(user), _party("agreement__parties__", side)).exclude(
        actor__country__in=("", side.country)
    )
    if side.actor:
        found = found.exclude(actor__in=_one_by_now(side.actor))
    counted = (
        found.order_by().values_list("actor__country").annotate(number=Count("agreement", distinct=True))
    )
    return dict(counted)


def actors_of(side: Side, opposite: Side | None = None) -> QuerySet[Actor]:
    """Return the actors of a side. An actor does not stand for its country opposite to itself."""
    if side.country:
        without = _one_by_now(opposite.actor) if opposite and opposite.actor else []
        return Actor.objects.filter(country=side.country).exclude(pk__in=without).order_by()
    return Actor.objects.filter(pk__in=_one_by_now(side.actor)).order_by()


def _open(user: User) -> Q:
    return visible("agreement__")(user) & Q(agreement__joined_into__isnull=True)


def _any(party: Q) -> Max:
    return Max(Case(When(party, then=1), default=0))


def _party(path: str, side: Side, opposite: Side | None = None) -> Q:
    if side.country:
        without = _one_by_now(opposite.actor) if opposite and opposite.actor else []
        return Q(**{f"{path}actor__country": side.country}) & ~Q(**{f"{path}actor__in": without})
    return Q(**{f"{path}actor__in": _one_by_now(side.actor)})


def _one_by_now(actor: int) -> list[int]:
    return [actor, *(pk for pk, now in merged_actors().items() if now == actor)]
