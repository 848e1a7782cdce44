"""Which documents a question is about, for one reader: every section of the answer begins here.

All of it is sets of bits over the documents that the reader may see, so that no section can say more than the rules.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.prepared import Given, Prepared
from passerelle.apps.directory.models import Actor, Mention
from passerelle.apps.directory.queries.actors import visible_actors
from passerelle.apps.finding.queries.filters import FACETS, SearchFilters
from passerelle.apps.finding.spelled import Spelled, spelled
from passerelle.apps.finding.widening import Widened, literally, widen
from passerelle.apps.library.queries.facets import Facet, facets_for
from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import Postings, read_postings, seen_by
from passerelle.apps.library.search.texts import holding, matching, unwanted


@dataclass(frozen=True, slots=True)
class Scope:
    """`found` passes everything; `matched` holds the very words, whoever may see it (None: none are wanted).

    `narrowed` is what the reader may see and the filters leave, whatever is asked for.
    """

    user: User
    filters: SearchFilters
    widened: Widened
    directory: Spelled
    postings: Postings
    actor: Actor | None
    narrowed: int
    matched: int | None
    found: int
    facets: list[Facet]

    @property
    def literal(self) -> int:
        """The documents found that hold the very words."""
        return self.found if self.matched is None else self.found & self.matched


def scope_of(user: User, filters: SearchFilters) -> Scope:
    """Return what a question is about for this reader."""
    directory = spelled()
    widened = literally(filters.query) if filters.literal else widen(filters.query, directory)
    postings = read_postings()
    actor = _actor(user, filters.actor)
    base = seen_by(user, postings)
    if filters.actor:
        base &= _naming(actor)
    asked = widened.asked
    if asked.unwanted:
        base &= ~unwanted(asked, postings)
    matched = matching(asked, postings)
    if filters.query and not asked:
        matched = 0  # signs only: nothing can hold them
    within = base
    if matched is not None:
        within &= matched | _widely(widened, postings)
    chosen = filters.library.chosen
    facets, found = facets_for(user, postings, within, chosen, FACETS)
    return Scope(
        user, filters, widened, directory, postings, actor, _narrow(base, postings, chosen), matched, found,
        facets,
    )  # fmt: skip


def _narrow(base: int, postings: Postings, chosen: dict[str, tuple[str, ...]]) -> int:
    for facet, values in chosen.items():
        either = 0
        for value in values:
            either |= postings.get(facet, {}).get(value, 0)
        base &= either
    return base


def _widely(widened: Widened, postings: Postings) -> int:
    """Return the documents that say every part of a question, at least one of them by another name."""
    if len(widened.parts) == 1:
        return holding([part.others for part in widened.parts], postings)
    return holding([part.ways for part in widened.parts], postings) if widened.also else 0


def _actor(user: User, key: str) -> Actor | None:
    return next(iter(_ACTOR.objects(user, key=key)), None) if key else None


def _naming(actor: Actor | None) -> int:
    """Return the documents that name an actor."""
    if actor is None:
        return 0
    return bits.from_ids(document for (document,) in _NAMING.rows(actor=actor.pk))


_NAMING = Prepared(
    lambda _: (
        Mention.objects.filter(actor=Given("actor", BigIntegerField()), found=True)
        .order_by()
        .values_list("document")
    )
)
_ACTOR = Prepared(lambda user: visible_actors(user).filter(key=Given("key", CharField())).order_by())
