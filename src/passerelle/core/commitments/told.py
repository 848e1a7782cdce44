"""What was told, what is open, and what the one proposes for the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from passerelle.core.commitments.life import NOWHERE, Standing
from passerelle.core.events.report import Party, Report, Words
from passerelle.core.events.words import words_of
from passerelle.core.languages import LANGUAGES
from passerelle.core.naming.scoring import Reason
from passerelle.core.reading.model import Quantity
from passerelle.core.reading.trained.concepts import concepts
from passerelle.core.text.folding import fold

PROPOSALS = ("commitment", "step", "milestone", "contradiction", "end", "evidence")
_WORD = regex.compile(r"\p{L}+['’]|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{N}]+)*")
_CAPITALS = 0.6  # a title with a greater share of capitals marks nothing by them


@dataclass(frozen=True, slots=True)
class Told:
    """One claim, as events compare it (`report`), the event that it tells and the origin of its document.

    `event` and `origin` are keys, "" when unknown: an event that a commitment was born of, or that is its evidence
    already, is recognised by it. `certainty` in 0..1 is how likely the claim was read right, 1 when a person said so.
    """

    report: Report
    event: str = ""
    origin: str = ""
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Open:
    """A commitment that may be told of.

    `kind` is a row of rhythms.toml; `parties` are owner, counterpart and the parties of its agreement; `promised`
    and `deadline` ISO 8601; `quantity` what was promised and `budget` the money for it; `words` those of its title and
    of the claims it rests on; `marks` the names in its title that no other language writes otherwise (a town, a
    project); `events` and `claims` (keys of reports) those of its evidence.
    """

    key: str
    kind: str = ""
    standing: Standing = NOWHERE
    parties: tuple[Party, ...] = ()
    technologies: frozenset[str] = frozenset()
    promised: str | None = None
    deadline: str | None = None
    quantity: Quantity | None = None
    budget: Quantity | None = None
    words: Words = field(default_factory=Words)
    marks: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a claim proposes; a person accepts or dismisses it.

    `kind` is one of PROPOSALS: a new commitment, a step, a milestone, a contradiction, an end, or evidence that
    changes nothing but that it was heard of. `commitment` is its key, None for a new one. `to` is the stage or
    condition that accepting leads to, "" for none. `rule` is a row of `rules.toml`, `score` how likely the claim is
    about this commitment (for a new one: is a promise), with the `reasons`, in logits. `detail` says what the rule
    compared: `ours` and `told`; of a new one the `kind`, the `deadline`, the `amount` that another claim of
    the sentence gives, and a commitment that it is `like`.
    """

    kind: str
    commitment: str | None
    to: str
    rule: str
    score: float
    reasons: tuple[Reason, ...] = ()
    detail: dict[str, str] = field(default_factory=dict)


def words_together(title: str, language: str, reports: Iterable[Report] = ()) -> Words:
    """Return the words of a title together with those of the claims that a commitment rests on."""
    own = words_of(title, 0, len(title), language)
    rests_on = [report.words for report in reports]
    return Words(
        sentence=own.sentence,
        concepts=own.concepts or frozenset().union(*(words.concepts for words in rests_on)),
        names=own.names.union(*(words.names for words in rests_on)),
        numbers=own.numbers.union(*(words.numbers for words in rests_on)),
        ordinals=own.ordinals,
    )


def marks_of(title: str, language: str) -> frozenset[str]:
    """Return the proper names of a title, folded: capitals inside it that are no word of the language's concepts.

    Acronyms are not among them, other languages write them otherwise; a title in capitals throughout marks nothing.
    """
    words = [found.group() for found in _WORD.finditer(title)]
    capital = [word[0].isupper() and not (word.isupper() and len(word) > 1) for word in words]
    if sum(word[0].isupper() for word in words) > _CAPITALS * len(words):
        return frozenset()
    forms = [word.lower().replace("’", "'") for word in words]
    meant = concepts(language).of(forms) if language in LANGUAGES else [""] * len(words)
    found: set[str] = set()
    run: list[str] = []
    for at, word in enumerate([*words, ""]):
        if word and capital[at] and not meant[at] and (at or capital[1:2] == [True]):
            run.append(fold(word))
        elif run:
            found.add(" ".join(run))
            run = []
    return frozenset(found)
