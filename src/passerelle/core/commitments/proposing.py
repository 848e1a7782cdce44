"""What a claim proposes for the ledger: a new commitment, a step, a milestone, a contradiction, an end, or evidence.

Nothing is changed by it: a person accepts, with the sentence and the rule before their eyes.
"""

from collections.abc import Iterable, Mapping, Sequence

from passerelle.core.commitments.bearing import bearings
from passerelle.core.commitments.relating import related, to_come
from passerelle.core.commitments.stages import reach
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import Open, Proposal, Told
from passerelle.core.naming.scoring import Reason, Score, logit, summed


def proposals(told: Told, opens: Iterable[Open]) -> list[Proposal]:
    """Return what one claim proposes, the surest first; the order of `opens` changes nothing.

    It bears upon the commitment that it is most likely about, and upon others that are as likely. When it is about
    none, a claim that promises something proposes a new commitment.
    """
    limits = table("rules")["limits"]
    scored = sorted(
        ((score, one) for one in opens if (score := related(told, one)) is not None),
        key=lambda pair: (-pair[0].value, pair[1].key),
    )
    about = [pair for pair in scored if pair[0].value >= limits["proposed"]]
    if not about:
        return _new(told, scored[0] if scored else None)
    best = logit(about[0][0].value)
    return [
        proposal
        for score, opened in about
        if logit(score.value) >= best - float(limits["margin"])
        for proposal in bearings(told, opened, score)
    ]


def sifted(found: Mapping[str, Sequence[Proposal]]) -> dict[str, list[Proposal]]:
    """Return what the claims of one document propose, by claim, without what one of them says for another.

    That a commitment was heard of is proposed once, and only where no claim of the document proposes more for it.
    """
    said = {one.commitment for each in found.values() for one in each if one.kind != "evidence"}
    kept: dict[str, list[Proposal]] = {}
    for claim in sorted(found, key=lambda key: (-max((one.score for one in found[key]), default=0.0), key)):
        kept[claim] = [one for one in found[claim] if one.kind != "evidence" or one.commitment not in said]
        said |= {one.commitment for one in kept[claim]}
    return kept


def _new(told: Told, nearest: tuple[Score, Open] | None) -> list[Proposal]:
    """Propose a new commitment when a claim is a promise, saying which old one it is like."""
    report, rules = told.report, table("rules")
    promise = rules["promises"].get(f"{report.type}.{report.status}")
    denied = report.words.concepts & set(rules["denials"]["concepts"])
    if promise is None or (denied and report.words.concepts & set(rules["troubles"])):
        return []
    weights, parties = rules["promised"], len(report.parties)
    like = nearest is not None and nearest[0].value >= rules["limits"]["alike"]
    said = {
        "no_parties": parties == 0,
        "alone": parties == 1,
        "several": parties > 1,
        "quantity": report.quantity is not None,
        "technologies": bool(report.technologies),
        "dated": to_come(report) is not None,
        "like_another": like,
    }
    score = summed(
        float(promise), [Reason(rule, float(weights[rule]), "") for rule, held in said.items() if held]
    )
    if score.value < rules["limits"]["proposed"]:
        return []
    detail = {"kind": kind_of(told)} | ({"deadline": day} if (day := to_come(report)) else {})
    if like and nearest:
        detail["like"] = nearest[1].key
    to = reach(report.type, report.status) or "announced"
    return [Proposal("commitment", None, to, "new_promise", score.value, score.reasons, detail)]


def kind_of(told: Told) -> str:
    """Return the kind of commitment that a claim promises, by what its sentence is about, else by its type."""
    rules, said = table("rules"), told.report.words.concepts
    kinds: dict[str, list[str]] = rules["kinds"]
    found = next((kind for kind, concepts in kinds.items() if said & set(concepts)), None)
    return found or str(rules["kinds_by_type"].get(told.report.type, "other"))
