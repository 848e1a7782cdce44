"""What boards there are, and which activities each is of: each activity once, whichever organisations took it in."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from passerelle.apps.accounts.models import Organisation, User
from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.columns import Entry
from passerelle.apps.ledger.merged import merged_actors
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.queries.activities import visible_activities
from passerelle.apps.ledger.queries.seen import Seen, homes, seen
from passerelle.apps.library.labels import TECHNOLOGIES

SCOPES = ("activity", "organisation", "actor", "country", "technology")


@dataclass(frozen=True, slots=True)
class Scopes:
    """What boards there are: programmes, and each other scope with how many activities the reader sees."""

    programmes: list[Activity]
    organisations: list[tuple[Organisation, int]]
    actors: list[tuple[Actor, int]]
    countries: list[tuple[str, int]]
    technologies: list[tuple[str, int]]


def scopes(user: User, *, most: int = 24) -> Scopes:
    """Return the boards that there are, those of most activities first."""
    found = seen(user)
    programmes = visible_activities(user).filter(parent__isnull=True, source__isnull=True)
    owners, parts, lands, fields = _counts(found)
    own = Organisation.objects.in_bulk(owners)
    actors = Actor.objects.in_bulk([pk for pk, _many in parts[:most]])
    return Scopes(
        list(programmes.order_by("-pk")[:most]),
        [(own[pk], many) for pk, many in owners.items()],
        [(actors[pk], many) for pk, many in parts[:most]],
        lands[:most],
        fields,
    )


def _counts(found: Seen) -> tuple[dict[int, int], list, list, list]:
    """Return how many activities each organisation, actor, country and technology has, the most first."""
    name = ("scopes", found.view, edition())
    return found.held.views.get(name) or found.held.keep(name, _counted(found))


def _counted(found: Seen) -> tuple[dict[int, int], list, list, list]:
    merged, home = merged_actors(), homes(found.held)
    every = found.entries.values()
    return (
        dict(_most(every, lambda one: (one.organisation,))),
        _most(every, lambda one: {merged.get(actor, actor) for actor in one.actors}),
        _most(every, lambda one: {code for code in _countries(one, home) if len(code) == 2}),
        _most(every, lambda one: {code for code in one.technologies if code in TECHNOLOGIES}),
    )


def _most(every: Iterable[Entry], of: Callable[[Entry], Iterable]) -> list:
    """Return what activities belong to with how many do, the most first; one that two took in is one."""
    found = defaultdict(set)
    for one in every:
        for key in of(one):
            found[key].add(one.record)
    return sorted(((key, len(some)) for key, some in found.items()), key=lambda pair: (-pair[1], pair[0]))


def in_scope(user: User, scope: str, key: str, most: int, as_of: int = 0) -> list[Entry]:
    """Return the activities of a scope that the reader may see, each once, one's own where several took it in; who
    paid whom as known on a day (an ordinal), 0 for now.

    Of an activity's parts and theirs, no more than are needed to tell that there are more than `most`. Raises
    Activity.DoesNotExist for an activity that is absent or not to be seen.
    """
    once: dict[tuple[str, ...], Entry] = {}
    mine = user.organisation_id
    for one in sorted(
        _within(seen(user), scope, key, most, as_of), key=lambda one: (one.organisation != mine, one.pk)
    ):
        once.setdefault(one.record, one)
    return sorted(once.values(), key=lambda one: one.pk)


def _within(found: Seen, scope: str, key: str, most: int, as_of: int) -> list[Entry]:
    every = found.entries.values()
    if scope == "activity":
        return _with_parts(found, int(key), most)
    if scope == "organisation":
        return [one for one in every if one.organisation == int(key)]
    if scope == "actor":
        who = _who(key)
        return [one for one in every if not who.isdisjoint(one.actors) or _pays(one, who, as_of)]
    if scope == "country":
        home = homes(found.held)
        return [one for one in every if key in _countries(one, home)]
    return [one for one in every if key in one.technologies]


def _pays(one: Entry, who: set[int], as_of: int) -> bool:
    return not who.isdisjoint(one.payers) and any(
        row.stands(as_of) and (row.provider in who or row.receiver in who) for row in one.purse.paid
    )


def _countries(one: Entry, home: dict[int, str]) -> set[str]:
    """Return the countries in which an activity takes place or whose actors take part."""
    return {*one.countries, *(home[actor] for actor in one.actors if actor in home)}


def _who(key: str) -> set[int]:
    """Return an actor and those that were merged into it."""
    standing = Actor.objects.filter(key=key).values_list("pk", flat=True).first()
    return {pk for pk, now in merged_actors().items() if now == standing} | (
        {standing} if standing else set()
    )


def _with_parts(found: Seen, top: int, most: int) -> list[Entry]:
    """Return an activity and its parts, theirs too: by the ledger's own links and by those that files tell."""
    if top not in found.entries:
        raise Activity.DoesNotExist
    met, open_ = {top}, [top]
    while open_ and len(met) <= most:
        one = found.entries[open_.pop()]
        parts = {
            *found.under.get(one.pk, ()),
            *(found.named.get(one.identifier, ()) if one.identifier else ()),
        }
        open_ += parts - met
        met |= parts
    return [found.entries[pk] for pk in met]
