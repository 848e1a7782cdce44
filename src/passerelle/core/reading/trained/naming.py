"""Naming: which words of a page name an actor, and of which kind, judged word by word from left to right."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from passerelle.core.languages.tables import weights
from passerelle.core.reading.forms import organisation
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.trained.linear import Linear
from passerelle.core.reading.trained.view import OUTSIDE, View
from passerelle.core.text.occupied import Occupied

KINDS = frozenset(
    (
        "person",
        "company",
        "government",
        "mission",
        "institute",
        "university",
        "association",
        "investor",
        "media",
        "place",
        "country",
    )
)
_KNOWN = 0.9  # what tables say is surer than what was learnt
_SURE = 0.85  # what was learnt is surer than the kind that the rules give
_GIVEN = frozenset(("country", "place"))
_COMPOUNDED = frozenset(
    ("government", "institute", "association", "university", "company", "mission", "investor")
)
_UNKNOWN_PLACE = 0.6  # an unknown name is rather an actor than a place


@dataclass(frozen=True, slots=True)
class Namer:
    """Judges names by `classifier`, whose labels are "O" and, for each kind, "B-kind" and "I-kind".

    `common` are the words of each language that texts write small. `doubt` is how much of the chance that a word
    belongs to no name is believed: less than one finds more names. `compounds` are pairs of syllables that make
    one word, in languages that write syllables apart: no name ends between them.
    """

    classifier: Linear
    common: Mapping[str, frozenset[str]]
    doubt: float = 1.0
    compounds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Namer":
        """Read what training wrote."""
        common = {language: frozenset(words) for language, words in table["common"].items()}
        compounds = {language: frozenset(pairs) for language, pairs in table["compounds"].items()}
        return cls(Linear.from_table(table["classifier"]), common, table["doubt"], compounds)

    def judged(self, page: Page, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return the proposals that hold, and those that the rules missed.

        `proposals` are those of the rules, settled. Countries and places that tables know are theirs to tell, but a
        capital may stand for its state.
        """
        view = View(page, proposals, self.common.get(page.language, frozenset()))
        table = _Table(page, proposals)
        found = [one for span in self._spans(view) if (one := table.judged(*span))]
        kept = [one for one in proposals if one.kind in _GIVEN or one.confidence >= _KNOWN]
        taken = Occupied(len(page.text))
        chosen = []
        for one in [*dict.fromkeys(found), *kept, *table.known()]:
            if taken.free(*_extent(one)):
                taken.take(*_extent(one))
                chosen.append(one)
        return sorted(chosen, key=lambda one: one.start)

    def _spans(self, view: View) -> Iterator[tuple[int, int, str, float]]:
        """Yield (first word, last word, kind, probability) of each name."""
        labels = self.classifier.labels
        outside = labels.index(OUTSIDE)
        places = [number for number, name in enumerate(labels) if name[2:] in _GIVEN]
        opening = [number for number, name in enumerate(labels) if not name.startswith("I-")]
        after = {name[2:]: number for number, name in enumerate(labels) if name.startswith("I-")}
        before, first, chance = OUTSIDE, 0, 1.0
        count = len(view.page.words)
        for i in range(count + 1):
            label, sure = OUTSIDE, 1.0
            if i < count and view.is_plain(i, before):
                label = view.rule[i]
            elif i < count and (view.may_go_on(i, before) or view.may_open(i)):
                goes_on = view.may_go_on(i, before) and before[2:] in after
                chances = self.classifier.probabilities(view.clues_of(i, before))
                chances[outside] *= self.doubt
                if view.rule[i] == OUTSIDE:
                    for number in places:
                        chances[number] *= _UNKNOWN_PLACE
                place = max(opening, key=chances.__getitem__)
                if goes_on and chances[after[before[2:]]] > chances[place]:
                    place = after[before[2:]]
                sure, label = chances[place], labels[place]
            if label == OUTSIDE and i < count and before[2:] in _COMPOUNDED and self._within_word(view, i):
                label, sure = f"I-{before[2:]}", chance
            if before != OUTSIDE and not label.startswith("I-"):
                yield first, i - 1, before[2:], chance
            if label.startswith("B-"):
                first, chance = i, sure
            elif label.startswith("I-"):
                chance = min(chance, sure)
            before = label

    def _within_word(self, view: View, i: int) -> bool:
        """Tell whether word `i` of a page ends a word that the one before begins."""
        pairs = self.compounds.get(view.page.language)
        if not pairs or view.page.words[i].gap != " ":
            return False
        return f"{view.page.words[i - 1].lower} {view.page.words[i].lower}" in pairs


class _Table:
    """What tables and rules say of the names of a page, looked up by where they stand."""

    def __init__(self, page: Page, proposals: Sequence[Proposal]) -> None:
        self.page = page
        self.by_span = {span: one for one in proposals for span in (*one.forms, (one.start, one.end))}
        self.proposals = sorted(proposals, key=lambda one: one.start)
        self.starts = [one.start for one in self.proposals]

    def known(self) -> Iterator[Proposal]:
        """Yield the organisations that tables know inside the proposals: "Nokia" in "groupe Nokia"."""
        for one in self.proposals:
            for hit in self.page.hits_in(one.start, one.end):
                name = hit.known[0]
                if name.kind not in (*_GIVEN, "demonym"):
                    yield Proposal(hit.start, hit.end, name.kind, name.country, None, _KNOWN)

    def judged(self, first: int, last: int, kind: str, chance: float) -> Proposal | None:
        """Return words first to last as a proposal of a kind; what tables and rules say of them is kept.

        A common noun alone, an acronym that names nobody and countries in a row are no names: None.
        """
        page = self.page
        start, end = page.words[first].start, page.words[last].end
        known = self.by_span.get((start, end))
        if known is not None and known.kind == "place" and kind == "country" and known.country:
            return replace(known, kind=kind, actor=known.country.lower())
        if known is not None and (known.kind == kind or known.confidence >= _KNOWN):
            return known
        if known is not None and known.kind not in _GIVEN and chance < _SURE:
            return known
        if around := self._around(start, end, kind):
            return around
        if self._common(first, last) or (kind in _GIVEN and page.hits_in(start, end)):
            return None
        if kind == "person" or kind in _GIVEN:
            return Proposal(start, end, kind if kind == "person" else "place", confidence=chance)
        made = organisation(page, first, last + 1, kind, _head(page, first, last))
        return replace(made, confidence=chance)

    def _common(self, first: int, last: int) -> bool:
        words, lexicon = self.page.words, self.page.lexicon
        if all(word.lower in lexicon.not_names for word in words[first : last + 1]):
            return True
        for phrases in (lexicon.first, lexicon.office, lexicon.courtesy, lexicon.cues):
            if (found := phrases.at(words, first)) and found[0] == last + 1 - first:
                return phrases is not lexicon.first or not words[first].capital or words[first].opens
        return False

    def _around(self, start: int, end: int, kind: str) -> Proposal | None:
        """What tables know there, article or country and all: "The Netherlands", "Bộ … Việt Nam"."""
        at = bisect_right(self.starts, start) - 1
        if at < 0 or self.proposals[at].end < end:
            return None
        one = self.proposals[at]
        return one if (one.kind in _GIVEN if kind in _GIVEN else one.confidence >= _KNOWN) else None


def _extent(one: Proposal) -> tuple[int, int]:
    spans = (*one.forms, (one.start, one.end))
    return min(start for start, _ in spans), max(end for _, end in spans)


def _head(page: Page, first: int, last: int) -> int:
    for i in range(first, last + 1):
        if page.lexicon.first.at(page.words, i) or page.lexicon.last.at(page.words, i):
            return i
    return first


@cache
def namer() -> Namer:
    """Return the namer that is shipped with the project, loaded once."""
    return Namer.from_table(weights("names"))
