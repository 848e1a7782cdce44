"""Why something is proposed, in words: the rule, what it compared, and what speaks for the claim being about it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelle.apps.ledger import labels
from passerelle.apps.library.labels import STATUSES, TYPES
from passerelle.apps.library.written import written_amount, written_date

RULES = {
    "new_promise": gettext_lazy("The sentence promises something that nothing in the ledger holds yet."),
    "farther": gettext_lazy("The sentence shows a stage that the commitment had not reached."),
    "filled": gettext_lazy("The sentence dates an earlier stage that nobody had shown."),
    "quantity_reached": gettext_lazy("The result reaches the quantity that was promised."),
    "goes_on": gettext_lazy("Work goes on after it was suspended or delayed."),
    "trouble": gettext_lazy("The sentence says that something is wrong."),
    "part_reached": gettext_lazy("A result, short of what was promised or without a figure."),
    "met": gettext_lazy("The parties met about it."),
    "accomplished": gettext_lazy("It ended, and the sentence says that something was accomplished."),
    "backward": gettext_lazy("The sentence shows less than the stage that was accepted."),
    "later_deadline": gettext_lazy("The sentence gives a day after the deadline."),
    "earlier_deadline": gettext_lazy("The sentence gives a day before the deadline."),
    "other_amount": gettext_lazy("The sentence gives another amount than was promised."),
    "ended": gettext_lazy("The sentence says that it is over."),
    "heard": gettext_lazy("It was heard of; nothing else changes."),
}

_REASONS = {
    "same_event": gettext_lazy("the same event"),
    "parties": gettext_lazy("parties in common"),
    "all_parties": gettext_lazy("the same parties"),
    "one_state": gettext_lazy("only a country in common"),
    "states_only": gettext_lazy("only states and their bodies in common"),
    "state_for_body": gettext_lazy("a state for one of its bodies"),
    "many_promises": gettext_lazy("the parties have other promises"),
    "their_promise": gettext_lazy("the only promise of these parties"),
    "other_party": gettext_lazy("another party"),
    "other_counterpart": gettext_lazy("another counterpart"),
    "no_parties": gettext_lazy("no party named"),
    "technologies": gettext_lazy("the same technology"),
    "other_technologies": gettext_lazy("another technology"),
    "concepts": gettext_lazy("the same subject"),
    "other_concepts": gettext_lazy("another subject"),
    "names": gettext_lazy("the same proper name"),
    "other_names": gettext_lazy("another proper name"),
    "numbers": gettext_lazy("the same figure"),
    "same_amount": gettext_lazy("the same amount"),
    "rounded_amount": gettext_lazy("nearly the same amount"),
    "same_count": gettext_lazy("the same thing counted"),
    "same_day": gettext_lazy("the same day"),
    "same_deadline": gettext_lazy("the same deadline"),
    "other_amount": gettext_lazy("another amount"),
    "new_amount": gettext_lazy("a new amount"),
    "other_unit": gettext_lazy("a figure of something else"),
    "other_kind": gettext_lazy("another kind of act"),
    "other_signature": gettext_lazy("signed on another day"),
    "other_edition": gettext_lazy("another session or phase"),
    "alone": gettext_lazy("one party only"),
    "several": gettext_lazy("several parties"),
    "quantity": gettext_lazy("a quantity"),
    "dated": gettext_lazy("a day to come"),
    "unsure": gettext_lazy("a claim that is not sure"),
    "foretold": gettext_lazy("a figure that is only foretold"),
    "past": gettext_lazy("told of years before"),
    "vague": gettext_lazy("nothing that could be followed"),
    "like_another": gettext_lazy("like one that is there"),
}


def rule_said(rule: str) -> str | Promise:
    """Return what a rule saw."""
    return RULES.get(rule, rule)


def reasons_said(detail: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what speaks for and against the claim being about this, the weightiest first."""
    given = [(rule, weight) for rule, weight, _text in detail.get("reasons", ()) if rule in _REASONS]
    return [
        {"text": _REASONS[rule], "speaks_for": weight > 0}
        for rule, weight in sorted(given, key=lambda one: -abs(one[1]))
    ]


def compared(detail: dict[str, Any]) -> str:
    """Return what was compared, the ledger's first: `30 June 2026 → 2027`."""
    ours, told = (_written(str(detail.get(name, ""))) for name in ("ours", "told"))
    if ours and told:
        return _("%(ours)s in the ledger, %(told)s in the sentence") % {"ours": ours, "told": told}
    return ""


def _written(value: str) -> str:
    """Write what a rule noted: a date, an amount, a stage or the status of a claim with its date."""
    if not value:
        return ""
    what, _space, rest = value.partition(" ")
    if what in labels.STAGES or what in labels.CONDITIONS:
        label = labels.STAGES.get(what) or labels.CONDITIONS[what]
        return f"{str(label).lower()} {written_date(rest)}".strip()
    kind, dot, status = what.partition(".")
    if dot and kind in TYPES:
        return f"{TYPES[kind]}, {str(STATUSES.get(status, status)).lower()} {written_date(rest)}".strip()
    try:
        return written_amount(float(what), rest)
    except ValueError:
        return written_date(value)
