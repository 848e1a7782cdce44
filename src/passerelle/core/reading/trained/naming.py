"""Naming: which words of a page name an actor, and of which kind, judged word by word from left to right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.core.reading.forms import organisation
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.trained.linear import Linear
from passerelle.core.text.folding import fold

OUTSIDE = "O"
KINDS = frozenset(
    ("person", "company", "government", "mission", "institute", "university", "association", "investor", "media")
)
_SURE_ALREADY = frozenset(("country", "place"))


@dataclass(frozen=True, slots=True)
class Namer:
    """Judges names by `classifier`, whose labels are "O" and, for each kind, "B-kind" and "I-kind"."""

    classifier: Linear

    def judged(self, page: Page, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return the proposals that hold, and those that the rules missed.

        `proposals` are those of the rules, settled. Countries and places are theirs to tell.
        """
        view = View(page, proposals)
        spans = self._spans(view)
        kept = [one for one in proposals if one.kind in _SURE_ALREADY]
        by_span = {(one.start, one.end): one for one in proposals}
        found: list[Proposal] = []
        for first, last, kind, chance in spans:
            start, end = page.words[first].start, page.words[last].end
            known = by_span.get((start, end))
            if known is not None and (known.kind == kind or known.confidence >= _KNOWN):
                found.append(known)
            elif kind == "person":
                found.append(Proposal(start, end, kind, confidence=chance))
            else:
                made = organisation(page, first, last + 1, kind, _head(page, first, last))
                found.append(Proposal(start, end, kind, made.country, None, chance, made.forms))
        taken = [(one.start, one.end) for one in found]
        kept = [one for one in kept if not any(a < one.end and one.start < b for a, b in taken)]
        sure = [
            one
            for one in proposals
            if one.kind in KINDS
            and one.confidence >= _KNOWN
            and not any(a < one.end and one.start < b for a, b in taken)
        ]
        return sorted([*found, *kept, *sure], key=lambda one: one.start)

    def _spans(self, view: "View") -> Iterator[tuple[int, int, str, float]]:
        """Yield (first word, last word, kind, probability) of each name."""
        labels = self.classifier.labels
        before, first, chance = OUTSIDE, 0, 1.0
        for i in range(len(view.page.words) + 1):
            label, sure = OUTSIDE, 1.0
            if i < len(view.page.words) and (before != OUTSIDE or view.may_open(i)):
                chances = self.classifier.probabilities(view.features_of(i, before))
                allowed = [
                    (one, name)
                    for one, name in zip(chances, labels, strict=True)
                    if not name.startswith("I-") or name[2:] == before[2:]
                ]
                sure, label = max(allowed)
            if before != OUTSIDE and not label.startswith("I-"):
                yield first, i - 1, before[2:], chance
            if label.startswith("B-"):
                first, chance = i, sure
            elif label.startswith("I-"):
                chance = min(chance, sure)
            before = label


_KNOWN = 0.9


def _head(page: Page, first: int, last: int) -> int:
    for i in range(first, last + 1):
        if page.lexicon.first.at(page.words, i) or page.lexicon.last.at(page.words, i):
            return i
    return first


class View:
    """A page as the namer sees it: for each word what tables and rules say of it."""

    def __init__(self, page: Page, proposals: Sequence[Proposal]) -> None:
        self.page = page
        self.rule = [OUTSIDE] * len(page.words)
        self.closes = [False] * len(page.words)
        for one in proposals:
            inside = page.covered(one.start, one.end)
            for at, i in enumerate(inside):
                self.rule[i] = f"{'I' if at else 'B'}-{one.kind}"
            if inside:
                self.closes[inside[-1]] = True
        self.shapes = [_shape(word.text) for word in page.words]

    def may_open(self, i: int) -> bool:
        """Tell whether a name may begin at word `i`."""
        page, word = self.page, self.page.words[i]
        return (
            word.capital
            or self.rule[i] != OUTSIDE
            or page.hit_of[i] >= 0
            or word.lower in page.lexicon.first
        )

    def features_of(self, i: int, before: str) -> Iterator[str]:
        """Yield what is known of word `i` when the word before was labelled `before`."""
        page, words, lexicon = self.page, self.page.words, self.page.lexicon
        word, language = words[i], page.language
        lower, shape, rule = word.lower, self.shapes[i], self.rule[i]
        yield f"y={before}"
        yield f"y={before}&{rule}"
        yield f"y={before}&{shape}"
        yield f"r={rule}"
        yield f"r={rule}&{self.rule[i + 1] if i + 1 < len(words) else '$'}"
        yield f"w={language}:{lower}"
        yield f"y&w={before[:1]}{language}:{lower}"
        yield f"p={language}:{lower[:4]}"
        yield f"s={lower[-3:]}"
        yield f"s2={lower[-2:]}"
        yield f"shape={shape}"
        yield f"gap={_gap(word.gap)}"
        yield f"y&gap={before[:1]}{_gap(word.gap)}"
        if word.opens:
            yield f"opens&{shape}"
        yield f"head={self._heads(i)}&{before[:1]}"
        if self.closes[i - 1] and i:
            yield f"closed&{before[:1]}"
        kind = page.kind(i)
        if kind:
            hit = page.hit(i)
            side = "B" if hit and hit.start == word.start else "I"
            yield f"hit={side}-{kind}"
            yield f"y&hit={before}&{side}-{kind}"
        if page.technology_of[i]:
            yield f"tech&{shape}"
        folded = fold(word.text) if word.capital else ""
        if folded:
            table = names()
            if folded in table.given:
                yield "given"
            if folded in table.vietnamese_family:
                yield "family"
            if folded in lexicon.portfolio:
                yield f"portfolio&{before}"
        for step in (-2, -1, 1, 2, 3):
            yield from self._beside(i, step)

    def _heads(self, i: int) -> str:
        lexicon, words = self.page.lexicon, self.page.words
        for name, phrases in (("first", lexicon.first), ("last", lexicon.last), ("cue", lexicon.cues)):
            found = phrases.at(words, i)
            if found:
                return f"{name}-{found[1]}"
        if lexicon.office.at(words, i):
            return "office"
        if lexicon.courtesy.at(words, i):
            return "courtesy"
        return "-"

    def _beside(self, i: int, step: int) -> Iterator[str]:
        k, words, language = i + step, self.page.words, self.page.language
        if not 0 <= k < len(words):
            yield f"{step}=edge"
            return
        other = words[k]
        if step in (-1, 1):
            yield f"{step}w={language}:{other.lower}"
            yield f"{step}h={self._heads(k)}"
        elif step in (-2, 2):
            yield f"{step}w={language}:{other.lower}"
        yield f"{step}s={self.shapes[k]}{'' if (other if step > 0 else words[k + 1]).joined else '|'}"
        yield f"{step}k={self.page.kind(k) or self.rule[k]}"
        if step == 1:
            yield f"1gap={_gap(other.gap)}"


def _shape(text: str) -> str:
    if text[0].isdigit():
        return "9"
    if text.isupper():
        return "X" if len(text) == 1 else "XX"
    if text[0].isupper():
        return "XxX" if any(letter.isupper() for letter in text[1:]) else "Xx"
    return "x"


def _gap(gap: str) -> str:
    bare = gap.strip(" \u00a0\u202f")
    return "_" if gap and not bare else ("n" if "\n" in gap else bare[:2])
