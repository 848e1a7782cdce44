"""Agreements, commitments and evidence, made for tests through the actions."""

from datetime import date

from known_actors import make_actor

from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.steps import accept_step
from passerelle.apps.ledger.models import Commitment

TODAY = date(2026, 11, 22)


def owed(actor, *, today=TODAY, **values) -> Commitment:
    """A commitment of Intel's towards the ministry."""
    given = {
        "title": "Train 500 chip designers", "kind": "training", "promised": "2025-05-13", "deadline": "2026-12",
        "technologies": ["chips"], "tlp": "green",
    }  # fmt: skip
    return promise(actor=actor, today=today, **given | values)


def shown(commitment, to, on, *, actor, today=TODAY, kind="report", independent=True, **given):
    """The step of a commitment, with evidence that shows it."""
    known = given.pop("known_on", None)
    evidence = add_evidence(
        commitment, kind=kind, on=on, text=f"It is {to}.", independent=independent, known_on=known,
        actor=actor, today=today, **given,
    )  # fmt: skip
    return accept_step(commitment, to, on=on, evidence=[evidence], known_on=known, actor=actor, today=today)


def both_sides():
    """Two actors of the directory: who promises, and to whom."""
    return make_actor("intel", "Intel", kind="company", country="US"), make_actor(
        "vn-most", "Ministry of Science and Technology", kind="government", country="VN"
    )
