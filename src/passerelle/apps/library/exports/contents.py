"""What an export holds: documents with their claims, read in portions, as one reader may see them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from passerelle.apps.accounts.models import User
from passerelle.apps.library.models import Claim, Document, Reading, ReviewState
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.apps.library.queries.documents import visible_documents, with_sources

_PORTION = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One document with its claims (withdrawn ones left out), in the order of the text.

    `actors` maps actor id → actor in the gold's form; `source` is empty when its marking hides it.
    """

    document: Document
    source: str
    claims: list[Claim]
    actors: dict[str, dict[str, Any]]
    technologies: list[str]

    @property
    def standing(self) -> list[Claim]:
        return [claim for claim in self.claims if claim.standing]

    def names(self, ids: list[str]) -> list[str]:
        """Return the longest name of each actor in this document; the id of one it does not name."""
        return [next(iter(self.actors.get(actor, {}).get("names") or []), actor) for actor in ids]


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of an export by their ids, in order, and the highest marking among them."""

    user: User
    ids: list[int]
    marking: str

    def entries(self) -> Iterator[Entry]:
        """Yield the documents one by one. Who may see is asked again: a file is never wider than the screen."""
        for at in range(0, len(self.ids), _PORTION):
            yield from self._portion(self.ids[at : at + _PORTION])

    def _portion(self, ids: list[int]) -> Iterator[Entry]:
        documents = visible_documents(self.user).select_related("snapshot", "organisation").in_bulk(ids)
        with_sources(self.user, documents.values())
        claims: dict[int, list[Claim]] = defaultdict(list)
        found = visible_claims(self.user).filter(document__in=documents).exclude(state=ReviewState.WITHDRAWN)
        for claim in found.select_related("decided_by", "reading").order_by("document_id", "start", "pk"):
            claims[claim.document_id].append(claim)
        actors: dict[int, dict[str, Any]] = defaultdict(dict)
        technologies: dict[int, list[str]] = {}
        for reading in Reading.objects.filter(document__in=documents).order_by("read_at", "pk"):
            actors[reading.document_id] |= {actor["id"]: actor for actor in reading.actors}
            technologies[reading.document_id] = reading.technologies
        for number in ids:
            document = documents.get(number)
            # A marking raised while the file is being written keeps the document out of it.
            if document is None or _above(document.tlp, self.marking):
                continue
            yield Entry(
                document,
                document.source.name,
                claims.get(number, []),
                actors.get(number, {}),
                technologies.get(number, []),
            )


def _above(tlp: str, marking: str) -> bool:
    order = ("clear", "green", "amber", "red")
    return order.index(tlp) > order.index(marking)
