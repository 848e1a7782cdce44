"""One commitment made ready for the screen: its ladder, its clarities, how it sounds, and what was changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import (
    Agreement,
    Commitment,
    Edit,
    Evidence,
    Meeting,
    MeetingDecision,
    Step,
)
from passerelle.apps.ledger.queries.commitment import CommitmentPage, Rung
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.units import unit_name
from passerelle.apps.library.written import written_amount, written_date
from passerelle.core.commitments.clarity import Clarity

_DUES = {
    "overdue": ("bad", labels.DUE["overdue"]),
    "soon": ("warn", labels.DUE["soon"]),
    "late": ("warn", ""),
    "kept": ("good", ""),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence, with its sentence when it is a claim."""

    row: Evidence

    @property
    def kind(self) -> str | Promise:
        return labels.EVIDENCE_KINDS.get(self.row.kind, self.row.kind)

    @property
    def supports(self) -> str | Promise:
        to = self.row.supports
        return labels.STAGES.get(to) or labels.CONDITIONS.get(to, "") if to else ""

    @property
    def before(self) -> str:
        claim = self.row.claim
        return self.row.document.text[claim.sentence_start : claim.start] if claim else ""

    @property
    def after(self) -> str:
        claim = self.row.claim
        return self.row.document.text[claim.end : claim.sentence_end] if claim else ""


@dataclass(frozen=True, slots=True)
class Level:
    """A stage of the ladder: reached when, accepted by whom, on what."""

    rung: Rung
    label: str | Promise
    evidence: list[Shown]

    @property
    def reached(self) -> bool:
        return self.rung.on is not None

    @property
    def hidden(self) -> bool:
        """Whether it rests on evidence that the reader may not see."""
        return self.reached and not self.evidence


def levels(page: CommitmentPage) -> list[Level]:
    """Return the ladder from the first stage to the last."""
    return [Level(one, labels.STAGES[one.stage], [Shown(row) for row in one.evidence]) for one in page.ladder]


def conditions(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return what was out of the ordinary, the latest first."""
    return [{"step": one, "label": labels.CONDITIONS[one.to]} for one in reversed(list(steps))]


def withdrawn(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return the steps that were taken back, with who did and when."""
    return [
        {
            "label": labels.STAGES.get(one.to) or labels.CONDITIONS[one.to],
            "on": one.on,
            "by": one.withdrawn_by,
            "day": one.withdrawn_on,
        }
        for one in steps
    ]


def clear(clarities: Iterable[Clarity]) -> list[dict[str, Any]]:
    """Return the six clarities with why each holds or not."""
    return [
        {"label": labels.CLARITIES[one.name], "held": one.held, "says": labels.CLARITY_SAYS[one.says]}
        for one in clarities
    ]


def sound(page: CommitmentPage) -> dict[str, Any]:
    """Return how the commitment sounds: the word, since when, why, and until when news is expected."""
    hush = page.hush
    return {
        "label": labels.HUSHES[hush.state],
        "tone": {"silent": "bad", "quiet": "warn"}.get(hush.state, ""),
        "reason": labels.HUSH_REASONS.get(hush.reason, "") if hush.state != "heard" else "",
        "since": hush.since if hush.state != "heard" else "",
        "expected": hush.expected_by if hush.state == "heard" else "",
        "last": hush.last_heard,
    }


def lateness(page: CommitmentPage) -> dict[str, Any]:
    """Return how it stands to its deadline, in one line; nothing when there is nothing to say."""
    due = page.due
    words = {
        "late": _("Delivered after its deadline"),
        "kept": _("Delivered in time"),
        "perhaps_late": _("Delivered about its deadline"),
    }
    tone, label = _DUES.get(due.state, ("", ""))
    return {"tone": tone, "label": words.get(due.state) or label}


def facts(page: CommitmentPage) -> list[tuple[str, str, str]]:
    """Return what the commitment says of itself: label, text, key of an actor."""
    one = page.commitment
    rows: list[tuple[str, str, str]] = [
        ("owner", page.owner, one.owner.key if one.owner else ""),
        ("counterpart", page.counterpart, one.counterpart.key if one.counterpart else ""),
        ("person", one.person, ""),
        ("kind", str(labels.KINDS.get(one.kind, "")), ""),
        ("deliverable", one.deliverable, ""),
        ("outcome", one.outcome, ""),
        ("quantity_value", _quantity(one), ""),
        ("deadline", written_date(page.deadline), ""),
        ("budget_amount", _budget(one), ""),
        ("authority", one.authority, ""),
        ("technologies", ", ".join(str(TECHNOLOGIES.get(code, code)) for code in one.technologies), ""),
        ("note", one.note, ""),
    ]
    return [(labels.column_named(Commitment, name), text, key) for name, text, key in rows if text]


def _quantity(one: Commitment) -> str:
    return "" if one.quantity_value is None else written_amount(one.quantity_value, one.quantity_unit)


def _budget(one: Commitment) -> str:
    return "" if one.budget_amount is None else written_amount(float(one.budget_amount), one.budget_currency)


# Columns of an edit that are steps of their own, and what they say.
_DONE = {
    "evidence": gettext_lazy("Evidence added"),
    "evidence_withdrawn": gettext_lazy("Evidence withdrawn"),
    "step": gettext_lazy("Step accepted"),
    "step_withdrawn": gettext_lazy("Step withdrawn"),
    "milestone": gettext_lazy("Milestone"),
    "decision": gettext_lazy("Decision"),
    "decision_withdrawn": gettext_lazy("Decision withdrawn"),
    "decision_followed": gettext_lazy("Decision followed as a commitment"),
    "decision_tied": gettext_lazy("Decision tied to a commitment"),
    "decision_untied": gettext_lazy("Decision untied from a commitment"),
}
_TITLED = (
    "milestone",
    "decision",
    "decision_withdrawn",
    "decision_followed",
    "decision_tied",
    "decision_untied",
)
_DAYS = (
    "deadline",
    "promised",
    "signed",
    "in_force",
    "ends",
    "ended",
    "last_verified",
    "held_on",
    "until",
    "due",
)
_LONGEST = 120  # characters of a value in a line of history


def history(edits: Iterable[Edit], titles: Mapping[int, str] | None = None) -> list[dict[str, Any]]:
    """Return what people changed, the latest first: who, when, and each column. `titles` are those of the agreements
    that the reader sees; another one is named by its number.
    """
    return [{"edit": one, "lines": _lines(one, titles or {})} for one in edits]


def _lines(edit: Edit, titles: Mapping[int, str]) -> list[str]:
    found = []
    for name, after in edit.after.items():
        before = edit.before.get(name)
        if name in _DONE or before != after:
            if name == "agreement":
                before, after = titles.get(before, before), titles.get(after, after)
            found.append(written_change(name, before, after))
    return found


def written_change(name: str, before: Any, after: Any) -> str:
    """Write one change: of a column from what to what, or what was added and withdrawn."""
    if name in _DONE:
        text = str(labels.STAGES.get(str(after)) or labels.CONDITIONS.get(str(after)) or "")
        text = text or (str(after) if name in _TITLED else "")
        return _("%(what)s: %(value)s") % {"what": _DONE[name], "value": text} if text else str(_DONE[name])
    change = f"{_value(name, before)} → {_value(name, after)}"
    return _("%(what)s: %(value)s") % {"what": _column(name), "value": change}


def _column(name: str) -> str:
    if name == "tlp":
        return "TLP"
    if name == "participants":
        return pgettext("meeting", "Who takes part")
    if name == "agreement":
        return _("Agreement")
    for model in (Commitment, Agreement, Meeting, MeetingDecision):
        if name in {one.name for one in model._meta.get_fields() if hasattr(one, "verbose_name")}:
            return labels.column_named(model, name)
    return name


def _value(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if name == "tlp":
        return f"TLP:{str(value).upper()}"
    if name == "kind":
        return str(labels.KINDS.get(value, value))
    if name == "agreement" and isinstance(value, int):
        return f"#{value}"
    if name == "quantity_unit":
        return unit_name(str(value))
    if name in _DAYS:
        return written_date(value)
    if name == "participants":
        return "; ".join(", ".join(part for part in row if part) for row in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "technologies":
        return ", ".join(str(TECHNOLOGIES.get(code, code)) for code in value)
    return Truncator(value).chars(_LONGEST)
