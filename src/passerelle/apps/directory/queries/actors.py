"""The list of actors: looked for by name, narrowed by kind, country, state and technology."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import regex
from django.db.models import (
    Aggregate,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.accounts.prepared import Among, Prepared
from passerelle.apps.directory.models import Actor, ActorState, ActorTechnology, Mention, Name, Spelling
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.permissions import visible
from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import read_postings, seen_by
from passerelle.core.reading.model import ACTOR_KINDS
from passerelle.core.text.folding import fold

PAGE_SIZE = 40
_LONGEST = 200
_SHOWN_STATES = (ActorState.ACCEPTED, ActorState.CANDIDATE)


@dataclass(frozen=True, slots=True)
class ActorFilters:
    """What narrows the list of actors, as addresses carry it: `?q=cong+nghe&kind=institute&country=VN`."""

    query: str = ""
    kind: str = ""
    country: str = ""
    state: str = ""
    technology: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, given: Mapping[str, str]) -> "ActorFilters":
        """Read an address; what means nothing is passed over."""
        kind, country, state = (given.get(name, "") for name in ("kind", "country", "state"))
        technology, page = given.get("technology", ""), given.get("page", "1")
        return cls(
            query=" ".join(given.get("q", "").replace("\x00", " ").split())[:_LONGEST],
            kind=kind if kind in ACTOR_KINDS else "",
            country=country if regex.fullmatch("[A-Z]{2}", country) else "",
            state=state if state in _SHOWN_STATES else "",
            technology=technology if technology in TECHNOLOGIES else "",
            page=int(page) if regex.fullmatch(r"[1-9]\d{0,6}", page, regex.ASCII) else 1,
        )

    def to_query(self, **other: str | int) -> str:
        """Return the query string of an address, with some of its parts replaced; the first page unless said."""
        parts: dict[str, str | int] = {"q": self.query, "kind": self.kind, "country": self.country}
        parts |= {"state": self.state, "technology": self.technology, "page": ""}
        return urlencode({name: value for name, value in (parts | other).items() if value})


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One line of the list: the actor, its name for this reader, and in how many visible documents it is named."""

    actor: Actor
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """One page of the list. `total` is exact; the others count what else the filters leave: value, actors."""

    rows: list[ActorRow]
    total: int
    number: int
    pages: int
    kinds: list[tuple[str, int]] = field(default_factory=list)
    countries: list[tuple[str, int]] = field(default_factory=list)
    states: list[tuple[str, int]] = field(default_factory=list)
    technologies: list[tuple[str, int]] = field(default_factory=list)


def visible_actors(user: User) -> QuerySet[Actor]:
    """Return the actors in the directory, and the candidates that a document names which the user may see."""
    return rows(user, "actor.read", Actor.objects.filter(state__in=_SHOWN_STATES))


def actors_page(user: User, filters: ActorFilters, language: str) -> ActorsPage:
    """Return the page of the list that `filters` name; a page beyond the last is the last."""
    base = _named(user, visible_actors(user), filters.query)
    found = _narrowed(user, base, filters)
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(filters.page, pages)
    mentioned = Mention.objects.filter(visible("document__")(user), actor=OuterRef("pk"), found=True)
    ordered = found.annotate(**_closeness(filters.query), known=Exists(mentioned)).order_by(
        "closeness", "-known", "-open", "label", "key"
    )
    actors = list(ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    names = names_shown(user, actors, language)
    documents = documents_of_each(user, actors)
    return ActorsPage(
        [ActorRow(actor, names[actor.pk], documents.get(actor.pk, 0)) for actor in actors],
        total,
        number,
        pages,
        _counted(user, base, replace(filters, kind=""), "kind"),
        _counted(user, base, replace(filters, country=""), "country"),
        _counted(user, base, replace(filters, state=""), "state"),
        _technologies(user, _narrowed(user, base, replace(filters, technology=""))),
    )


def documents_of_each(user: User, actors: list[Actor]) -> dict[int, int]:
    """Return actor's id → how many documents that the user may see name it.

    Counted by the sets that the library keeps: a server that joins the markings reads those of all documents.
    """
    seen = seen_by(user, read_postings())
    naming = _NAMING.rows(actors=[actor.pk for actor in actors])
    counts = {actor: (bits.from_text(ids) & seen).bit_count() for actor, ids in naming}
    return {actor: number for actor, number in counts.items() if number}


class _Listed(Aggregate):
    """The ids of a group as text, with commas between them; one may stand in it twice."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(
            compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s::text, ',')"
        )


def actors_by_id(user: User, ids: Iterable[int]) -> dict[int, Actor]:
    """Return id → actor, of those that the user may know of."""
    return {actor.pk: actor for actor in _ACTORS.objects(user, actors=ids)}


_ACTORS = Prepared(lambda user: visible_actors(user).filter(Among("pk", "actors")).order_by())
_NAMING = Prepared(
    lambda _: (
        Mention.objects.filter(Among("actor", "actors"), found=True)
        .order_by()
        .values_list("actor")
        .annotate(ids=_Listed("document"))
    )
)


def _narrowed(user: User, base: QuerySet[Actor], filters: ActorFilters) -> QuerySet[Actor]:
    chosen = {"kind": filters.kind, "country": filters.country, "state": filters.state}
    found = base.filter(**{name: value for name, value in chosen.items() if value})
    if filters.technology:
        named = _in_technologies(user).filter(technology=filters.technology)
        found = found.filter(pk__in=named.values("actor"))
    return found


def _in_technologies(user: User) -> QuerySet[ActorTechnology]:
    """Return who is named in which technology by documents that the user may see."""
    return rows(user, "mention.read", ActorTechnology.objects.order_by())


def _technologies(user: User, actors: QuerySet[Actor]) -> list[tuple[str, int]]:
    found = _in_technologies(user).filter(actor__in=actors.order_by().values("pk"))
    counted = found.values_list("technology").annotate(number=Count("actor", distinct=True))
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def _counted(user: User, base: QuerySet[Actor], filters: ActorFilters, column: str) -> list[tuple[str, int]]:
    narrowed = _narrowed(user, base, filters)
    counted = narrowed.order_by().values_list(column).annotate(number=Count("pk"))
    return sorted(((value, number) for value, number in counted if value), key=lambda one: (-one[1], one[0]))


def _named(user: User, actors: QuerySet[Actor], query: str) -> QuerySet[Actor]:
    """Keep the actors one of whose names has words that begin with all that is looked for, tones aside."""
    words = fold(query).split()
    if not words:
        return actors
    here = Q()
    for word in words:
        here &= Q(folded__startswith=word) | Q(folded__contains=f" {word}") | Q(folded__contains=f"-{word}")
    named = Name.objects.filter(here, actor=OuterRef("pk"))
    spelled = Spelling.objects.filter(
        here, visible("mention__document__")(user), mention__actor=OuterRef("pk"), mention__found=True
    )
    return actors.filter(Q(Exists(named)) | Q(open=False) & Q(Exists(spelled)))


def _closeness(query: str) -> dict[str, Case | Value]:
    """How close a name comes: these very letters, these letters tones aside, a name that begins so, any other."""
    if not query:
        return {"closeness": Value(0)}
    names = Name.objects.filter(actor=OuterRef("pk"))
    folded = fold(query)
    return {
        "closeness": Case(
            When(Exists(names.filter(text__iexact=query)), then=Value(0)),
            When(Exists(names.filter(folded=folded)), then=Value(1)),
            When(Exists(names.filter(text__icontains=query)), then=Value(2)),
            When(Exists(names.filter(folded__startswith=folded)), then=Value(3)),
            default=Value(4),
            output_field=IntegerField(),
        )
    }
