"""What a claim proposes for the ledger: a new commitment, a step, a milestone, a contradiction, an end, or evidence.

Nothing is changed by it: a person accepts, with the sentence and the rule before their eyes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from passerelle.core.commitments.bearing import bearings
from passerelle.core.commitments.claimed import amount, to_come
from passerelle.core.commitments.relating import related
from passerelle.core.commitments.sharing import of_state, promises_by_party
from passerelle.core.commitments.stages import reach
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import Open, Proposal, Told
from passerelle.core.events.report import Report
from passerelle.core.events.spans import days
from passerelle.core.naming.scoring import Reason, Score, logit, summed

_YEAR = 365.25
_NO_INSTRUMENT = (None, "other", "joint_statement")


def proposals(told: Told, opens: Iterable[Open]) -> list[Proposal]:
    """Return what one claim proposes, the surest first; the order of `opens` changes nothing.

    It bears upon the commitment that it is most likely about, and upon others that are as likely. When it is about
    none, a claim that promises something proposes a new commitment. What is evidence of a commitment already proposes
    nothing for it, and for another only what is as likely.
    """
    limits, some = table("rules")["limits"], list(opens)
    promises = promises_by_party(some)
    scored = sorted(
        ((score, one) for one in some if (score := related(told, one, promises)) is not None),
        key=lambda pair: (-pair[0].value, pair[1].key),
    )
    kept = any(told.report.key in one.claims for one in some)
    about = [pair for pair in scored if pair[0].value >= limits["proposed"]]
    if not about:
        return [] if kept else _new(told, scored[0] if scored else None)
    best = logit(about[0][0].value)
    return [
        proposal
        for score, opened in about
        if logit(score.value) >= best - float(limits["margin"]) and told.report.key not in opened.claims
        for proposal in bearings(told, opened, score)
    ]


def sifted(found: Mapping[str, Sequence[Proposal]], told: Mapping[str, Told]) -> dict[str, list[Proposal]]:
    """Return what the claims of one document propose, by claim, without what one of them says for another.

    That a commitment was heard of is proposed once, and only where no claim of the document proposes more for it. Of
    the claims of one sentence about an agreement and what it brings, the agreement alone proposes a new commitment,
    and none where another claim of the sentence is about the commitment that the new one would be like.
    """
    found = _agreed(_without_likes(found, told), told)
    said = {one.commitment for each in found.values() for one in each if one.kind != "evidence"}
    kept: dict[str, list[Proposal]] = {}
    for claim in _surest_first(found):
        kept[claim] = [one for one in found[claim] if one.kind != "evidence" or one.commitment not in said]
        said |= {one.commitment for one in kept[claim]}
    return kept


def _without_likes(
    found: Mapping[str, Sequence[Proposal]], told: Mapping[str, Told]
) -> dict[str, list[Proposal]]:
    about = {
        (told[claim].report.words.sentence, one.commitment)
        for claim, each in found.items()
        for one in each
        if one.commitment and told[claim].report.words.sentence
    }
    return {
        claim: [
            one
            for one in each
            if one.commitment or (told[claim].report.words.sentence, one.detail.get("like")) not in about
        ]
        for claim, each in found.items()
    }


def _agreed(found: Mapping[str, Sequence[Proposal]], told: Mapping[str, Told]) -> dict[str, list[Proposal]]:
    """Let each new agreement stand for the other promises that its sentence makes for one of its parties."""
    kept = {claim: list(each) for claim, each in found.items()}
    new = [claim for claim in _surest_first(found) if any(one.commitment is None for one in found[claim])]
    for claim in new:
        report = told[claim].report
        if report.type != "agreement" or not kept[claim] or not report.words.sentence:
            continue
        taken = [
            other
            for other in new
            if other != claim
            and kept[other]
            and told[other].report.words.sentence == report.words.sentence
            and {party.actor for party in told[other].report.parties}
            & {party.actor for party in report.parties}
        ]
        amounts = [quantity for other in taken if (quantity := told[other].report.quantity)]
        if amounts and report.quantity is None:
            largest = amount(max(amounts, key=lambda one: one.value))
            kept[claim] = [replace(one, detail=one.detail | {"amount": largest}) for one in kept[claim]]
        kept |= {other: [] for other in taken}
    return kept


def _surest_first(found: Mapping[str, Sequence[Proposal]]) -> list[str]:
    return sorted(found, key=lambda key: (-max((one.score for one in found[key]), default=0.0), key))


def _new(told: Told, nearest: tuple[Score, Open] | None) -> list[Proposal]:
    """Propose a new commitment when a claim is a promise, saying which old one it is like."""
    report, rules = told.report, table("rules")
    promise = rules["promises"].get(f"{report.type}.{report.status}")
    denials: dict[str, list[str]] = rules["denials"]
    denied = report.words.concepts & set(denials["concepts"] + denials["of_a_while"])
    if promise is None or (denied and report.words.concepts & set(rules["troubles"])):
        return []
    weights, parties = rules["promised"], len(report.parties)
    like = nearest is not None and nearest[0].value >= rules["limits"]["alike"]
    said: dict[str, float] = {
        "no_parties": parties == 0,
        "alone": parties == 1,
        "several": parties > 1,
        "quantity": report.quantity is not None,
        "technologies": bool(report.technologies),
        "dated": to_come(report) is not None,
        "unsure": 1.0 - told.certainty,
        "foretold": report.type == "target"
        and bool(report.words.concepts & set(rules["foretelling"]["concepts"])),
        "past": _years_past(report),
        "vague": _vague(report),
        "like_another": like,
    }
    reasons = [Reason(rule, round(weights[rule] * share, 3), "") for rule, share in said.items() if share]
    score = summed(float(promise), reasons)
    if score.value < rules["limits"]["proposed"]:
        return []
    detail = {"kind": kind_of(told)} | ({"deadline": day} if (day := to_come(report)) else {})
    if like and nearest:
        detail["like"] = nearest[1].key
    to = reach(report.type, report.status) or "announced"
    return [Proposal("commitment", None, to, "new_promise", score.value, score.reasons, detail)]


def _years_past(report: Report) -> float:
    """Return how many years before its publication a claim says that it was, or began: what is told of it now is most
    often what went before.
    """
    told, began = days(report.published), days(report.date)
    if not told or not began:
        return 0.0
    start = began.first if "/" in (report.date or "") else began.last
    years = max(0.0, (told.first - start) / _YEAR - 1.0)
    return min(years, float(table("rules")["limits"]["past_years"]))


def _vague(report: Report) -> float:
    """Say whether states promise each other nothing that could be followed: no object, figure, instrument or day to
    come.
    """
    said = (
        report.technologies or report.quantity or to_come(report) or report.instrument not in _NO_INSTRUMENT
    )
    return float(not said and bool(report.parties) and all(map(of_state, report.parties)))


def kind_of(told: Told) -> str:
    """Return the kind of commitment that a claim promises, by what its sentence is about, else by its type."""
    rules, said = table("rules"), told.report.words.concepts
    kinds: dict[str, list[str]] = rules["kinds"]
    found = next((kind for kind, concepts in kinds.items() if said & set(concepts)), None)
    return found or str(rules["kinds_by_type"].get(told.report.type, "other"))
