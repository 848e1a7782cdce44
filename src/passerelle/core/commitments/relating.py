"""How likely a claim is about an open commitment, with the reasons; None when it cannot be."""

from collections.abc import Iterable, Mapping

from passerelle.core.commitments.claimed import happened, measure
from passerelle.core.commitments.sharing import by_parties, states_only
from passerelle.core.commitments.subject import by_subject
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import Open, Told
from passerelle.core.events.agreement import Shared, amounts_agree, parties_agree
from passerelle.core.events.report import Report
from passerelle.core.events.spans import days, gap
from passerelle.core.naming.scoring import Evidence, Reason, Score, summed


def related(told: Told, opened: Open, promises: Mapping[str, int] | None = None) -> Score | None:
    """Score whether a claim is about a commitment, by the weights of `data/rules.toml`.

    `promises` says of how many commitments each actor is a party. None: it tells of a time before the promise, or of
    nobody who is party to it, nor by any name in common.
    """
    report = told.report
    same_event = bool(told.event) and told.event in opened.events
    if report.type == "strength" or _told_before(report, opened, same_event):
        return None
    shared = parties_agree(report.parties, opened.parties) if report.parties and opened.parties else None
    if shared and not same_event and (shared.disjoint or not shared.common):
        return None
    if not shared and not same_event and not _named_alike(report, opened):
        return None
    subject, agreed = by_subject(report, opened)
    found = [*by_parties(report, opened, shared, promises or {}, agreed), *subject]
    if same_event:
        found.append(Evidence("same_event", _trusted(report, opened, shared, subject, agreed), told.event))
    else:
        found += _by_act(report, opened)
    weights = table("rules")["weights"]
    reasons = [
        Reason(rule, round(weights[rule] * share, 3), detail) for rule, share, detail in found if share
    ]
    return summed(float(weights["bias"]), reasons)


def told_by(kind: str) -> list[str]:
    """Return the types of claims that tell of a kind of commitment."""
    fits: dict[str, list[str]] = table("rules")["fits"]
    return fits.get(kind, fits["other"])


def _told_before(report: Report, opened: Open, same_event: bool) -> bool:
    """Say whether a claim tells of a time before the promise was made; of an agreement that holds since a day, that
    day. What tells the same event may have been told before, but not years before.
    """
    promised, told = days(opened.promised), days(happened(report) or report.published)
    if promised is None or told is None:
        return False
    if report.type == "agreement" and "/" in (report.date or ""):
        told = told._replace(last=told.first)
    if told.last >= promised.first:
        return False
    if same_event:
        return bool(report.date) and gap(promised, told) > int(table("rules")["limits"]["event_days"])
    slack = table("rules")["limits"]["recalled_days"] if not report.date else 7
    return gap(promised, told) > int(slack)


def _trusted(
    report: Report, opened: Open, shared: Shared | None, subject: Iterable[Evidence], agreed: float
) -> float:
    """Return how far it counts that a claim tells an event of the commitment: claims are folded wrongly too, most
    often those that have a state and little else in common.
    """
    trust: dict[str, float] = table("rules")["trust"]
    parties = {party.actor: party for party in (*report.parties, *opened.parties)}
    least = trust["states"] if shared is None or states_only(shared, parties) else trust["parties"]
    against = any(one.rule == "other_technologies" and one.amount for one in subject)
    return least + (0.0 if against else (1.0 - least) * agreed)


def _by_act(report: Report, opened: Open) -> Iterable[Evidence]:
    other = report.type not in told_by(opened.kind) and not _counts_it(report, opened)
    yield Evidence("other_kind", float(other), report.type)
    signed, told = days(opened.standing.reached("signed")), days(report.date)
    if report.type == "agreement" and report.status in ("signed", "in_force") and signed and told:
        apart = gap(signed, told) > int(table("rules")["limits"]["signed_days"])
        yield Evidence("other_signature", float(apart and report.status == "signed"), report.date or "")


def _counts_it(report: Report, opened: Open) -> bool:
    """Say whether a claim is the figure that was promised, said again."""
    ours = measure(report.quantity, opened)
    return bool(report.quantity and ours and report.type == "target" and amounts_agree(report.quantity, ours))


def _named_alike(report: Report, opened: Open) -> bool:
    """Say whether a claim names what a commitment names, where one of them names no party."""
    return bool(report.words.names & (opened.words.names | opened.marks))
