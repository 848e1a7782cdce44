"""The questions of the queue, made ready for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.models import Actor, ActorState, Decision, Mention, Verb
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.apps.library.models import Tlp
from passerelle.apps.library.queries.documents import with_sources
from passerelle.web.directory.asked import PAGE, Asked, asked_of, candidates, latest_decisions
from passerelle.web.directory.deeds import language
from passerelle.web.directory.passages import Passage, passage_naming
from passerelle.web.directory.reasons import Said, reasons_said

SORTS: dict[str, str | Promise] = {
    "": gettext_lazy("Perhaps known"),
    "unknown": gettext_lazy("Known to nobody"),
}
_PASSAGES = 2

_VERDICTS = {
    Verb.ACCEPT: pgettext_lazy("verdict", "In the directory:"),
    Verb.DROP: pgettext_lazy("verdict", "Dropped"),
    Verb.MERGE: pgettext_lazy("verdict", "The same as"),
    Verb.APART: pgettext_lazy("verdict", "Not the same as"),
    Verb.SPLIT: pgettext_lazy("verdict", "Split off:"),
    Verb.LINK: pgettext_lazy("verdict", "In one document:"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a candidate may be: how likely, and why."""

    actor: Actor
    name: str
    kind: str | Promise
    score: float
    reasons: list[Said]


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate on the screen."""

    candidate: Actor
    name: str
    language: str
    kind: str | Promise
    spellings: list[str]
    mentions: list[Mention]
    passages: list[Passage]
    further: int
    choices: list[Choice]
    decision: Decision | None
    outcome: Actor | None
    outcome_name: str
    marked: bool

    @property
    def verdict(self) -> str | Promise:
        """What was decided, in words that the name of the outcome follows."""
        return _VERDICTS[Verb(self.decision.verb)] if self.decision else ""


def page_of(user: User, sort: str) -> list[Entry]:
    """Return the first questions of a sort."""
    return shown(user, list(candidates(user, doubtful=not sort)[:PAGE]))


def numbers(user: User) -> dict[str, int]:
    """Return how many questions there are of each sort."""
    return {sort: candidates(user, doubtful=not sort).count() for sort in SORTS}


def shown(user: User, some: Sequence[Actor]) -> list[Entry]:
    """Return candidates as the screen shows them."""
    found = asked_of(user, some)
    outcomes = {one.candidate.pk: _outcome(one) for one in found}
    named = [actor for one in found for actor, _score in one.proposals]
    names = names_shown(user, [*named, *(actor for actor in outcomes.values() if actor)], language())
    documents = [mention.document for one in found for mention in one.mentions[:_PASSAGES]]
    prefetch_related_objects(documents, "snapshot")
    with_sources(user, documents)
    return [_entry(one, names, outcomes[one.candidate.pk]) for one in found]


def _entry(one: Asked, names: dict[int, str], outcome: Actor | None) -> Entry:
    spellings = list(dict.fromkeys(name for mention in one.mentions for name in mention.names))
    name = spellings[0] if spellings else one.candidate.label or one.candidate.key
    shown_in = one.mentions[:_PASSAGES]
    decided = one.candidate.state != ActorState.CANDIDATE or (one.decision and not one.proposals)
    return Entry(
        one.candidate,
        name,
        shown_in[0].document.language if shown_in else "",
        ACTOR_KINDS.get(one.candidate.kind, ""),
        spellings[1:6],
        one.mentions,
        [passage_naming(mention.document, mention.names) for mention in shown_in],
        len({mention.document_id for mention in one.mentions} - {mention.document_id for mention in shown_in}),
        [
            Choice(actor, names[actor.pk], ACTOR_KINDS.get(actor.kind, ""), score,
                   reasons_said(one.reasons.get(actor.pk, [])))
            for actor, score in one.proposals
        ],
        one.decision if decided else None,
        outcome,
        names[outcome.pk] if outcome else "",
        any(mention.document.tlp != Tlp.CLEAR for mention in one.mentions),
    )  # fmt: skip


def _outcome(one: Asked) -> Actor | None:
    """Whom the decision about a candidate leads to."""
    decision = one.decision
    if decision is None or decision.verb == Verb.DROP:
        return None
    if decision.verb == Verb.ACCEPT:
        return one.candidate
    return decision.actor if decision.other_id == one.candidate.pk else decision.other


def latest(user: User) -> list[dict]:
    """Return the latest decisions with the names that their actors have on this screen."""
    found = latest_decisions(user)
    actors = {actor for one in found for actor in (one.actor, one.other) if actor}
    names = names_shown(user, actors, language())
    # Whom a merged candidate was is read in the documents: its mentions are another's now.
    hidden = [actor for actor in actors if not actor.open and names[actor.pk] == actor.key]
    for one in asked_of(user, hidden):
        spelt = next((mention.names[0] for mention in one.mentions if mention.names), None)
        names[one.candidate.pk] = spelt or names[one.candidate.pk]

    def written(one: Decision) -> str:
        verb = one.get_verb_display()
        first = names[one.actor_id]
        second = names[one.other_id] if one.other_id else ""
        if not second:
            return _("%(name)s: %(verb)s") % {"name": first, "verb": verb}
        return _("%(name)s / %(other)s: %(verb)s") % {"name": first, "other": second, "verb": verb}

    return [{"decision": one, "written": written(one)} for one in found]
