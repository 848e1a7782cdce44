"""What a claim means for the commitment it is about."""

from collections.abc import Iterator

from passerelle.core.commitments.claimed import amount, happened, measure, to_come
from passerelle.core.commitments.days import before, surely_before
from passerelle.core.commitments.heads import counts_people
from passerelle.core.commitments.refusals import misplaced
from passerelle.core.commitments.relating import told_by
from passerelle.core.commitments.stages import place, reach
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import Open, Proposal, Told
from passerelle.core.events.agreement import amounts_agree, comparable
from passerelle.core.events.report import Report
from passerelle.core.events.spans import days
from passerelle.core.naming.scoring import Score

_PLANS = (
    "announced",
    "planned",
    "proposed",
    "negotiating",
    "drafted",
    "under_construction",
    "running",
    "set",
)
_MEETINGS = ("dialogue", "visit")
_WORKS = ("operating", "reached", "held")
_WORKING = ("under_construction", "operating", "running", "held", "reached")
Bearing = tuple[str, str, dict[str, str]]
"""Rule, stage or condition, detail."""


def bearings(told: Told, opened: Open, score: Score) -> list[Proposal]:
    """Return what a claim proposes for a commitment, one proposal a rule; at least that it was heard of.

    A commitment that is closed can only be contradicted. A step on a day on which it cannot have been, because of the
    stages that are dated, is not proposed.
    """
    rules, when = table("rules")["rules"], happened(told.report) or told.report.published
    found = [
        (rule, to, detail)
        for rule, to, detail in (_closed if opened.standing.closed else _open)(told.report, opened)
        if rules[rule]["proposes"] != "step" or when is None or not misplaced(to, when, opened.standing)
    ]
    return [
        Proposal(rules[rule]["proposes"], opened.key, to, rule, score.value, score.reasons, detail)
        for rule, to, detail in found or [("heard", opened.standing.stage, {})]
    ]


def _closed(report: Report, opened: Open) -> Iterator[Bearing]:
    """Work that is told of after an end contradicts it."""
    when, since = happened(report), opened.standing.condition_since
    if report.status in _WORKING and when and since and surely_before(since, when):
        yield "backward", "", {"ours": f"{opened.standing.condition} {since}", "told": _said(report)}


def _open(report: Report, opened: Open) -> Iterator[Bearing]:
    trouble = _trouble(report, opened)
    if trouble:
        yield trouble
    else:
        progress = _result(report, opened) if report.type == "result" else _progress(report, opened)
        if progress:
            yield progress
    yield from _deadline(report, opened)
    yield from _amount(report, opened)


def _trouble(report: Report, opened: Open) -> Bearing | None:
    """Say what ended or went wrong: by the claim's status, or by words of its sentence that nothing takes back."""
    rules, said = table("rules"), report.words.concepts
    over = rules["endings"].get(f"{report.type}.{report.status}")
    if over:
        done = report.type == "programme" and said & set(rules["accomplished"]["concepts"])
        detail = {"told": _said(report)}
        return ("accomplished", "", detail) if done else ("ended", over, detail)
    since = opened.standing.since
    if report.date and since and days(report.date) and surely_before(report.date, since):
        return None
    if report.status in _WORKS and _opening(report):
        return None
    for condition, concept in _troubles(report):
        if condition != opened.standing.condition:
            return ("ended" if condition == "cancelled" else "trouble"), condition, {"told": concept}
    return None


def _troubles(report: Report) -> list[tuple[str, str]]:
    """Return the conditions that a sentence speaks of, the gravest first, with the concept; none when it takes
    them back.
    """
    rules, said = table("rules"), report.words.concepts
    if said & set(rules["denials"]["concepts"]):
        return []
    over = said & set(rules["denials"]["of_a_while"])
    return [
        (condition, concept)
        for concept, condition in rules["troubles"].items()
        if concept in said and (condition == "cancelled" or not over)
    ]


def _progress(report: Report, opened: Open) -> Bearing | None:
    """Say which step a claim shows, by the stage that its type and status reach."""
    stands, when = opened.standing, happened(report)
    shown = _shown(report, opened)
    if shown is None or (_troubles(report) and not _opening(report)):
        return None
    if report.type == "engagement" and opened.kind not in _MEETINGS:
        met = report.status == "held" and not report.words.concepts & set(table("rules")["works"]["concepts"])
        return ("met", "", {"told": _said(report)}) if met else None
    if (
        stands.condition in ("suspended", "delayed")
        and report.status in _WORKING
        and place(shown) <= place(stands.stage)
    ):
        since = stands.condition_since
        later = when and since and surely_before(since, when)
        return ("goes_on", "resumed", {}) if later else None
    if place(shown) > place(stands.stage):
        if report.type == "policy" and "policy" not in told_by(opened.kind):
            return None
        if shown == "delivered" and _one_of_some(report, opened):
            return "part_reached", "", {"told": _said(report)}
        return "farther", shown, {"ours": stands.stage, "told": _said(report)}
    if place(shown) == place(stands.stage):
        return None
    return _earlier(shown, when, report, opened)


def _one_of_some(report: Report, opened: Open) -> bool:
    """Say whether a sentence tells of the first, or second, of some few things that were promised."""
    ours = opened.quantity
    if ours is None or report.quantity or ours.unit.isupper() or counts_people(ours.unit):
        return False
    return ours.value <= table("rules")["limits"]["few"] and any(
        one < ours.value for one in report.words.ordinals
    )


def _shown(report: Report, opened: Open) -> str | None:
    """Return the stage that a claim shows: no delivery where its sentence tells of work that begins, or is to come."""
    shown, said, rules = reach(report.type, report.status, opened.kind), report.words.concepts, table("rules")
    if shown is None or place(shown) < place("delivered") or _opening(report):
        return shown
    if said & set(rules["begun"]["concepts"]):
        return "started"
    return "announced" if said & set(rules["to_come"]["concepts"]) else shown


def _earlier(shown: str, when: str | None, report: Report, opened: Open) -> Bearing | None:
    """A stage that was passed: it may be dated at last, or contradict what was accepted."""
    stands = opened.standing
    known = next((on for stage, on in stands.ladder[place(shown) :] if on), None)
    if report.date and when and known and before(when, known) is True and not stands.reached(shown):
        return "filled", shown, {"told": _said(report)}
    unfinished = stands.stage in ("delivered", "verified") and report.status in (
        "under_construction",
        "planned",
    )
    unsigned = place(stands.stage) >= place("signed") and report.status in (
        "proposed",
        "negotiating",
        "drafted",
    )
    later = report.date or report.published
    if (unfinished or unsigned) and stands.since and later and surely_before(stands.since, later):
        return "backward", "", {"ours": f"{stands.stage} {stands.since}", "told": _said(report)}
    return None


def _result(report: Report, opened: Open) -> Bearing | None:
    """A figure that was reached: the promised one, or a part of it."""
    promised, told = measure(report.quantity, opened), report.quantity
    if report.status != "reached" or place(opened.standing.stage) >= place("delivered"):
        return None
    detail = {"told": amount(told)} if told else {}
    if promised and told and promised.unit == told.unit:
        detail["ours"] = amount(promised)
        if told.value >= float(table("rules")["limits"]["reached"]) * promised.value:
            return "quantity_reached", "delivered", detail
    elif promised is None and told is None:
        return "farther", "delivered", detail
    return "part_reached", "", detail


def _deadline(report: Report, opened: Open) -> Iterator[Bearing]:
    """A day to come that is surely not the deadline."""
    told = to_come(report)
    if not told or not opened.deadline or report.status not in _PLANS or _of_something_else(report, opened):
        return
    said = before(opened.deadline, told)
    if said is True:
        yield "later_deadline", "delayed", {"ours": opened.deadline, "told": told}
    elif surely_before(told, opened.deadline) and _opening(report):
        yield "earlier_deadline", "changed", {"ours": opened.deadline, "told": told}


def _of_something_else(report: Report, opened: Open) -> bool:
    """Say whether a claim counts another thing than what was promised: its day is not that of the promise."""
    told, ours = report.quantity, measure(report.quantity, opened)
    return told is not None and ours is not None and not comparable(told, ours)


def _opening(report: Report) -> bool:
    """Say whether a sentence tells of something that opened, was completed, held or reached."""
    return bool(report.words.concepts & set(table("rules")["openings"]["concepts"]))


def _amount(report: Report, opened: Open) -> Iterator[Bearing]:
    """Another amount of what is promised; less than it, where work goes on, may be the part that is done."""
    told, ours = report.quantity, measure(report.quantity, opened)
    if not told or not ours or report.type == "result" or not comparable(told, ours):
        return
    part = report.status in _WORKING and told.unit == ours.unit and told.value < ours.value
    if not part and not amounts_agree(told, ours):
        detail = {"ours": amount(ours), "told": amount(told)}
        yield "other_amount", "changed", detail


def _said(report: Report) -> str:
    when = report.date or report.published
    return f"{report.type}.{report.status}" + (f" {when}" if when else "")
