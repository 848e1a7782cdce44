"""What a table says and nobody may guess: amounts in words, names that the directory does not know. A person is
asked, with what could be meant; without an answer the row waits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite

import regex
from rapidfuzz import fuzz, process

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor, ActorState, Name
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import money_of
from passerelle.apps.library.written import written_number
from passerelle.core.languages import LANGUAGES
from passerelle.core.text.expressions import find
from passerelle.core.text.folding import fold
from passerelle.core.text.model import Expression, Money

NOTHING = "none"  # the answer that leaves a cell empty
_ALIKE, _SHOWN, _CLOSE = (
    60,
    6,
    70.0,
)  # names found to be like an unknown one; shown; how near they are, of 100
_LOOKED_FOR = 50  # unknown names of a table that are compared: each takes a while in a large directory
_SPACES = regex.compile(r"[\p{Zs}\s]+")
_PLAIN = regex.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[\p{Zs}\s][0-9]{3})+)(?:\.[0-9]+)?")
_MONEY = r"(?:\p{Sc}|[A-Z]{3})?\s*"
_BELOW_NOTHING = regex.compile(
    rf"\s*{_MONEY}(?:[-\N{{MINUS SIGN}}\N{{EN DASH}}]\s*{_MONEY}\p{{N}}"
    rf"|(?i:moins(?!\s+(?:de\b|d['’]))|minus|âm)\s+[\p{{L}}\p{{N}}])"
)
_FIGURE = regex.compile(r"(?<!\p{L})\p{N}")
_DOUBTFUL = regex.compile(
    r"[0-9]{1,3}\.[0-9]{3}"
)  # 1.500 is fifteen hundred to some and one and a half to others

Options = tuple[tuple[str, str], ...]  # the answer and how it is shown


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what sort of thing is `written`, where (rows and field), and what it could mean."""

    key: str
    sort: str  # amount, quantity, actor, agreement
    written: str
    options: Options
    places: tuple[tuple[int, str], ...]


class Waiting(Exception):  # noqa: N818 - an answer about a row
    """A question that has no answer yet."""


class Asking:
    """Questions met so far, and the answers a person gave: key of a question → one of its options, or NOTHING."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self._asked: dict[str, tuple[str, str, Options]] = {}
        self._places: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def answer(
        self, sort: str, written: str, place: tuple[int, str], options: Callable[[], Options]
    ) -> str | None:
        """Return what a person answered, None when they leave it empty. Raises Waiting while they have not."""
        key = sha256(f"{sort} {written}".encode()).hexdigest()[:16]
        if key not in self._asked:
            self._asked[key] = (sort, written, options())
        self._places[key].append(place)
        given = self.answers.get(key, "")
        if given == NOTHING:
            return None
        if given not in dict(self._asked[key][2]):
            raise Waiting
        return given

    @property
    def questions(self) -> list[Question]:
        """Return what was asked, in the order in which it was met."""
        return [
            Question(key, sort, written, options, tuple(self._places[key]))
            for key, (sort, written, options) in self._asked.items()
        ]


def plain(written: str) -> str | None:
    """Return a number that can be read in one way only, as figures; None when it has to be asked about."""
    text = _SPACES.sub("", written)
    return text if _PLAIN.fullmatch(written.strip()) and not _DOUBTFUL.fullmatch(text) else None


def below_nothing(written: str) -> bool:
    """Say whether a cell begins as what is below nothing does, in figures or in words.

    >>> below_nothing("moins 5 millions"), below_nothing("moins de 5 millions"), below_nothing("5 - 10 millions")
    (True, False, False)
    """
    return _BELOW_NOTHING.match(written) is not None


def amounts_in(written: str) -> Options:
    """Return the amounts of money that a text may state, read in each language: `5000000.00 EUR`."""
    found: dict[str, str] = {}
    for one in _read(written, "money"):
        if isinstance(one.value, Money):
            try:
                amount = money_of("amount", one.value.amount)
            except InvalidEntry:
                continue
            label = f"{written_number(one.value.amount)} {one.value.currency}"
            found.setdefault(f"{amount:f} {one.value.currency}", label)
    return tuple(found.items())


def quantities_in(written: str, unit: str) -> Options:
    """Return the quantities that a text may state; the unit is what follows the number, unless it is given."""
    found: dict[str, str] = {}
    for one in _read(written, "number"):
        of = unit or " ".join(written[one.end :].split())[:40].strip(" .,;")
        if of and isinstance(one.value, float) and isfinite(one.value):
            found.setdefault(f"{one.value:.15g} {of}", f"{written_number(one.value)} {of}")
    return tuple(found.items())


def actors_like(names: Iterable[str], user: User, language: str) -> dict[str, Options]:
    """Return name → accepted actors with names like it, the nearest first."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    rows = Name.objects.filter(actor__state=ActorState.ACCEPTED).values_list("folded", "actor_id")
    by_name: dict[str, list[int]] = defaultdict(list)
    for folded, pk in rows.order_by("pk"):
        by_name[folded].append(pk)
    choices = list(by_name)
    near: dict[str, list[int]] = {name: [] for name in wanted}
    for name in wanted[:_LOOKED_FOR]:
        alike = process.extract(fold(name), choices, scorer=fuzz.WRatio, limit=_ALIKE, score_cutoff=_CLOSE)
        # Many share a part with a longer name: those as long as it come first.
        alike.sort(key=lambda one: (-one[1] - fuzz.ratio(fold(name), one[0]), one[0]))
        near[name] = list(dict.fromkeys(pk for one, _score, _at in alike for pk in by_name[one]))[:_SHOWN]
    actors = Actor.objects.in_bulk({pk for pks in near.values() for pk in pks})
    shown = names_shown(user, actors.values(), language)
    return {
        name: tuple((str(pk), f"{shown[pk]} ({actors[pk].key})") for pk in pks) for name, pks in near.items()
    }


def titles_like(title: str, titles: Mapping[int, str]) -> Options:
    """Return the agreements (id → title) whose title is like a text, the nearest first."""
    folded = {pk: fold(one) for pk, one in titles.items()}
    alike = process.extract(
        fold(title), folded, scorer=fuzz.token_set_ratio, limit=_SHOWN, score_cutoff=_CLOSE
    )
    return tuple((str(pk), titles[pk]) for _folded, _score, pk in alike)


def _read(written: str, kind: str) -> list[Expression]:
    """Return what is read as a kind in some language, where no figure of the cell is left beside it."""
    found = [one for language in LANGUAGES for one in find(written, language, None) if one.kind == kind]
    return [one for one in found if not _FIGURE.search(f"{written[: one.start]} {written[one.end :]}")]
