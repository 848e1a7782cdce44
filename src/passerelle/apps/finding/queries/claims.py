"""Claims whose sentence says what is asked, in the best of the documents that do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Substr

from passerelle.apps.directory.models import Involvement
from passerelle.apps.finding.queries.scope import Scope
from passerelle.apps.finding.widening import Part
from passerelle.apps.library.models import Claim, ReviewState
from passerelle.apps.library.queries.claims import visible_claims
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
    looked_at = _narrowed(scope, documents).values_list("pk", "document", "start", "sentence")
    return sorted(
        Said(how, place[document], start, pk, sentence)
        for pk, document, start, sentence in looked_at
        if (how := _how(sentence, scope.widened.parts)) is not None
    )


def claims_found(scope: Scope, said: Sequence[Said], more: bool, offset: int, limit: int) -> ClaimsFound:
    """Return a page of these claims."""
    return ClaimsFound(claim_rows(scope, said[offset : offset + limit]), len(said), more)


def claim_rows(scope: Scope, said: Sequence[Said]) -> list[ClaimRow]:
    """Return these claims, asked of the database once more by the rule itself, each with its sentence."""
    found = visible_claims(scope.user).select_related("document")
    claims = found.in_bulk([one.claim for one in said])
    marked = scope.widened.highlighted
    return [
        ClaimRow(claims[one.claim], Passage(_line(one.sentence), highlights(one.sentence, marked)))
        for one in said
        if one.claim in claims
    ]


def _narrowed(scope: Scope, documents: Sequence[int]) -> QuerySet[Claim]:
    claims = visible_claims(scope.user).filter(document__in=documents).exclude(state__in=_FALLEN)
    chosen = scope.filters.library.chosen
    if types := chosen.get("type"):
        claims = claims.filter(type__in=types)
    if wanted := set(chosen.get("technology", ())):
        pairs = claims.order_by().values_list("pk", "technologies")
        claims = claims.filter(pk__in=[pk for pk, named in pairs if wanted & set(named)])
    named = Involvement.objects.filter(claim=OuterRef("pk"))
    if scope.actor is not None:
        claims = claims.filter(Exists(named.filter(actor=scope.actor)))
    if countries := chosen.get("country"):
        claims = claims.filter(Exists(named.filter(actor__country__in=countries)))
    length = F("sentence_end") - F("sentence_start")
    return claims.order_by().annotate(
        sentence=Substr("document__snapshot__text", F("sentence_start") + 1, length)
    )


def _how(sentence: str, parts: Sequence[Part]) -> int | None:
    """Return how a sentence says every part of a question (see Said); None when it does not."""
    folded = fold(sentence)
    if not all(any(all(term.folded[0] in folded for term in way) for way in part.ways) for part in parts):
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
