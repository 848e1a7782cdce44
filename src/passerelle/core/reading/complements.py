"""Where the name of an organisation ends: the words after its head that still belong to it."""

from passerelle.core.reading.compounds import LISTS, LONGEST, claimed, compound_end
from passerelle.core.reading.page import Page
from passerelle.core.text.folding import fold

_INFINITIVES = ("er", "ir", "oir")


def complement_end(page: Page, i: int, length: int, kind: str, *, title: bool = False) -> int | None:
    """Return the index after the last word of the name whose head is words[i:i+length], or None without one."""
    j = i + length
    end = (
        compound_end(page, i, j, kind, title)
        if page.language == "vi"
        else _Phrase(page, i, j, kind, title).end()
    )
    return end if end > j else None


class _Phrase:
    """A French or English name that grows word by word: capitals, and small words that lead to further capitals."""

    def __init__(self, page: Page, i: int, j: int, kind: str, title: bool) -> None:
        self.page, self.kind, self.title, self.start = page, kind, title, j
        french = page.language == "fr"
        head = page.words[i]
        self.proper = french and (
            (head.capital and not head.opens)
            or (kind == "government" and (_owned(page, j) or _national(page, j)))
        )
        self.tentative = french and head.capital
        self.last = j
        self.after_connector = False

    def end(self) -> int:
        """Return the index after the last word that belongs to the name."""
        page, j = self.page, self.start
        while j < len(page.words) and j - self.start < LONGEST and self._takes(j):
            j += 1
        if self.last == self.start and self.tentative and _acronym_at(page, j):
            return j
        while self.last > self.start and page.words[self.last - 1].lower in page.lexicon.connectors:
            self.last -= 1
        return self.last

    def _takes(self, j: int) -> bool:
        page, lexicon, word = self.page, self.page.lexicon, self.page.words[j]
        listed = word.gap.strip(" \u00a0") == "," and _list_goes_on(page, j, self.kind)
        if not (word.joined or listed) or claimed(page, j, self.kind):
            return False
        if word.lower in lexicon.connectors and not (word.capital and word.opens):
            if word.lower in lexicon.articles and not self.after_connector and page.language == "fr":
                return False
            if self._seated(j) and not page.words[j + 1 : j + 2][0].capital:
                return False
            self.after_connector = True
            return _connector_leads_on(
                page, j, self.kind, self.last > self.start or self.kind == "government"
            )
        if word.capital and (self.after_connector or word.lower not in lexicon.not_names):
            return self._takes_capital(j)
        return self._takes_small(j)

    def _takes_capital(self, j: int) -> bool:
        page, lexicon, word = self.page, self.page.lexicon, self.page.words[j]
        english, field = page.language == "en", fold(word.text) in page.lexicon.portfolio
        if english and not self.title and not self.after_connector and self.last == self.start:
            return False
        if self.title and english and not field and page.kind(j) == "":
            return False
        if lexicon.office.at(page.words, j) and not self.title:
            return False
        return self._keeps(j)

    def _takes_small(self, j: int) -> bool:
        page, lexicon, word = self.page, self.page.lexicon, self.page.words[j]
        field = fold(word.text) in lexicon.portfolio
        if page.kind(j) == "demonym" or word.lower in lexicon.adjectives or _is_adjective(page, j):
            self.after_connector = False
            return self._keeps(j) if self.last > self.start or self.proper else True
        if not self.after_connector:
            return self._keeps(j) if field and self._after_field(j) else False
        if self.proper or (field and (self.title or self.kind == "government")):
            return self._keeps(j)
        self.after_connector = False
        return self.tentative

    def _after_field(self, j: int) -> bool:
        """A field of two words: "Affaires étrangères", "Enseignement supérieur"."""
        before = self.page.words[j - 1]
        return self.last == j and fold(before.text) in self.page.lexicon.portfolio

    def _seated(self, j: int) -> bool:
        """A name that has told its country or city only goes on with capitals: "Agence … du Togo en …"."""
        page = self.page
        if page.language != "fr" or self.last != j or j + 1 >= len(page.words):
            return False
        return page.kind(j - 1) in ("country", "place") and j - 1 > self.start

    def _keeps(self, j: int) -> bool:
        self.last, self.after_connector = j + 1, False
        return True


def _owned(page: Page, j: int) -> bool:
    """A department in small letters is a name when its ministry follows: "direction … du ministère"."""
    for k in range(j, min(j + 9, len(page.words))):
        if not page.words[k].joined:
            return False
        if page.lexicon.ministry and page.words[k].lower == page.lexicon.ministry[0].split()[0].lower():
            return k > j + 1
    return False


def _national(page: Page, j: int) -> bool:
    """A nationality stands right after the head: "agence spatiale turque", "ministère tchèque de …"."""
    return j < len(page.words) and page.words[j].joined and page.kind(j) == "demonym"


def _acronym_at(page: Page, j: int) -> bool:
    return j < len(page.words) and page.words[j].gap.endswith("(") and page.words[j].text.isupper()


def _is_adjective(page: Page, j: int) -> bool:
    word = page.words[j]
    return (
        bool(page.lexicon.adjective_ends)
        and not word.capital
        and word.lower.endswith(page.lexicon.adjective_ends)
    )


def _list_goes_on(page: Page, j: int, kind: str) -> bool:
    """A comma belongs to the name when a list of fields closes with "and": "Economy, Trade and Industry"."""
    words, lexicon = page.words, page.lexicon
    if kind not in LISTS:
        return False
    for k in range(j, min(j + 9, len(words))):
        if words[k].lower in lexicon.conjunctions:
            return k > j
        field = fold(words[k].text) in lexicon.portfolio or words[k].lower in lexicon.connectors
        if not field:
            return False
    return False


def _connector_leads_on(page: Page, j: int, kind: str, inside: bool) -> bool:
    words, lexicon = page.words, page.lexicon
    word = words[j].lower
    if j + 1 >= len(words) or not words[j + 1].joined:
        return False
    k = j + 1
    while k < len(words) and words[k].lower in lexicon.articles | lexicon.genitive and words[k].joined:
        k += 1
    if k >= len(words) or not words[k].joined:
        return False
    if word == "in" and kind != "mission":
        return False
    if words[k].lower in lexicon.starters - lexicon.qualifiers and words[k].capital == (
        page.language == "en"
    ):
        return False
    if word in ("pour", "à") and not words[k].capital and words[k].lower.endswith(_INFINITIVES):
        return False
    if word in lexicon.conjunctions:
        return _conjunction_leads_on(page, j, k, kind, inside)
    if word in lexicon.to and word not in lexicon.genitive:
        return kind == "mission" and words[k].capital
    if word in ("pour", "for", "sur", "on", "en") and not (
        words[k].capital or words[j - 1].capital or kind in LISTS
    ):
        return False
    return page.language == "fr" or words[k].capital


def _conjunction_leads_on(page: Page, j: int, k: int, kind: str, inside: bool) -> bool:
    """ "and" goes on inside the name of a body or school, unless another organisation follows."""
    words, lexicon = page.words, page.lexicon
    if kind not in LISTS or claimed(page, k, "") or page.kind(k) in ("country", "demonym"):
        return False
    if lexicon.first.at(words, k) and fold(words[k].text) not in lexicon.portfolio:
        return False
    if page.language == "en" and words[j + 1].lower in lexicon.articles:
        return False
    if page.language == "en":
        stop = k
        while stop < len(words) and words[stop].joined and words[stop].capital:
            if stop > k and lexicon.last.at(words, stop) and fold(words[stop].text) not in lexicon.portfolio:
                return False
            stop += 1
        field = kind != "government" or fold(words[k].text) in lexicon.portfolio
        return words[k].capital and not page.person_of[k] and field and inside
    article = words[j + 1].lower in lexicon.articles
    return not article and (
        k > j + 1 or words[k].capital or fold(words[k].text) in lexicon.portfolio or not claimed(page, k, "")
    )
