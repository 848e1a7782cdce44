"""One question, every kind of answer: documents, claims, events and actors, for what this reader may see."""

from dataclasses import dataclass, replace

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor
from passerelle.apps.finding.queries.actors import ActorsFound, actors_found
from passerelle.apps.finding.queries.claims import FEW as FEW_DOCUMENTS
from passerelle.apps.finding.queries.claims import LOOKED_AT, ClaimsFound, claim_rows, claims_found, saying
from passerelle.apps.finding.queries.documents import DocumentsFound, documents_found, in_order
from passerelle.apps.finding.queries.events import EventsFound, events_found, told_by
from passerelle.apps.finding.queries.filters import SHOWN, SearchFilters
from passerelle.apps.finding.queries.scope import Scope, scope_of
from passerelle.apps.finding.widening import Widened
from passerelle.apps.library.queries.facets import Facet

FEW, PAGE_SIZE = 5, 25


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. A kind that was not asked for is None; `widened` is the question as it was looked for."""

    widened: Widened
    facets: list[Facet]
    actor: Actor | None
    documents: DocumentsFound | None = None
    claims: ClaimsFound | None = None
    events: EventsFound | None = None
    actors: ActorsFound | None = None

    @property
    def also(self) -> tuple[str, ...]:
        return self.widened.also

    def total(self, show: str) -> int:
        """How many there are of the one kind that is shown."""
        part = getattr(self, show, None)
        return part.total if part else 0


def find(user: User, filters: SearchFilters, language: str, *, meaning: bool = True) -> Found:
    """Return the first few of every kind, or a page of the one kind that `filters` show; of a kind that others find,
    nothing but the facets.
    """
    scope = scope_of(user, filters)
    found = Found(scope.widened, scope.facets, scope.actor)
    total = scope.found.bit_count()
    if not filters.show:
        best = in_order(scope, 0, FEW_DOCUMENTS)
        claims, events = _stated(scope, best, total > len(best), slice(FEW), slice(FEW))
        return replace(
            found,
            documents=documents_found(scope, best[:FEW], meaning=meaning),
            claims=claims,
            events=events,
            actors=actors_found(scope, language, 0, FEW),
        )
    if filters.show not in SHOWN:
        return found
    offset = (filters.page - 1) * PAGE_SIZE
    if filters.show == "documents":
        page = in_order(scope, offset, PAGE_SIZE)
        return replace(found, documents=documents_found(scope, page, meaning=meaning and not offset))
    if filters.show == "actors":
        return replace(found, actors=actors_found(scope, language, offset, PAGE_SIZE))
    best = in_order(scope, 0, LOOKED_AT)
    page = slice(offset, offset + PAGE_SIZE)
    if filters.show == "events":
        return replace(found, events=_stated(scope, best, total > len(best), None, page)[1])
    return replace(found, claims=_stated(scope, best, total > len(best), page, None)[0])


def _stated(
    scope: Scope, documents: list[int], more: bool, claims: slice | None, events: slice | None
) -> tuple[ClaimsFound | None, EventsFound | None]:
    """Return these parts of the claims that say what is asked, and of the events they tell; None without a part."""
    said = saying(scope, documents)
    told = told_by(scope, said) if events else {}
    shown = said[claims] if claims else []
    taking = dict(list(told.items())[events]) if events else {}
    rows = claim_rows(scope, [*shown, *taking.values()])
    return (
        claims_found(shown, rows, len(said), more) if claims else None,
        events_found(scope, taking, rows, len(told), more) if events else None,
    )
