"""The questions of the queue, made ready for the screen."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor, Decision, Verb
from passerelle.apps.directory.queries.decisions import latest_decisions, spellings_of, standing_about
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.queue import Question, Quote, question_about
from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.apps.library.models import Tlp
from passerelle.web.directory.deeds import language

_SPELLINGS = 5
_VERDICTS = {
    Verb.ACCEPT: pgettext_lazy("verdict", "In the directory:"),
    Verb.DROP: pgettext_lazy("verdict", "Dropped"),
    Verb.MERGE: pgettext_lazy("verdict", "The same as"),
    Verb.APART: pgettext_lazy("verdict", "Not the same as"),
    Verb.SPLIT: pgettext_lazy("verdict", "Split off:"),
    Verb.LINK: pgettext_lazy("verdict", "In one document:"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence around the words that name somebody."""

    quote: Quote

    @property
    def before(self) -> str:
        return self.quote.text[: self.quote.start]

    @property
    def found(self) -> str:
        return self.quote.text[self.quote.start : self.quote.end]

    @property
    def after(self) -> str:
        return self.quote.text[self.quote.end :]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about a candidate: the words, and whom they lead to."""

    decision: Decision
    outcome: Actor | None
    name: str

    @property
    def written(self) -> str | Promise:
        return _VERDICTS[Verb(self.decision.verb)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate on the screen: a question, or what was answered."""

    candidate: Actor
    name: str
    question: Question | None = None
    passages: list[Passage] = field(default_factory=list)
    verdict: Verdict | None = None

    @property
    def kind(self) -> str | Promise:
        return ACTOR_KINDS.get(self.candidate.kind, "")

    @property
    def spellings(self) -> list[str]:
        found = self.question.spellings if self.question else []
        return [one for one in found if one != self.name][:_SPELLINGS]

    @property
    def reasons(self) -> list[str]:
        """Why it may be the first who is proposed; several rules may say the same thing."""
        return list(dict.fromkeys(self.question.reasons)) if self.question else []

    @property
    def further(self) -> int:
        """In how many more documents it is named than are quoted."""
        quoted = {passage.quote.mention.document_id for passage in self.passages}
        return self.question.documents - len(quoted) if self.question else 0

    @property
    def marked(self) -> bool:
        """Whether a document that names it is not open to everybody."""
        return (
            any(passage.quote.mention.document.tlp != Tlp.CLEAR for passage in self.passages)
            or self.further > 0
        )

    @property
    def language(self) -> str:
        return self.passages[0].quote.mention.document.language if self.passages else ""


def entry(question: Question) -> Entry:
    """Return a question as the screen shows it."""
    return Entry(question.candidate, question.name, question, [Passage(quote) for quote in question.quotes])


def entry_about(user: User, candidate: Actor, *, answered: bool = False) -> Entry:
    """Return a candidate as it stands: what was decided, or the question again.

    `answered`: a decision was just taken; where it left the candidate one, the card says so all the same.
    """
    decision = standing_about(user, candidate)
    try:
        asked = entry(question_about(user, candidate.key, language()))
    except Actor.DoesNotExist:
        asked = Entry(candidate, spellings_of(user, [candidate]).get(candidate.pk) or str(candidate))
        answered = True
    if not answered or decision is None:
        return asked
    outcome = _outcome(decision, candidate)
    name = names_shown(user, [outcome], language())[outcome.pk] if outcome else ""
    return Entry(candidate, asked.name, asked.question, asked.passages, Verdict(decision, outcome, name))


def _outcome(decision: Decision, candidate: Actor) -> Actor | None:
    """Whom a decision leads to."""
    if decision.verb == Verb.DROP:
        return None
    if decision.verb == Verb.ACCEPT:
        return candidate
    return decision.actor if decision.other_id == candidate.pk else decision.other


def latest(user: User) -> list[dict]:
    """Return the latest decisions with the names that their actors have on this screen."""
    found = latest_decisions(user)
    names = names_of_all(user, {actor for one in found for actor in (one.actor, one.other) if actor})

    def written(one: Decision) -> str:
        said = {
            "verb": one.get_verb_display(),
            "name": names[one.actor_id],
            "other": names.get(one.other_id, ""),
        }
        if not said["other"] or one.verb == Verb.ACCEPT:
            return _("%(name)s: %(verb)s") % said
        return _("%(name)s / %(other)s: %(verb)s") % said

    return [{"decision": one, "written": written(one)} for one in found]


def names_of_all(user: User, actors: Iterable[Actor]) -> dict[int, str]:
    """Return what actors are called; one that was merged as the documents called it."""
    given = list(actors)
    names = names_shown(user, given, language())
    return names | spellings_of(user, [actor for actor in given if not actor.open])
