"""References: what "the group", "both sides", "it" or "we" stand for, from what the document named before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.grammar import Grammar
from passerelle.core.reading.model import Claim
from passerelle.core.reading.parts import Part

_ATTENTION = 4
_OPENING = 2
_TOLD = 200  # more than any page tells; what each new claim is compared with stays bounded
_PRONOUN, _TITLE, _MORE = 4, 50, 3
_PRONOUNS = ("first", "state")
_NEXT = regex.compile(r"\s+(\p{L}+'?)\s*(?:la |le |l'|les |the )?\p{Lu}")
_KIN = {"company": ("investor",), "institute": ("university",), "association": ("investor",)}


@dataclass
class Context:
    """What the document has named so far, the latest last."""

    named: list[Part] = field(default_factory=list)
    subject: Part | None = None
    silence: int = 0
    home: str | None = None
    bilateral: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    since_met: int = 0
    built: tuple[str, ...] = ()
    gathered: tuple[str, ...] = ()
    speaker: Part | None = None
    opening: list[Part] = field(default_factory=list)
    told: list[Claim] = field(default_factory=list)
    heard: int = 0
    times: Counter[tuple[str, ...]] = field(default_factory=Counter)
    mentioned: Counter[str] = field(default_factory=Counter)
    leading: set[str] = field(default_factory=set)
    latest_at: dict[str, int] = field(default_factory=dict)
    read: int = 0

    def hear(self, speaker: Part | None) -> None:
        """Remember who speaks; a speaker is forgotten some sentences after the last words of theirs."""
        if speaker is not None and speaker.parties:
            self.speaker, self.silence = speaker, 0
        else:
            self.silence += 1

    def speaking(self) -> Part | None:
        """Return who still speaks, as far as a reader would think."""
        return self.speaker if self.silence <= _ATTENTION else None

    def remember(self, claims: Iterable[Claim]) -> None:
        """Remember who met or agreed, and who builds, for "the two sides" and "the project"."""
        for claim in claims:
            self.told.append(claim)
            if claim.type in ("agreement", "engagement") and len(claim.parties) > 1:
                self.met, self.since_met = claim.parties, 0
            if claim.type == "engagement":
                self.gathered = claim.parties
            if claim.type in ("agreement", "investment") and claim.parties:
                self.built = claim.parties
        del self.told[:-_TOLD]

    def note(self, parts: list[Part]) -> None:
        """Remember the parts of a sentence that was read."""
        self.since_met += 1
        self.named.extend(part for part in parts if part.certain)
        del self.named[:-40]
        self.times.update(part.parties for part in parts if part.parties)
        self.read += 1
        for part in parts:
            if part.certain:
                self.mentioned.update(part.parties)
                self.latest_at.update(dict.fromkeys(part.parties, self.read))
                self.leading.update(part.parties)
        if len(self.leading) > _MORE:
            self.leading = set(sorted(self.leading, key=self.mentioned.__getitem__)[-_MORE:])
        if self.heard < _OPENING:
            self.opening.extend(part for part in parts if part.parties and part.certain)
        self.heard += bool(parts)
        first = next((part for part in parts if part.marker == "" and part.parties), None)
        if first is not None:
            self.subject = group_of(parts, first)
        countries = [part for part in parts if part.kinds == {"country"} and part.certain]
        for left, right in pairwise(countries):
            if left.group == right.group and left.parties != right.parties:
                self.pair = (*left.parties, *right.parties)

    def prominence(self, party: str) -> int:
        """Return how many actors the document has named more often than `party`, three at most."""
        times = self.mentioned[party]
        return sum(self.mentioned[other] > times for other in self.leading)

    def since(self, party: str) -> int | None:
        """Return how many sentences ago `party` was named, None when it was not."""
        at = self.latest_at.get(party)
        return None if at is None else self.read - at

    def recent(self) -> list[Part]:
        """Return the actors that the document named, each once, the latest first."""
        found: dict[tuple[str, ...], Part] = {}
        for part in reversed(self.named):
            if part.parties:
                found.setdefault(part.parties, part)
        return list(found.values())

    def latest(self, kind: str) -> Part | None:
        """Return the last part of a kind; a person must bring a body."""
        for part in reversed(self.named):
            if kind == "person" and part.people and part.parties:
                return part
            if kind != "person" and part.kinds & {kind, *_KIN.get(kind, ())} and not part.people:
                return part
        return None

    def titled(self, words: str, text: str) -> Part | None:
        """Return the last person whose name the same title introduced."""
        title = words.split()[-1].split("'")[-1].casefold()
        if len(title) <= _PRONOUN:
            return None
        for part in reversed(self.named):
            if (
                part.people
                and part.parties
                and title in text[max(0, part.start - _TITLE) : part.end].casefold()
            ):
                return part
        return None

    def both(self, kind: str) -> tuple[str, ...]:
        """Return the last two actors of a kind; "any" are whoever just met or agreed, else the countries."""
        if kind == "country" and (self.bilateral or self.pair):
            return self.bilateral or self.pair
        if kind == "any" and self.met and self.since_met <= _ATTENTION:
            return self.met
        if kind == "any" and (self.bilateral or self.pair or self.met):
            return self.bilateral or self.pair or self.met
        found: dict[str, None] = {}
        for part in reversed(self.named):
            if (part.people if kind == "person" else kind in part.kinds or kind == "any") and part.parties:
                found.update(dict.fromkeys(part.parties))
                if len(found) >= 2:
                    return tuple(reversed(found))
        return self.met or self.pair


def group_of(parts: list[Part], member: Part) -> Part:
    """Return the enumeration that `member` belongs to as one part."""
    members = [part for part in parts if part.group == member.group]
    return Part(
        members[0].start,
        members[-1].end,
        tuple(dict.fromkeys(party for part in members for party in part.parties)),
        tuple(dict.fromkeys(person for part in members for person in part.people)),
        frozenset(kind for part in members for kind in part.kinds),
        member.country,
        members[0].marker,
        member.group,
        all(part.certain for part in members),
    )


def stand_ins(clauses: Clauses, context: Context, named: list[Part]) -> Iterator[Part]:
    """Yield a part for each pronoun or description of a sentence that something named before explains."""
    text, grammar = clauses.text, clauses.grammar
    for kind, pattern in clauses.possible(grammar.pairs):
        for found in clauses.matches(pattern, clauses.start, clauses.end):
            parties = context.both(kind)
            if len(parties) > 1:
                yield Part(found.start(), found.end(), parties, kinds=frozenset((kind,)), certain=False)
    for kind, pattern in clauses.possible(grammar.stands_for):
        for found in clauses.matches(pattern, clauses.start, clauses.end):
            if kind not in _PRONOUNS and _complemented(text, found.end(), grammar, named):
                continue
            meant = _own_subject(named, found.start()) if kind == "any" else None
            meant = meant or _meant(kind, found.group(), text, context)
            if meant is not None and meant.parties:
                yield Part(
                    found.start(),
                    found.end(),
                    meant.parties,
                    meant.people,
                    meant.kinds,
                    meant.country,
                    certain=False,
                )


def _complemented(text: str, end: int, grammar: Grammar, named: list[Part]) -> bool:
    """Tell whether "the ambassador" goes on, "of France" or with a name: then it stands for nobody else."""
    following = _NEXT.match(text, end)
    if following and grammar.markers.get(following.group(1).lower()) == "of":
        return True
    return any(0 <= part.start - end <= 2 for part in named)


def _own_subject(named: list[Part], at: int) -> Part | None:
    """Return the subject that the sentence names before a pronoun."""
    for part in named:
        if part.end <= at and part.marker == "" and part.parties:
            return group_of(named, part)
    return None


def _meant(kind: str, words: str, text: str, context: Context) -> Part | None:
    if kind == "first":
        return context.speaker
    if kind == "state":
        code = (context.home or "").lower()
        return Part(0, 0, (code,) if code else (), kinds=frozenset(("country",)), country=context.home)
    if kind == "any":
        return context.subject
    if kind == "delegation":
        return Part(0, 0, context.gathered[:1], kinds=frozenset(("delegation",)))
    if kind == "project":
        return Part(0, 0, context.built, kinds=frozenset(("project",)))
    if kind == "person" and (titled := context.titled(words, text)) is not None:
        return titled
    return context.latest(kind)
