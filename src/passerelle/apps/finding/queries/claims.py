"""Claims whose sentence says what is asked, in the best of the documents that do."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Substr

from passerelle.apps.accounts.prepared import Among, Prepared
from passerelle.apps.directory.models import Involvement
from passerelle.apps.finding.queries.scope import Scope
from passerelle.apps.finding.widening import Part
from passerelle.apps.library.models import Claim, ReviewState
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.apps.library.queries.documents import documents_by_id
from passerelle.apps.library.search.snippets import Passage, highlights
from passerelle.apps.library.search.words import Term, cut
from passerelle.core.text.folding import fold, soften_aligned

FEW, LOOKED_AT = 25, 60  # documents whose claims are looked at, for the first few claims and for all of them
_FALLEN = (ReviewState.REJECTED, ReviewState.WITHDRAWN)


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """That the sentence of a claim says what is asked: 0 in these very words, 1 tones aside, 2 by other names."""

    how: int
    place: int  # of its document among those looked into
    start: int
    claim: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its document, and the sentence that states it with what was asked for highlighted."""

    claim: Claim
    sentence: Passage


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """One page of `total` claims; `more` says that further documents were not looked into."""

    rows: list[ClaimRow]
    total: int
    more: bool


def saying(scope: Scope, documents: Sequence[int]) -> list[Said]:
    """Return which claims of these documents say what is asked: very words first, then as the documents go."""
    place = {number: at for at, number in enumerate(documents)}
    parts = scope.widened.parts
    begun = [{way[0].folded[0] for way in part.ways} for part in parts]
    looked_at = list(_narrowed(scope, documents))
    how = {sentence: _how(sentence, parts, begun) for sentence in {row[-1] for row in looked_at}}
    return sorted(
        Said(how[sentence], place[document], start, pk, sentence)
        for pk, document, start, sentence in looked_at
        if how[sentence] is not None
    )


def claim_rows(scope: Scope, said: Iterable[Said]) -> dict[int, ClaimRow]:
    """Return id → claim, asked of the database once more by the rule itself, with its sentence."""
    sentences = {one.claim: one.sentence for one in said}
    claims = _CLAIMS.objects(scope.user, claims=sentences)
    documents = documents_by_id(scope.user, {claim.document_id for claim in claims})
    marked = scope.widened.highlighted
    rows = {}
    for claim in claims:
        if document := documents.get(claim.document_id):
            claim.document = document
            sentence = sentences[claim.pk]
            rows[claim.pk] = ClaimRow(claim, Passage(_line(sentence), highlights(sentence, marked)))
    return rows


def claims_found(said: Sequence[Said], rows: dict[int, ClaimRow], total: int, more: bool) -> ClaimsFound:
    """Return a page of these claims."""
    return ClaimsFound([rows[one.claim] for one in said if one.claim in rows], total, more)


def _narrowed(scope: Scope, documents: Sequence[int]) -> Iterator[tuple[int, int, int, str]]:
    """Yield id, document, start and sentence of the claims that pass the filters."""
    chosen = scope.filters.library.chosen
    types, technologies = chosen.get("type"), set(chosen.get("technology", ()))
    countries, who = chosen.get("country"), scope.actor.pk if scope.actor else None
    taking = _INVOLVED.rows(documents=documents) if countries or who else []
    acting = {claim for claim, actor, _ in taking if actor == who}
    located = {claim for claim, _, country in taking if countries and country in countries}
    for pk, document, start, sentence, kind, named in _SAYING.rows(scope.user, documents=documents):
        if (
            (not types or kind in types)
            and (not technologies or technologies & set(json.loads(named)))
            and (who is None or pk in acting)
            and (not countries or pk in located)
        ):
            yield pk, document, start, sentence


_CLAIMS = Prepared(lambda user: visible_claims(user).filter(Among("pk", "claims")).order_by())
_SAYING = Prepared(
    lambda user: (
        visible_claims(user)
        .filter(Among("document", "documents"))
        .exclude(state__in=_FALLEN)
        .order_by()
        .annotate(
            sentence=Substr(
                "document__snapshot__text", F("sentence_start") + 1, F("sentence_end") - F("sentence_start")
            )
        )
        .values_list("pk", "document", "start", "sentence", "type", "technologies")
    )
)
_INVOLVED = Prepared(
    lambda _: (
        Involvement.objects.filter(Among("claim__document", "documents"))
        .order_by()
        .values_list("claim", "actor", "actor__country")
    )
)


def _how(sentence: str, parts: Sequence[Part], begun: Sequence[set[str]]) -> int | None:
    """Return how a sentence says every part of a question (see Said); None when it does not.

    `begun` holds, for each part, words of which one is in whatever says it.
    """
    folded = fold(sentence)
    for words in begun:
        if not any(word in folded for word in words):
            return None  # most sentences, without cutting them into words
    folded = f" {' '.join(cut(folded))} "
    if all(_holds(folded, part.typed) for part in parts):
        if not any(term.toned for part in parts for term in part.typed):
            return 0
        exact = f" {' '.join(cut(soften_aligned(sentence)[0]))} "
        return int(not all(_holds(exact, part.typed, exact=True) for part in parts))
    return 2 if all(any(_holds(folded, way) for way in part.ways) for part in parts) else None


def _holds(words: str, terms: Sequence[Term], *, exact: bool = False) -> bool:
    return all(
        f" {' '.join(term.exact if exact else term.folded)}{'' if term.prefix else ' '}" in words
        for term in terms
    )


def _line(text: str) -> str:
    """Line breaks become spaces; nothing moves."""
    return "".join(" " if letter.isspace() else letter for letter in text)
