"""The reader: from a text to its actors, technologies and claims, by names, rules and grammars."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from passerelle.core.languages import LANGUAGES
from passerelle.core.naming.gazetteer import Gazetteer, Hit
from passerelle.core.reading.affiliations import affiliations
from passerelle.core.reading.claims import claims_of
from passerelle.core.reading.currencies import currencies_settled
from passerelle.core.reading.grammar import grammar
from passerelle.core.reading.mentions import find_mentions
from passerelle.core.reading.merge import merged
from passerelle.core.reading.model import Actor, Claim, Mention, Reading
from passerelle.core.reading.namer import Namer
from passerelle.core.reading.original import Original
from passerelle.core.reading.publication import expressions_of
from passerelle.core.reading.recogniser import Recogniser
from passerelle.core.reading.scenes import Document, scenes_of
from passerelle.core.technologies import tag
from passerelle.core.text import Span, detect, split
from passerelle.core.text.model import Expression


class Reader:
    """Reads documents in French, Vietnamese and English; other languages are left unread, never guessed.

    `recognisers` (language → recogniser) are optional: without them names come from tables and rules alone.
    """

    name: ClassVar[str] = "rules"
    version: ClassVar[str] = "2"
    generous: ClassVar[bool] = False

    def __init__(self, gazetteer: Gazetteer, recognisers: Mapping[str, Recogniser] | None = None) -> None:
        self.gazetteer = gazetteer
        self.recognisers = dict(recognisers or {})
        self.namer: Namer | None = None

    def read(self, text: str, *, language: str | None = None, published: str | None = None) -> Reading:
        """Return what `text` says. `published` (ISO 8601, as precise as known) resolves relative dates."""
        known = language or detect(text).language
        if known not in LANGUAGES:
            return Reading(self.name, self.version, known, False, published)
        original = Original(text)
        document, actors = self.survey(original, known, published)
        claims = merged(self.stated(document), original.text, published)
        return _given(self, original, text, known, published, document, actors, claims)

    def survey(
        self, original: Original, language: str, published: str | None
    ) -> tuple[Document, Sequence[Actor]]:
        """Return a text with all that is named, counted and dated in it, and its actors."""
        text = original.text
        sentences = split(text, language)
        hits = self.gazetteer.find(text, language)
        technologies = tag(text, language)
        mentions, actors = find_mentions(
            text,
            language,
            sentences,
            self.gazetteer,
            self.recognisers.get(language),
            hits,
            self.namer,
            technologies,
        )
        rules = grammar(language)
        nationalities = [hit for hit in hits if hit.known[0].kind == "demonym"]
        home = _home(mentions, nationalities, rules.home)
        expressions = currencies_settled(text, expressions_of(text, language, published), hits)
        paid, mentions = mentions, _unpaid(mentions, expressions)
        actors = _still_named(actors, paid, mentions)
        document = Document(
            text=text,
            grammar=rules,
            sentences=sentences,
            mentions=sorted(mentions, key=lambda mention: mention.start),
            nationalities=nationalities,
            expressions=expressions,
            technologies=technologies,
            bodies=affiliations(text, rules, mentions, nationalities, home),
            kinds={actor.id: actor.kind for actor in actors},
            home=home,
            published=published,
            generous=self.generous,
        )
        return document, actors

    def stated(self, document: Document) -> list[Claim]:
        """Return the claims of a surveyed document, sentence by sentence, repetitions and all."""
        claims: list[Claim] = []
        for scene, findings in scenes_of(document):
            told = list(claims_of(scene, findings))
            claims.extend(told)
            scene.context.remember(told)
        return claims


def _home(mentions: Sequence[Mention], nationalities: Sequence[Hit], usual: str | None) -> str | None:
    """Return the country a text is most about; the language's usual one leads by a little."""
    counted = Counter(
        mention.country for mention in mentions if mention.kind == "country" and mention.country
    )
    counted.update(hit.known[0].country for hit in nationalities if hit.known[0].country)
    if usual:
        counted[usual] += 3
    return counted.most_common(1)[0][0] if counted else None


def _unpaid(mentions: Sequence[Mention], expressions: Sequence[Expression]) -> list[Mention]:
    """Leave out the countries that only tell whose money is meant: "US$ 2 million", "2 million US dollars"."""
    money = [(one.start, one.end) for one in expressions if one.kind == "money"]
    return [
        mention
        for mention in mentions
        if mention.kind != "country"
        or not any(start < mention.end and mention.start < end for start, end in money)
    ]


def _still_named(actors: Sequence[Actor], before: Sequence[Mention], now: Sequence[Mention]) -> list[Actor]:
    """Leave out the actors of which no mention is left."""
    lost = {mention.actor for mention in before} - {mention.actor for mention in now}
    return [actor for actor in actors if actor.id not in lost]


def _given(
    reader: Reader,
    original: Original,
    text: str,
    language: str,
    published: str | None,
    document: Document,
    actors: Sequence[Actor],
    claims: Sequence[Claim],
) -> Reading:
    """Lead every offset back to the text as given, and name the actors as it writes them."""
    mentions = [_moved_mention(original, text, mention) for mention in document.mentions]
    forms: dict[str, dict[str, None]] = {}
    for mention in mentions:
        forms.setdefault(mention.actor, {})[mention.surface] = None
    named = [_named(actor, forms, original, text) for actor in actors]
    known = {actor.id for actor in named}
    implied = dict.fromkeys(party for claim in claims for party in claim.parties if party not in known)
    named.extend(Actor(code, "country", code.upper(), ()) for code in implied if len(code) == 2)
    return Reading(
        reader.name,
        reader.version,
        language,
        True,
        published,
        tuple(named),
        tuple(mentions),
        tuple(dict.fromkeys(one.group for one in document.technologies)),
        tuple(claims if original.aligned else (_moved_claim(original, claim) for claim in claims)),
    )


def _named(actor: Actor, forms: Mapping[str, Mapping[str, None]], original: Original, text: str) -> Actor:
    """Give an actor's forms as the given text writes them: those of its mentions, and those inside longer ones."""
    if text == original.text:
        return actor
    found = dict(forms.get(actor.id, {}))
    for name in actor.names:
        at = original.text.find(name)
        if at >= 0:
            span = original.given(at, at + len(name))
            found.setdefault(text[span.start : span.end])
    names = sorted(found, key=lambda name: (-len(name), name))
    return Actor(actor.id, actor.kind, actor.country, tuple(names) or actor.names)


def _moved_mention(original: Original, text: str, mention: Mention) -> Mention:
    if text == original.text:
        return mention
    span = original.given(mention.start, mention.end)
    return Mention(
        span.start, span.end, text[span.start : span.end], mention.actor, mention.kind, mention.country,
        mention.confidence,
    )  # fmt: skip


def _moved_claim(original: Original, claim: Claim) -> Claim:
    span = original.given(claim.start, claim.end)
    sentence = original.given(claim.sentence_start, claim.sentence_end)
    return _replaced(claim, span, sentence)


def _replaced(claim: Claim, span: Span, sentence: Span) -> Claim:
    return replace(
        claim, start=span.start, end=span.end, sentence_start=sentence.start, sentence_end=sentence.end
    )
