"""The words of the ledger as people read them: value → label."""

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.core.commitments.refusals import Refusal

STAGES = {
    "": pgettext("stage", "Not announced yet"),
    "announced": pgettext("stage", "Announced"),
    "signed": pgettext("stage", "Signed"),
    "funded": pgettext("stage", "Funded"),
    "started": pgettext("stage", "Started"),
    "delivered": pgettext("stage", "Delivered"),
    "verified": pgettext("stage", "Verified"),
}

CONDITIONS = {
    "delayed": pgettext("condition", "Delayed"),
    "changed": pgettext("condition", "Changed"),
    "suspended": pgettext("condition", "Suspended"),
    "resumed": pgettext("condition", "Resumed"),
    "cancelled": pgettext("condition", "Cancelled"),
    "superseded": pgettext("condition", "Superseded"),
}

NO_CONDITION = pgettext("condition", "Nothing out of the ordinary")
NO_KIND = pgettext("kind of commitment", "Not said")

HUSHES = {
    "silent": pgettext("hush", "Silent"),
    "quiet": pgettext("hush", "Quiet"),
    "heard": pgettext("hush", "Heard of"),
    "closed": pgettext("hush", "No longer listened for"),
}

HUSH_REASONS = {
    "rhythm": _("Nothing independent for longer than is usual"),
    "never_heard": _("Nothing independent since it was promised"),
    "deadline": _("Its deadline passed, and nobody says that it was kept"),
    "delivered": _("It is delivered"),
    "verified": _("It is verified"),
    "cancelled": _("It is cancelled"),
    "superseded": _("Another one took its place"),
}

EVIDENCE_KINDS = {
    "statement": _("Statement"),
    "report": _("Report"),
    "document": pgettext("evidence", "Document"),
    "minutes": _("Minutes"),
    "transaction": _("Payment"),
    "measurement": _("Measurement"),
    "inspection": _("Inspection"),
}

KINDS = {
    "research": _("Research"),
    "training": _("Training"),
    "exchange": _("Exchange of people"),
    "visit": pgettext("kind of commitment", "Visit"),
    "investment": pgettext("kind of commitment", "Investment"),
    "construction": _("Construction"),
    "procurement": _("Procurement"),
    "funding": _("Funding"),
    "dialogue": _("Dialogue"),
    "resilience": _("Resilience of supply"),
    "policy": pgettext("kind of commitment", "Policy"),
    "negotiation": _("Negotiation"),
    "transfer": _("Transfer of technology"),
    "service": _("Service or office"),
    "trusted_network": _("Trusted networks"),
    "ecosystem": _("Ecosystem"),
    "other": pgettext("kind of commitment", "Other"),
}

CLARITIES = {
    "person": pgettext("clarity", "Clear person"),
    "task": pgettext("clarity", "Clear task"),
    "responsibility": pgettext("clarity", "Clear responsibility"),
    "deadline": pgettext("clarity", "Clear deadline"),
    "authority": pgettext("clarity", "Clear authority"),
    "outcome": pgettext("clarity", "Clear outcome"),
}

CLARITY_SAYS = {
    "named": _("A person is named"),
    "nobody_named": _("Nobody is named who answers for it"),
    "stated": _("It is said"),
    "no_task": _("What is to be done is not said"),
    "one_word": _("One word is not a task"),
    "owned": _("A body answers for it"),
    "no_owner": _("Nobody owns it"),
    "only_a_state": _("A state promised, but no body of it is named"),
    "day": _("To the day"),
    "month": _("To the month"),
    "year": _("To the year"),
    "no_deadline": _("There is no deadline"),
    "too_vague": _("The deadline spans more than a year"),
    "no_authority": _("Nobody is said to have the power to do it"),
    "measured": _("It can be counted"),
    "described": _("It is described"),
    "no_unit": _("A number without a unit"),
    "no_outcome": _("What will be different is not said"),
}

PROPOSALS = {
    "commitment": _("A new commitment"),
    "step": _("A step"),
    "milestone": _("A milestone"),
    "contradiction": _("A contradiction"),
    "end": _("An end"),
    "evidence": _("Something was heard"),
}

# What a claim means for the ledger (the rules of `core/commitments/data/rules.toml`).
RULES = {
    "new_promise": _("The claim promises something that no open commitment holds."),
    "farther": _("The claim shows a stage that the commitment had not reached."),
    "filled": _("The claim dates an earlier stage that nobody had shown."),
    "quantity_reached": _("The result reaches the quantity that was promised."),
    "goes_on": _("Work goes on after it was suspended or delayed."),
    "trouble": _("The sentence says that it is suspended or delayed."),
    "part_reached": _("A result short of the promised quantity, or without one."),
    "met": _("The parties met about it."),
    "accomplished": _("A programme ended, and the sentence says that something was accomplished."),
    "backward": _("A later claim shows less than the stage that was accepted."),
    "later_deadline": _("The claim gives a day to come that lies after the deadline."),
    "earlier_deadline": _("The claim gives a day to come that lies before the deadline."),
    "other_amount": _("The claim gives another amount than was promised."),
    "ended": _("The claim or its sentence says that it is over."),
    "heard": _("The claim tells of it and changes nothing: it was heard of."),
}

# Why a claim is thought to be about a commitment, or to be a promise.
REASONS = {
    "same_event": _("It tells an event that the commitment rests on"),
    "parties": _("Parties in common"),
    "all_parties": _("The same parties"),
    "other_party": _("Each names another party"),
    "other_counterpart": _("Another counterpart"),
    "no_parties": _("It names no party"),
    "technologies": _("Technologies in common"),
    "other_technologies": _("Other technologies"),
    "concepts": _("About the same thing"),
    "other_concepts": _("About something else"),
    "names": _("Proper names in common"),
    "other_names": _("Another proper name"),
    "numbers": _("Figures in common"),
    "same_amount": _("The same amount"),
    "rounded_amount": _("The same amount, rounded or converted"),
    "other_amount": _("Another amount"),
    "other_kind": _("Such commitments are not told of so"),
    "other_signature": _("Signed on another day"),
    "other_edition": _("Another edition or session"),
    "alone": _("One party only"),
    "several": _("Several parties"),
    "quantity": _("With a quantity"),
    "dated": _("With a day to come"),
    "like_another": _("Nearly an open commitment"),
}

# What is wrong with a line of a table of agreements; the details are the column and the value.
FAULTS = {
    "broken": _("The line cannot be read."),
    "columns": _("The columns are not those of a table of agreements or of milestones."),
    "too_long": _("The line is too long."),
    "no_reference": _("The identifier of the agreement is missing."),
    "no_title": _("The title is missing."),
    "title": _("The title is too long, or holds characters that cannot be seen."),
    "date": _("“%(value)s” is no date: write 2025, 2025-05 or 2025-05-13."),
    "no_date": _("The date is missing."),
    "kind": _("“%(value)s” is no kind of agreement."),
    "status": _("“%(value)s” is no status of an agreement."),
    "address": _("“%(value)s” is no web address."),
    "unknown_party": _("Nobody in the directory is called “%(value)s”."),
    "no_parties": _("No party is named."),
    "again": _("“%(value)s” stands in this table twice, and not the same."),
    "formula": _("“%(value)s” is a formula: write its value."),
    "unknown_agreement": _("There is no agreement “%(value)s”."),
    "future": _("“%(value)s” lies in the future."),
}

MEETINGS = {"visit": pgettext("meeting", "Visit"), "meeting": pgettext("meeting", "Meeting")}

MEETING_FACETS = {
    "when": pgettext("meetings", "When"),
    "sort": pgettext("meetings", "Kind"),
    "country": _("Country"),
}

WHENS = {
    "coming": pgettext("meetings", "To come"),
    "past": pgettext("meetings", "Past"),
    "called_off": pgettext("meetings", "Called off"),
}

ORDERS = {
    "urgent": _("Overdue and silent first"),
    "deadline": _("Next deadline first"),
    "latest": _("Latest promise first"),
}

FACETS = {
    "stage": _("Stage"),
    "condition": _("Condition"),
    "hush": _("Silence"),
    "due": _("Deadline"),
    "kind": _("Kind"),
    "owner": _("Owner"),
    "country": _("Country"),
    "technology": _("Technology"),
}

DUE = {
    "overdue": _("Overdue"),
    "soon": _("Due within a month"),
    "later": _("Due later"),
    "none": _("Without a deadline"),
    "done": _("Done or ended"),
}

REFUSALS = {
    "unknown_step": _("There is no such stage or condition."),
    "nobody": _("Somebody has to accept a step."),
    "no_date": _("Say when it happened: 2025, 2025-05 or 2025-05-13."),
    "in_the_future": _("What lies in the future has not happened yet."),
    "no_evidence": _("A step needs evidence. Choose what shows it."),
    "unknown_evidence": _("This evidence belongs to another commitment."),
    "not_known_then": _("This evidence was not known on that day."),
    "closed": _("This commitment has ended: nothing follows."),
    "already": _("It has come to this step already."),
    "needs_stage": _("It has to be delivered before it can be verified."),
    "needs_condition": _("Only what is delayed or suspended can be resumed."),
    "before_earlier_stage": _("An earlier stage was reached after this date."),
    "after_later_stage": _("A later stage was reached before this date."),
    "wrong_kind": _("Evidence of this kind does not show such a step: it needs more than a promise."),
    "claim_says_less": _("The claim does not say that it came so far."),
    "not_independent": _("Somebody else than the owner has to say so."),
}


def refusal_said(refusal: Refusal) -> str:
    """Return why a step is refused, in the reader's language."""
    return str(REFUSALS.get(refusal.code, REFUSALS["no_evidence"]))


def fault_said(code: str, details: dict[str, str]) -> str:
    """Return what is wrong with a line of a table, in the reader's language."""
    said = FAULTS.get(code) or REFUSALS.get(code) or FAULTS["broken"]
    return str(said) % {"value": "", "column": "", **details}


def column_named(model: type[Model], name: str) -> str:
    """Return what a column is called, as a heading."""
    return str(_("Kind")) if name == "kind" else capfirst(str(model._meta.get_field(name).verbose_name))
