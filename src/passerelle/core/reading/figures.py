"""Figures: each quantity of a sentence is one claim, an investment, a target or a result."""

from collections.abc import Iterator
from dataclasses import replace

from passerelle.core.reading.drafts import drafted
from passerelle.core.reading.fillers import measured
from passerelle.core.reading.findings import Findings, deadlines
from passerelle.core.reading.model import STATUSES, Claim
from passerelle.core.reading.quantities import Measure, deadline
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.timing import date_of, iso

_ASKED = 110


def quantified(scene: Scene, findings: Findings) -> Iterator[Claim]:
    """Yield one claim a figure: money that is put somewhere, a goal, or a fact."""
    for measure in findings.measures:
        kind = kind_of_figure(scene, measure)
        status = STATUSES[kind][0]
        if kind == "investment":
            status = "announced"
        filled = measured(scene, measure.start, measure.end)
        claim = drafted(scene, findings, kind, status, measure.start, measure.end, filled, 0.6)
        quantity = measure.quantity
        if kind == "target":
            quantity = replace(quantity, by=deadline(scene.clauses, measure))
        date = None
        if kind != "target":
            found = date_of(
                scene.clauses, measure.start, measure.end, findings.dates, deadlines(scene.clauses)
            )
            date = iso(found) if found else None
        confidence = {**claim.confidence, "quantity": 0.75} | ({"date": 0.5} if date else {})
        yield replace(claim, quantity=quantity, date=date, confidence=confidence)


def kind_of_figure(scene: Scene, measure: Measure) -> str:
    """Return the type of claim that the words around a figure speak for."""
    clauses = scene.clauses
    first, last = clauses.around(measure.start)
    if measure.is_money and clauses.within(
        "investing", max(first, measure.start - 90), min(last, measure.end + 60)
    ):
        return "investment"
    goals = [cue.end() for cue in clauses.cues("aim") if cue.end() <= measure.start]
    if goals and not clauses.within("done", goals[-1], measure.start):
        return "target"
    if deadline(clauses, measure) is not None and not clauses.within(
        "reached", max(first, measure.start - 40), measure.start
    ):
        return "target"
    ahead = max(first, measure.start - 80)
    aimed = [cue.end() for cue in clauses.matches(clauses.grammar.clauses["target"], ahead, measure.start)]
    done = [cue.end() for cue in clauses.matches(clauses.grammar.clauses["reached"], ahead, measure.start)]
    if aimed and (not done or aimed[-1] >= done[-1]):
        return "target"
    return "result"


def amounts_joined(claims: list[Claim]) -> list[Claim]:
    """Put the amounts of a sentence on the investments that it states, one each; the rest stand alone."""
    plain = [claim for claim in claims if claim.type == "investment" and claim.quantity is None]
    joined: list[Claim] = []
    used: set[int] = set()
    for claim in claims:
        if claim.type == "investment" and claim.quantity is not None:
            host = next((one for one in plain if id(one) not in used and _fit(one, claim)), None)
            if host is not None:
                used.add(id(host))
                joined.append(
                    replace(
                        host,
                        start=min(host.start, claim.start),
                        end=max(host.end, claim.end),
                        quantity=claim.quantity,
                        confidence={**host.confidence, "quantity": 0.75},
                    )
                )
                continue
        joined.append(claim)
    return [claim for claim in joined if id(claim) not in used]


def asked_for(claims: list[Claim]) -> list[Claim]:
    """Put the figure that a request names on the request: what is asked for is no result."""
    requests = [claim for claim in claims if claim.type == "request" and claim.quantity is None]
    joined = list(claims)
    for request in requests:
        figure = next(
            (
                one
                for one in joined
                if (one.type in ("result", "target") and 0 <= one.start - request.start < _ASKED)
                or (one.type in ("result", "target") and request.start <= one.end <= request.end + _ASKED)
            ),
            None,
        )
        if figure is not None and figure.quantity is not None:
            joined.remove(figure)
            joined[joined.index(request)] = replace(
                request,
                end=max(request.end, figure.end),
                quantity=figure.quantity,
                confidence={**request.confidence, "quantity": 0.6},
            )
    return joined


def _fit(host: Claim, amount: Claim) -> bool:
    return abs(host.start - amount.start) < 160
