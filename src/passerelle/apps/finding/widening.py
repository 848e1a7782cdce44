"""What a question also means: other names of the actors and technologies that it names, in every language.

Only words typed without quotation marks are taken for names; the longest name wins. A name that carries accents in the
question is known by these very accents. An acronym counts when it is typed in capitals, or is all that is typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from passerelle.apps.finding.spelled import Spelled, spelled
from passerelle.apps.library.search.words import Asked, Term, ask, quoted, words
from passerelle.core.technologies import Technology, technologies

_LONGEST = 12  # words of a name
_ACTORS = 3  # of the same name, whose other names are looked for
_MOST = 24  # other names of one part of the question
_SHORT = 5  # letters up to which a name in capitals, or a single word without accents, is an acronym


Way = tuple[Term, ...]  # terms that are all wanted


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question: the terms typed, other names of what they name, and these as terms."""

    typed: Way
    also: tuple[str, ...] = ()
    others: tuple[Way, ...] = ()

    @property
    def ways(self) -> tuple[Way, ...]:
        """Every way to say it, the typed one first."""
        return self.typed, *self.others


@dataclass(frozen=True, slots=True)
class Widened:
    """A question with its parts; `also` holds all other names that it is looked for by."""

    asked: Asked
    parts: tuple[Part, ...] = ()

    @property
    def also(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.also))

    @property
    def highlighted(self) -> Asked:
        """Everything that is marked in a text that was found."""
        ways = (term for part in self.parts for way in part.ways for term in way)
        return Asked(tuple(dict.fromkeys(ways)), self.asked.unwanted)


def widen(typed: str, directory: Spelled | None = None) -> Widened:
    """Return a question with the other names of what it names, by the directory as it stands unless given."""
    asked = ask(typed)
    terms, parts, at = asked.wanted, [], 0
    known = _known(terms, typed, directory or spelled())
    while at < len(terms):
        end = max((end for start, end in known if start == at), default=at + 1)
        also = known.get((at, end), ())
        parts.append(Part(terms[at:end], also, tuple(way for name in also if (way := _phrase(name)))))
        at = end
    return Widened(asked, tuple(parts))


def literally(typed: str) -> Widened:
    """Return a question that means nothing but its words."""
    asked = ask(typed)
    return Widened(asked, tuple(Part((term,)) for term in asked.wanted))


def _known(terms: Sequence[Term], typed: str, directory: Spelled) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return from which to which term → other names, of every run of terms that is a name."""
    runs = dict(_runs(terms, typed))
    found: dict[tuple[int, int], list[str]] = {}
    for span, (folded, exact) in runs.items():
        for technology in _technologies().get(folded, ()):
            names = [name for each in technology.names.values() for name in each]
            if _means(folded, exact, names, typed, whole=span == (0, len(terms))):
                found.setdefault(span, []).extend(names)
    for span, names in _of_actors(runs, typed, len(terms), directory).items():
        found.setdefault(span, []).extend(names)
    return {span: _others(names, runs[span][0]) for span, names in found.items()}


def _of_actors(
    runs: dict[tuple[int, int], tuple[str, str]], typed: str, size: int, directory: Spelled
) -> dict[tuple[int, int], list[str]]:
    whole = directory.whole({folded for folded, _ in runs.values()})
    found: dict[tuple[int, int], list[str]] = {}
    for span, (folded, exact) in runs.items():
        meant = [
            name.actor
            for name in whole.get(folded, ())
            if _means(folded, exact, [name.text], typed, whole=span == (0, size))
        ]
        for actor in list(dict.fromkeys(meant))[:_ACTORS]:
            found.setdefault(span, []).extend(directory.called.get(actor, ()))
    return found


def _runs(terms: Sequence[Term], typed: str) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    """Yield (from, to) and the words, folded and exact, of each run of terms typed one after the other."""
    literal = quoted(typed)
    for start in range(len(terms)):
        folded: list[str] = []
        exact: list[str] = []
        for end in range(start, len(terms)):
            term = terms[end]
            if term.prefix or term in literal or len(folded) + len(term.folded) > _LONGEST:
                break
            folded += term.folded
            exact += term.exact
            yield (start, end + 1), (" ".join(folded), " ".join(exact))


def _means(folded: str, exact: str, names: Sequence[str], typed: str, *, whole: bool) -> bool:
    """Return whether words typed like this stand for something of these names."""
    for name in names:
        plain, toned = (" ".join(each) for each in words(name))
        if plain == folded and (exact in (folded, toned)):
            return not _acronym(name) or whole or name in typed
    return False


def _acronym(name: str) -> bool:
    return len(name) <= _SHORT and name.isupper()


def _others(names: Sequence[str], folded: str) -> tuple[str, ...]:
    """Return other names, each once however it is accented, without what is typed and without acronyms."""
    kept: dict[str, str] = {}
    for name in names:
        key = " ".join(words(name)[0])
        if key and key != folded and not _acronym(name):
            kept.setdefault(key, name)
    return tuple(kept.values())[:_MOST]


def _phrase(name: str) -> Way:
    folded, exact = (tuple(found) for found in words(name))
    return (Term(folded, exact),) if folded else ()


@cache
def _technologies() -> dict[str, tuple[Technology, ...]]:
    """Return words of a name, folded → the technologies of that name."""
    found: dict[str, dict[str, Technology]] = {}
    for technology in technologies():
        for names in technology.names.values():
            for name in names:
                found.setdefault(" ".join(words(name)[0]), {})[technology.id] = technology
    return {key: tuple(named.values()) for key, named in found.items()}
