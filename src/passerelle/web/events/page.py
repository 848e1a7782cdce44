"""One event made ready for the screen: what is agreed and disputed, who reports it, what each report changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.events.labels import ATTRIBUTES, CHANGES, CONFLICTS, REASONS
from passerelle.apps.events.models import Correction, Doubt
from passerelle.apps.events.queries.event import Doubtful, EventPage, Step
from passerelle.apps.events.queries.tellings import origins_of
from passerelle.apps.library.models import Claim, Document
from passerelle.core.events.changes import Change
from passerelle.core.events.summary import Attribute
from passerelle.core.events.summary import Value as Stated
from passerelle.core.events.tables import table
from passerelle.web.events.called import Called
from passerelle.web.events.rows import Line
from passerelle.web.events.telling import Telling

_SIDE = 3  # claims shown of each side of a correction


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute, as written, with who says so and on how many origins it rests."""

    written: str
    actor: str
    wordings: list[str]
    origins: int
    who: list[Telling]


@dataclass(frozen=True, slots=True)
class Shown:
    """An attribute of an event. `speaking` counts the origins that say anything of it."""

    label: str | Promise
    state: str
    values: list[Value]
    speaking: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Documents that rest on one first writer, with what they say."""

    title: str
    documents: int
    tellings: list[Telling]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two events may be one, or why not."""

    text: str | Promise
    speaks_for: bool

    @property
    def mark(self) -> str:
        return "+" if self.speaks_for else "−"

    @property
    def side(self) -> str | Promise:
        return pgettext("reason", "for:") if self.speaks_for else pgettext("reason", "against:")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An event that may be this one, with the two sentences that are most alike."""

    doubt: Doubt
    event: Line
    other: Line
    sentences: list[Telling]
    reasons: list[Reason]
    conflicts: list[str | Promise]
    seen: str  # the token of `event`, sent back with a decision


def attributes(page: EventPage, names: Called) -> list[Shown]:
    """Return the attributes in their order, agreed and disputed ones."""
    return [_attribute(one, page, names) for one in page.summary.attributes]


def _attribute(attribute: Attribute, page: EventPage, names: Called) -> Shown:
    name = attribute.name
    documents = {page.by_claim[key].document_id for one in attribute.values for key in one.reports}
    speaking = sum(any(int(one) in documents for one in members) for members in page.summary.origins)
    return Shown(
        ATTRIBUTES[name],
        attribute.state,
        [_value(name, one, page, names) for one in attribute.values],
        speaking,
    )


def _value(name: str, one: Stated, page: EventPage, names: Called) -> Value:
    return Value(
        names.written(name, one.value),
        names.page(name, one.value),
        list(dict.fromkeys(names.written(name, other) for other in one.wordings)),
        one.origins,
        [Telling(page.by_claim[key]) for key in one.reports],
    )


def origins(page: EventPage) -> list[Origin]:
    """Return who reports the event, by independent origin, the one with most documents first."""
    told: dict[int, list[Claim]] = {}
    for claim in page.claims:
        told.setdefault(claim.document_id, []).append(claim)
    known = origins_of(told)
    agencies = table("agencies")["names"]
    found = []
    for members in page.summary.origins:
        credited = sorted({agency for one in members if one in known for agency in known[one].agencies})
        claims = [claim for one in members for claim in told[int(one)]]
        written = [agencies[agency][0] for agency in credited if agency in agencies]
        found.append(
            Origin(
                ", ".join(written) or _publisher(claims[0].document),
                len(members),
                [Telling(one) for one in claims],
            )
        )
    return sorted(found, key=lambda one: (-one.documents, one.tellings[0].claim.document.published or "9"))


def _publisher(document: Document) -> str:
    return document.publisher or document.source.name or str(document)


def history(page: EventPage, names: Called) -> list[dict[str, Any]]:
    """Return what each new report changed, in the order in which they came."""
    return [_step(step, names) for step in page.steps]


def _step(step: Step, names: Called) -> dict[str, Any]:
    """One report: what it changed, a line each; what it only confirms, in one line."""
    lines = [
        {"text": _change(one, names), "warns": one.kind == "disputed"}
        for one in step.changes
        if one.kind != "confirmed"
    ]
    if confirmed := [
        str(ATTRIBUTES[one.attribute]).lower() for one in step.changes if one.kind == "confirmed"
    ]:
        said = {"change": CHANGES["confirmed"], "value": ", ".join(confirmed)}
        lines.append({"text": _("%(change)s: %(value)s") % said, "warns": False})
    return {"day": step.document.published, "document": step.document, "lines": lines}


def _change(change: Change, names: Called) -> str:
    said = {"change": str(CHANGES.get(change.kind, change.kind))}
    if not change.attribute:
        return said["change"]
    said["attribute"] = str(ATTRIBUTES[change.attribute])
    before, after = (
        "" if one is None else names.written(change.attribute, one) for one in (change.before, change.after)
    )
    said["value"] = f"{before} → {after}" if before and after else before or after
    return _("%(change)s – %(attribute)s: %(value)s") % said


def neighbours(doubts: Iterable[Doubtful], lines: dict[int, Line], this: int, seen: str) -> list[Neighbour]:
    """Return the events that may be this one, whose token is `seen`; `lines` holds all of them by id."""
    found = []
    for one in doubts:
        here, there = (one.left, one.right) if one.left_event.pk == this else (one.right, one.left)
        other = one.right_event.pk if one.left_event.pk == this else one.left_event.pk
        if this in lines and other in lines and other != this:
            found.append(_neighbour(one, lines[this], lines[other], [Telling(here), Telling(there)], seen))
    return found


def _neighbour(one: Doubtful, this: Line, other: Line, sentences: list[Telling], seen: str) -> Neighbour:
    return Neighbour(
        one.doubt,
        this,
        other,
        sentences,
        [Reason(REASONS[rule], weight > 0) for rule, weight in one.doubt.reasons if rule in REASONS],
        [CONFLICTS[rule] for rule in one.doubt.conflicts if rule in CONFLICTS],
        seen,
    )


def corrected(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """Return what people decided about the claims of an event, with the words of both sides."""
    return [
        {
            "correction": one,
            "sides": [list(side.all())[:_SIDE] for side in (one.ones, one.others)],
            "undone": one.undone_at is not None,
        }
        for one in corrections
    ]
