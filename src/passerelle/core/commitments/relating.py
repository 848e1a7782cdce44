"""How likely a claim is about an open commitment, with the reasons; None when it cannot be."""

from collections.abc import Iterable
from functools import lru_cache

from passerelle.core.commitments.days import surely_before
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import Open, Told
from passerelle.core.events.agreement import Shared, amounts_agree, comparable, parties_agree, same_amount
from passerelle.core.events.report import Party, Report
from passerelle.core.events.spans import days, gap
from passerelle.core.events.tables import rarity
from passerelle.core.naming.scoring import Evidence, Reason, Score, summed
from passerelle.core.reading.model import Quantity
from passerelle.core.text.folding import fold

# Acts between parties: with somebody else it is another act.
_BETWEEN = ("agreement", "engagement", "request")
_FIGURES = ("target", "result")


def related(told: Told, opened: Open) -> Score | None:
    """Score whether a claim is about a commitment, by the weights of `data/rules.toml`.

    None: it is evidence already, tells of a time before the promise, or of nobody who is
    party to it, nor by any name in common.
    """
    report = told.report
    same_event = bool(told.event) and told.event in opened.events
    if report.key in opened.claims or report.type == "strength":
        return None
    if not same_event and _told_before(report, opened):
        return None
    shared = parties_agree(report.parties, opened.parties) if report.parties and opened.parties else None
    if shared and not same_event and (shared.disjoint or not shared.common):
        return None
    if not shared and not same_event and not _named_alike(report, opened):
        return None
    found = [Evidence("same_event", 1.0, told.event)] if same_event else []
    found += _by_parties(report, opened, shared)
    found += _by_subject(report, opened)
    found += _by_words(report, opened)
    found += _by_amount(report, opened)
    found += [] if same_event else _by_act(report, opened)
    weights = table("rules")["weights"]
    reasons = [
        Reason(rule, round(weights[rule] * share, 3), detail) for rule, share, detail in found if share
    ]
    return summed(float(weights["bias"]), reasons)


def happened(report: Report) -> str | None:
    """Return when what a claim tells happened, at the latest when it was published; None when neither is known.

    What is dated after its publication has not happened: see `to_come`.
    """
    return None if to_come(report) else report.date or report.published


def to_come(report: Report) -> str | None:
    """Return the day that a claim gives for what has still to happen, None when it gives none."""
    by = report.quantity.by if report.quantity else None
    stated = report.date if report.published and report.date and days(report.date) else None
    if stated and report.published and surely_before(report.published, stated):
        return stated
    return by if by and days(by) else None


def amount(quantity: Quantity) -> str:
    """Return an amount as text, its digits in full: "250000000 EUR"."""
    return f"{quantity.value:.12g} {quantity.unit}"


def _told_before(report: Report, opened: Open) -> bool:
    """Say whether a claim tells of a time before the promise was made."""
    promised, told = days(opened.promised), days(happened(report) or report.published)
    if promised is None or told is None or told.last >= promised.first:
        return False
    slack = table("rules")["limits"]["recalled_days"] if not report.date else 7
    return gap(promised, told) > int(slack)


def _by_parties(report: Report, opened: Open, shared: Shared | None) -> Iterable[Evidence]:
    if shared is None:
        yield Evidence("no_parties", 1.0)
        return
    yield Evidence("parties", shared.least, " ".join(shared.common))
    yield Evidence("all_parties", shared.all)
    left = len(report.parties) - len(shared.common), len(opened.parties) - len(shared.common)
    if min(left) > 0:
        alone = left == (1, 1) and report.type in _BETWEEN
        yield Evidence("other_counterpart" if alone else "other_party", 1.0, " / ".join(shared.others))


def _by_subject(report: Report, opened: Open) -> Iterable[Evidence]:
    if report.technologies and opened.technologies:
        both = report.technologies & opened.technologies
        share = len(both) / min(len(report.technologies), len(opened.technologies))
        yield Evidence("technologies", share, " ".join(sorted(both)))
        yield Evidence("other_technologies", float(not both))


def _by_words(report: Report, opened: Open) -> Iterable[Evidence]:
    said, ours = report.words, opened.words
    told_by = _party_names(report.parties) | _party_names(opened.parties)
    if ours.concepts:
        share = _rare(ours.concepts & said.concepts) / (_rare(ours.concepts) or 1.0)
        yield Evidence("concepts", share, " ".join(sorted(ours.concepts & said.concepts)))
        yield Evidence("other_concepts", float(bool(said.concepts) and not ours.concepts & said.concepts))
    named = said.names | said.near_names
    common = (ours.names & said.names) - told_by
    yield Evidence(
        "names", min(1.0, 0.5 + 0.25 * len(common)) if common else 0.0, ", ".join(sorted(common)[:3])
    )
    marks = {mark for mark in opened.marks if not set(mark.split()) & told_by}
    if marks and named and not _any_said(marks, named):
        yield Evidence("other_names", 1.0, ", ".join(sorted(marks)[:3]))
    yield Evidence(
        "numbers", float(bool(ours.numbers & said.numbers)), ", ".join(sorted(ours.numbers & said.numbers))
    )
    yield Evidence(
        "other_edition", float(bool(ours.ordinals and said.ordinals and not ours.ordinals & said.ordinals))
    )


def _by_amount(report: Report, opened: Open) -> Iterable[Evidence]:
    told, ours = report.quantity, opened.quantity
    if told is None or ours is None or not comparable(told, ours):
        return
    if same_amount(told, ours):
        yield Evidence("same_amount", 1.0, amount(told))
    elif amounts_agree(told, ours):
        yield Evidence("rounded_amount", 1.0, amount(told))
    elif report.type not in _FIGURES:
        anew = report.status in ("announced", "signed")
        yield Evidence("new_amount" if anew else "other_amount", 1.0, amount(told))


def _by_act(report: Report, opened: Open) -> Iterable[Evidence]:
    fits = table("rules")["fits"]
    yield Evidence("other_kind", float(report.type not in fits.get(opened.kind, fits["other"])), report.type)
    signed, told = days(opened.standing.reached("signed")), days(report.date)
    if report.type == "agreement" and report.status in ("signed", "in_force") and signed and told:
        apart = gap(signed, told) > int(table("rules")["limits"]["signed_days"])
        yield Evidence("other_signature", float(apart and report.status == "signed"), report.date or "")


def _named_alike(report: Report, opened: Open) -> bool:
    """Say whether a claim names what a commitment names, where one of them names no party."""
    return bool(report.words.names & (opened.words.names | opened.marks))


def _any_said(marks: Iterable[str], named: frozenset[str]) -> bool:
    said = {word for name in named for word in name.split()}
    return any(mark in named or set(mark.split()) <= said for mark in marks)


def _party_names(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset().union(*(_names_of(party) for party in parties))


@lru_cache(maxsize=20_000)
def _names_of(party: Party) -> frozenset[str]:
    return frozenset(word for name in party.names for word in (fold(name), *fold(name).split()))


def _rare(concepts: Iterable[str]) -> float:
    known = rarity()
    return sum(known.get(concept, 0.0) ** 2 for concept in concepts)
