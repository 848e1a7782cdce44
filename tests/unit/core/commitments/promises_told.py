"""A plant that Acme promised, and what is told of it, made for tests."""

from passerelle.core.commitments.life import Step, standing
from passerelle.core.commitments.proposing import proposals, sifted
from passerelle.core.commitments.told import Open, Proposal, Told, marks_of, words_together
from passerelle.core.events.report import Party, Report
from passerelle.core.events.words import words_of
from passerelle.core.reading.model import Quantity

ACME = Party("acme", "company", "DE", ("Acme",), True)
OTHER = Party("other", "company", "FR", ("Autre",), True)
VN, MOST = (
    Party("vn", "country", "VN", ("Viet Nam",), True),
    Party("most", "government", "VN", ("MOST",), True),
)
TITLE = "Battery plant in Hai Duong"


def opened(stage: str = "signed", **more) -> Open:
    facts = {
        "key": "plant",
        "kind": "construction",
        "standing": standing([Step(stage, "2025-02-01", "2025-02-01", "lan")] if stage else [], "2026-12-31"),
        "parties": (ACME, VN),
        "technologies": frozenset({"energy"}),
        "promised": "2025-02-01",
        "deadline": "2026-06",
        "quantity": Quantity(1e8, "EUR"),
        "words": words_together(TITLE, "en"),
        "marks": marks_of(TITLE, "en"),
        "events": frozenset({"signing"}),
    }
    return Open(**facts | more)


def told(
    text: str, status: str = "operating", claim_type: str = "investment", event: str = "", **more
) -> Told:
    facts = {
        "parties": (ACME,),
        "technologies": frozenset({"energy"}),
        "published": "2026-05-02",
        "words": words_of(text, 0, len(text), "en"),
    }
    return Told(Report(key="r", document="d", type=claim_type, status=status, **facts | more), event)


def said(claim: Told, *opens: Open) -> list[tuple[str, str, str]]:
    return [(one.kind, one.to, one.rule) for one in proposals(claim, opens)]


def kept_of(claims: dict[str, Told], *opens: Open) -> dict[str, list[Proposal]]:
    return sifted({key: proposals(claim, opens) for key, claim in claims.items()}, claims)
