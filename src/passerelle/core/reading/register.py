"""The register of one document: proposals become mentions, mentions that name the same one become an actor."""

from bisect import bisect_left, bisect_right

import regex

from passerelle.core.naming.gazetteer import Gazetteer, KnownName, whole_forms
from passerelle.core.reading.actors import (
    Gathered,
    body_id,
    choose,
    clue_near,
    home_country,
    mission_id,
    parts_of,
    person_id,
)
from passerelle.core.reading.lexicon import names
from passerelle.core.reading.model import Actor, Mention
from passerelle.core.reading.nations import nations
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.text.folding import fold
from passerelle.core.text.model import Span
from passerelle.core.text.occupied import Occupied

_BRACKET = regex.compile(
    r"[\s,]*\((?:[\p{Ll}\s-]{0,24})?[\"“«]?\s?([\p{Lu}][\p{L}\p{N}&.-]{1,14})\s?[\"”»]?\)"
)


_NEAR = 90


class Register:
    """Collects the actors of one page."""

    def __init__(self, page: Page, sentences: list[Span], gazetteer: Gazetteer) -> None:
        self.page, self.sentences, self.gazetteer = page, sentences, gazetteer
        self.home = home_country(page)
        self.actors: dict[str, Gathered] = {}
        self.taken = Occupied(len(page.text))
        self.aliases: dict[str, str] = {}
        self.posts: dict[str, str] = {}

    def fill(self, proposals: list[Proposal]) -> tuple[list[Mention], list[Actor]]:
        """Enter settled proposals, find their repetitions, and return mentions and actors."""
        people = [proposal for proposal in proposals if proposal.kind == "person"]
        full = self._full_names(people)
        parts = parts_of(full)
        beside = _Beside(self.sentences, proposals)
        for proposal in proposals:
            self.taken.take(proposal.start, proposal.end)
            if proposal.kind == "mission" and proposal.country:
                mission_id(self.page, proposal, proposal.country, self.posts)
        for proposal in proposals:
            if proposal.kind != "person":
                self._enter_body(proposal)
        for proposal in people:
            actor = person_id(self.page, proposal, full, parts)
            self._enter(proposal, actor, self._country_of_person(proposal, beside))
        self._repeat()
        for country, name in nations(self.page, proposals):
            entry = self.actors.setdefault(country.lower(), Gathered(country.lower(), "country", country))
            if name and entry.kind == "country":
                entry.forms.add(name)
        return self._mentions(), self._actors()

    def _full_names(self, people: list[Proposal]) -> dict[str, str]:
        full: dict[str, str] = {}
        for proposal in people:
            name = fold(self.page.text[proposal.start : proposal.end]).replace("-", " ")
            if " " in name:
                full.setdefault(name, name.replace("'", " ").replace(".", "").replace(" ", "-"))
        return dict(sorted(full.items(), key=lambda entry: -len(entry[0])))

    def _enter(self, proposal: Proposal, actor: str, country: str | None) -> Gathered:
        entry = self.actors.setdefault(actor, Gathered(actor, proposal.kind, country))
        entry.country = entry.country or country
        entry.spans.append((proposal.start, proposal.end, proposal.confidence))
        entry.forms.add(self.page.text[proposal.start : proposal.end])
        entry.forms.update(self.page.text[start:end] for start, end in proposal.forms)
        return entry

    def _enter_body(self, proposal: Proposal) -> None:
        owner = self.actors.get(self.aliases.get(self.page.text[proposal.start : proposal.end], ""))
        if owner and owner.kind not in ("country", "place"):
            self._enter(proposal, owner.id, owner.country)
            return
        known = self._known(proposal)
        bracket = _BRACKET.match(self.page.text, proposal.end)
        if known is None and bracket and proposal.kind not in ("country", "place"):
            known = self._known_acronym(bracket.span(1), proposal.kind)
        if known:
            if known.name == "Parti" and self.home != known.country:
                return
            entry = self._enter(proposal, known.actor, known.country)
            entry.kind = known.kind
            entry.forms.update(self._bare_forms(proposal, known))
        else:
            name = min(
                (self.page.text[s:e] for s, e in (*proposal.forms, (proposal.start, proposal.end))), key=len
            )
            country = proposal.country
            if country is None and proposal.kind == "government":
                country = self.home
            identifier = (
                proposal.actor or self.aliases.get(fold(name)) or self._identifier(proposal, name, country)
            )
            entry = self._enter(proposal, identifier, country)
        self.aliases.setdefault(fold(self.page.text[proposal.start : proposal.end]), entry.id)
        if bracket and proposal.kind not in ("country", "place"):
            self._acronym(bracket.span(1), entry)

    def _bare_forms(self, proposal: Proposal, known: KnownName) -> set[str]:
        """The known name inside a longer one is a form as well: "Tập đoàn Viettel" is also "Viettel"."""
        return {
            self.page.text[hit.start : hit.end]
            for hit in self.page.hits_in(proposal.start, proposal.end)
            if known in hit.known
        }

    def _identifier(self, proposal: Proposal, name: str, country: str | None) -> str:
        if proposal.kind == "mission" and country:
            return mission_id(self.page, proposal, country, self.posts)
        return body_id(name, proposal.kind, country)

    def _acronym(self, span: tuple[int, int], entry: Gathered) -> None:
        acronym = self.page.text[span[0] : span[1]]
        hit = next((hit for hit in self.page.hits_in(*span) if (hit.start, hit.end) == span), None)
        if hit and hit.known[0].kind in ("country", "demonym", "place"):
            return
        if not any(letter.isupper() for letter in acronym[1:]):
            return
        entry.forms.add(acronym)
        self.aliases[acronym] = entry.id

    def _known_acronym(self, span: tuple[int, int], kind: str) -> KnownName | None:
        for hit in self.page.hits_in(*span):
            if (hit.start, hit.end) == span:
                same = [known for known in hit.known if known.kind == kind]
                return choose(hit, None, self.home) if same else None
        return None

    def _known(self, proposal: Proposal) -> KnownName | None:
        """Return the known actor that a proposal names, whole or with words that add nothing."""
        page = self.page
        if proposal.title:
            return self._known_ministry(proposal)
        for hit in page.hits_in(proposal.start, proposal.end):
            if hit.known[0].kind == "demonym":
                continue
            whole = (hit.start, hit.end) == (proposal.start, proposal.end)
            if whole and hit.known[0].kind == "place" and proposal.kind != "place":
                return None
            if whole and hit.known[0].kind in ("country", "place"):
                return hit.known[0]
            if hit.known[0].kind in ("country", "place") or not (
                whole or self._adds_nothing(proposal, hit.start, hit.end)
            ):
                continue
            clue = proposal.country if not whole else clue_near(page, hit)
            return choose(hit, clue if hit.known[0].kind == "government" else None, self.home)
        return self._known_without_country(proposal)

    def _known_without_country(self, proposal: Proposal) -> KnownName | None:
        """A nationality may stand inside a name: "ministère vietnamien des Finances" is the one of Finances."""
        kept = self.page.text[proposal.start : proposal.end]
        for hit in reversed(self.page.hits_in(proposal.start, proposal.end)):
            if proposal.start < hit.start and hit.end < proposal.end and hit.known[0].kind == "demonym":
                start, end = hit.start - proposal.start, hit.end - proposal.start
                kept = kept[:start].rstrip() + " " + kept[end:].lstrip()
        if proposal.kind != "government" or kept == self.page.text[proposal.start : proposal.end]:
            return None
        return next((k for k in self.gazetteer.lookup(kept) if k.country == proposal.country), None)

    def _adds_nothing(self, proposal: Proposal, start: int, end: int) -> bool:
        """Only countries, common nouns and legal forms stand around the known name."""
        page, lexicon = self.page, self.page.lexicon
        inside, plain = page.covered(proposal.start, proposal.end), set[int]()
        for i in inside:
            word = page.words[i]
            country = page.kind(i) in ("country", "demonym") and proposal.kind != "company"
            known = word.start >= start and word.end <= end
            if known or country or word.lower in lexicon.connectors or word.lower in _PLAIN_HEADS:
                plain.add(i)
            for phrases in (lexicon.cues, lexicon.first):
                if found := phrases.at(page.words, i):
                    plain.update(range(i, i + found[0]))
        return plain.issuperset(inside)

    def _known_ministry(self, proposal: Proposal) -> KnownName | None:
        page = self.page
        content = page.text[proposal.start : proposal.end]
        for frame in page.lexicon.ministry:
            hit = self.gazetteer.lookup(frame.format(content))
            if hit:
                country = proposal.country or self.home
                return next(
                    (known for known in hit if known.country == country and known.kind == "government"), None
                )
        return None

    def _country_of_person(self, person: Proposal, beside: "_Beside") -> str | None:
        if country := beside.country(person):
            return country
        family = fold(self.page.text[person.start : person.end]).split()[0]
        return (
            "VN" if family in names().vietnamese_family and person.end - person.start > len(family) else None
        )

    def _repeat(self) -> None:
        """Find the names already met where they stand alone: acronyms, short company names, family names."""
        known: dict[str, str] = {}
        for entry in self.actors.values():
            if entry.kind in ("country", "place"):
                continue
            for form in entry.forms:
                known.setdefault(form, entry.id)
                family = form.split()[0]
                if entry.kind == "person" and " " in form and fold(family) not in names().vietnamese_family:
                    last = form.split()[-1]
                    if len(last) > 2 and last[0].isupper():
                        known.setdefault(last, entry.id)
        known.update({alias: actor for alias, actor in self.aliases.items() if alias[:1].isupper()})
        for start, end in whole_forms(self.page.text, filter(None, known)):
            form = self.page.text[start:end]
            entry = self.actors[known[form]]
            if not self.taken.free(start, end) or (entry.spans and not form[0].isupper()):
                continue
            entry.spans.append((start, end, 0.75))
            entry.forms.add(form)
            self.taken.take(start, end)

    def _mentions(self) -> list[Mention]:
        found = [
            Mention(start, end, self.page.text[start:end], entry.id, entry.kind, entry.country, confidence)
            for entry in self.actors.values()
            for start, end, confidence in entry.spans
        ]
        return sorted(found, key=lambda mention: mention.start)

    def _actors(self) -> list[Actor]:
        return [
            Actor(
                entry.id,
                entry.kind,
                entry.country,
                tuple(sorted(entry.forms, key=lambda form: (-len(form), form))),
            )
            for entry in self.actors.values()
        ]


class _Beside:
    """The bodies and countries around the people of a page, looked up by where they stand."""

    def __init__(self, sentences: list[Span], proposals: list[Proposal]) -> None:
        self.sentences = sentences
        self.starts = [sentence.start for sentence in sentences]
        self.others = [one for one in proposals if one.kind not in ("person", "place") and one.country]
        self.places = [other.start for other in self.others]
        self.longest = max((other.end - other.start for other in self.others), default=0)

    def country(self, person: Proposal) -> str | None:
        """Return the country of what stands nearest to a person in their sentence, if it is near."""
        low, high = person.start - self.longest - _NEAR, person.end + _NEAR
        at = bisect_right(self.starts, person.start) - 1
        if at >= 0 and person.start < self.sentences[at].end:
            low, high = max(low, self.sentences[at].start), min(high, self.sentences[at].end)
        near = [
            (min(abs(other.start - person.end), abs(person.start - other.end)), other.country)
            for other in self.others[bisect_left(self.places, low) : bisect_left(self.places, high)]
        ]
        closest = min(near, default=(_NEAR, None), key=lambda pair: pair[0])
        return closest[1] if closest[0] < _NEAR else None


_PLAIN_HEADS = frozenset(
    [
        "groupe",
        "group",
        "corporation",
        "corp",
        "inc",
        "company",
        "société",
        "co",
        "ltd",
        "jsc",
        "the",
        "le",
        "la",
        "limited",
    ]
)
