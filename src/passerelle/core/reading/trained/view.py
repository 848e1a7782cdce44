"""A page as the namer sees it: what tables, rules and a recogniser say of each word and of those beside it."""

from collections.abc import Iterator, Sequence

from passerelle.core.reading.lexicon import names
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.trained.linear import Clue, spelt
from passerelle.core.text.folding import fold

OUTSIDE = "O"
_CLOSED = frozenset(("government", "mission", "association", "company", "university", "institute", "media"))
_INFINITIVES = ("er", "ir", "oir", "aître", "ndre")
_KNOWN = 0.9  # what tables say
_FULL = 3  # syllables of a Vietnamese name that is no place
_LISTED = frozenset(("government", "institute", "association", "university"))
_STOPS = frozenset('.;:!?()[]"…/|•\n')


class View:
    """Features of the words of a page. `common` are words that texts of its language write small."""

    def __init__(self, page: Page, proposals: Sequence[Proposal], common: frozenset[str]) -> None:
        self.page, self.common = page, common
        count = len(page.words)
        self.rule = [OUTSIDE] * count
        self.closes = [False] * count
        self.guess = [""] * count
        self.fixed = [""] * count
        self.plain = [False] * count
        for one in proposals:
            spans = (*one.forms, (one.start, one.end)) if one.title else ((one.start, one.end),)
            inside = page.covered(min(start for start, _ in spans), max(end for _, end in spans))
            for at, i in enumerate(inside):
                self.rule[i] = f"{'I' if at else 'B'}-{one.kind}"
            if inside:
                self.closes[inside[-1]] = True
            if one.kind == "person" and (
                page.language != "vi" or len(inside) >= _FULL or self._titled(inside[0])
            ):
                for i in inside:
                    self.fixed[i] = self.rule[i]
            if inside and one.confidence >= _KNOWN and self._alone(inside):
                for i in inside:
                    self.plain[i] = True
        for guess in page.recognised:
            for at, i in enumerate(page.covered(guess.start, guess.end)):
                self.guess[i] = f"{'I' if at else 'B'}-{guess.label}"
        self.shapes = [_shape(word.text) for word in page.words]
        self._heads: dict[int, str] = {}
        self.seen: dict[str, str] = {}
        for i, rule in enumerate(self.rule):
            if rule != OUTSIDE and page.words[i].capital:
                self.seen.setdefault(page.words[i].lower, rule)

    def _alone(self, inside: range) -> bool:
        """No capital touches the words."""
        words, after = self.page.words, inside[-1] + 1
        if after < len(words) and words[after].joined and words[after].capital:
            return False
        return not (inside[0] and words[inside[0]].joined and words[inside[0] - 1].capital)

    def _titled(self, i: int) -> bool:
        words, lexicon = self.page.words, self.page.lexicon
        return bool(lexicon.office.before(words, i) or lexicon.courtesy.before(words, i))

    def may_open(self, i: int) -> bool:
        """Tell whether a name may begin at word `i`."""
        page, word = self.page, self.page.words[i]
        return (
            word.capital
            or self.rule[i] != OUTSIDE
            or page.hit_of[i] >= 0
            or word.lower in page.lexicon.opening
        )

    def is_plain(self, i: int, before: str) -> bool:
        """Tell whether what the rules say of word `i` needs no review: people, and known names that stand alone."""
        if self.fixed[i]:
            return True
        if not self.plain[i]:
            return False
        return before == OUTSIDE if self.rule[i][0] == "B" else before[1:] == self.rule[i][1:]

    def may_go_on(self, i: int, before: str) -> bool:
        """Tell whether a name may go on with word `i`, when the word before was labelled `before`."""
        if before == OUTSIDE:
            return False
        kind = before[2:]
        gap = self.page.words[i].gap
        if kind in ("country", "place"):
            return self.rule[i][:1] == "I" or (kind == "place" and gap in (" ", "-"))
        if self.rule[i] in ("B-person", "B-country") and kind in ("person", "company"):
            return self.rule[i] == "B-country" and gap == " "
        if "\n\n" in gap or any(mark in _STOPS for mark in gap.strip()):
            return self.rule[i][:1] == "I"
        if self.rule[i] == OUTSIDE and not self.page.words[i].capital:
            return self._small_goes_on(i)
        return "," not in gap or kind in _LISTED

    def _small_goes_on(self, i: int) -> bool:
        """A small word beyond what the rules propose belongs to a name only where names have such words."""
        page, words, lexicon = self.page, self.page.words, self.page.lexicon
        sort = self._sort(i)
        known = page.hit(i - 1)
        if sort == "stop" or (known and known.end == words[i - 1].end and known.known[0].kind in _CLOSED):
            return False
        k = i
        while k + 1 < len(words) and self._sort(k) in ("article", "connector") and words[k + 1].joined:
            k += 1
        if words[k].capital:
            return True
        if words[i].lower in lexicon.conjunctions:
            return self._sort(k) in ("field", "adjective")
        return self._sort(k) not in ("stop", "article", "connector") and not words[k].lower.endswith(
            _INFINITIVES
        )

    def features_of(self, i: int, before: str) -> Iterator[str]:
        """Yield what is known of word `i` when the word before was labelled `before`."""
        return spelt(self.clues_of(i, before))

    def clues_of(self, i: int, before: str) -> Iterator[Clue]:
        """Yield the features of word `i` when the word before was labelled `before`, in groups that come together."""
        page, words = self.page, self.page.words
        word, language, shape, rule = words[i], page.language, self.shapes[i], self.rule[i]
        lower, at = word.lower, before[:1]
        usual = "usual" if lower in self.common else "rare"
        yield _form, language, lower, shape, "opens" if word.opens else "inside", usual
        yield _said, before, rule, shape, usual, self.rule[i + 1] if i + 1 < len(words) else "$"
        yield _led, at, _gap(word.gap), self._head(i), i > 0 and self.closes[i - 1]
        yield f"y&w={at}{language}:{lower}"
        if kind := page.kind(i):
            hit = page.hit(i)
            side = "B" if hit and hit.start == word.start else "I"
            yield f"hit={side}-{kind}"
            yield f"y&hit={before}&{side}-{kind}"
        if page.technology_of[i]:
            yield f"tech&{shape}"
            yield f"tech&{before}"
        if word.capital:
            yield from self._capital(i, lower, before, rule)
        else:
            yield f"{self._sort(i)}&{before}"
            yield f"{self._sort(i)}&{at}&{rule}&{self.shapes[i + 1] if i + 1 < len(words) else '$'}"
        if page.recognised:
            yield f"guess={self.guess[i] or '-'}&{rule}"
            yield f"guess={self.guess[i] or '-'}&{at}"
        for step in (-3, -2, -1, 1, 2, 3):
            if 0 <= i + step < len(words):
                yield from self._beside(i, step)
            else:
                yield f"{step}=edge"

    def _capital(self, i: int, lower: str, before: str, rule: str) -> Iterator[str]:
        page, table = self.page, names()
        folded = fold(page.words[i].text)
        if folded in table.given:
            yield f"given&{before}"
            yield f"given&{page.words[i].opens}"
        if folded in table.syllables:
            yield f"syllable&{before}"
        if folded in table.vietnamese_family:
            yield f"family&{page.language}"
        if folded in page.lexicon.portfolio:
            yield f"portfolio&{before}"
        if lower in page.lexicon.divisions:
            yield f"division&{before}"
        if rule == OUTSIDE and lower in self.seen:
            yield f"seen={self.seen[lower]}"

    def _sort(self, i: int) -> str:
        """Which of the small words that names may hold this one is."""
        word, lexicon = self.page.words[i], self.page.lexicon
        if word.lower in lexicon.articles:
            return "article"
        if word.lower in lexicon.connectors:
            return "connector"
        if fold(word.text) in lexicon.portfolio or lexicon.compounds.at(self.page.words, i):
            return "field"
        if word.lower in lexicon.adjectives:
            return "adjective"
        if lexicon.adjective_ends and word.lower.endswith(lexicon.adjective_ends):
            return "adjectival"
        if word.lower in lexicon.starters or word.lower in lexicon.stops:
            return "stop"
        return "usual" if word.lower in self.common else "rare"

    def _head(self, i: int) -> str:
        """Which phrase of the tables begins at word `i`."""
        if i not in self._heads:
            self._heads[i] = self._found_head(i)
        return self._heads[i]

    def _found_head(self, i: int) -> str:
        lexicon, words = self.page.lexicon, self.page.words
        for name, phrases in (("first", lexicon.first), ("last", lexicon.last), ("cue", lexicon.cues)):
            if found := phrases.at(words, i):
                return f"{name}-{found[1]}"
        for name, alone in (
            ("prime", lexicon.prime),
            ("body", lexicon.body),
            ("office", lexicon.office),
            ("courtesy", lexicon.courtesy),
        ):
            if alone.at(words, i):
                return name
        return "-"

    def _beside(self, i: int, step: int) -> Iterator[Clue]:
        """Yield the features of the word `step` words away, which do not depend on labels."""
        k, words, page = i + step, self.page.words, self.page
        other, language, shape = words[k], page.language, self.shapes[k]
        joined = (other if step > 0 else words[k + 1]).joined
        yield _placed, step, shape, joined, page.kind(k) or self.rule[k]
        if -3 < step < 3:
            yield f"{step}w={language}:{other.lower}"
        if step in (-2, -1, 1) and other.capital and fold(other.text) in names().given:
            yield f"{step}given"
        if step in (-1, 1):
            yield _touching, step, language, other.lower[-2:], self._head(k)
        if step == 1:
            yield f"1gap={_gap(other.gap)}"
            if i:
                yield f"w1&-1={language}:{words[i - 1].lower}&{shape}"
            if other.capital:
                yield f"1{'usual' if other.lower in self.common else 'rare'}"


def _form(language: str, lower: str, shape: str, opens: str, usual: str) -> Sequence[str]:
    """The word as it is written."""
    return (
        f"w={language}:{lower}",
        f"p={language}:{lower[:4]}",
        f"s={lower[-3:]}",
        f"s2={lower[-2:]}",
        f"shape={shape}",
        f"{opens}&{shape}",
        f"{usual}&{opens}&{shape}",
    )


def _said(before: str, rule: str, shape: str, usual: str, following: str) -> Sequence[str]:
    """What the label before and the rules say."""
    return (
        f"y={before}",
        f"y={before}&{rule}",
        f"y={before}&{shape}",
        f"r={rule}",
        f"r={rule}&{following}",
        f"{usual}&{before[:1]}&{rule}",
    )


def _led(at: str, gap: str, head: str, closed: bool) -> Iterator[str]:
    """What leads up to the word."""
    yield f"gap={gap}"
    yield f"y&gap={at}{gap}"
    yield f"head={head}&{at}"
    if closed:
        yield f"closed&{at}"


def _placed(step: int, shape: str, joined: bool, kind: str) -> Sequence[str]:
    return f"{step}s={shape}{'' if joined else '|'}", f"{step}k={kind}"


def _touching(step: int, language: str, end: str, head: str) -> Sequence[str]:
    return f"{step}h={head}", f"{step}e={language}:{end}"


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
