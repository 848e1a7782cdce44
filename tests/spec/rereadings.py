"""A text, claims a reader could find in it, and a reader that finds exactly those it is told."""

from passerelle.apps.library.actions.intake import record_rereading
from passerelle.apps.library.intake.prepare import Reread
from passerelle.apps.library.models import Document, Job
from passerelle.core.reading.model import Actor, Quantity, Reading
from passerelle.core.reading.model import Claim as Found

TEXT = (
    "Hà Nội et Paris se sont parlé. Le Viet Nam et la France ont signé un accord sur les puces en mai. "
    "Le pays vise 50 000 ingénieurs en 2030. FPT investit 200 millions de dollars à Da Nang. Rien de plus."
)


def found(type_: str, status: str, quote: str, **values) -> Found:
    start = TEXT.index(quote)
    return Found(
        type_,
        status,
        start,
        start + len(quote),
        start,
        start + len(quote),
        confidence={"type": 0.9},
        **values,
    )


ACCORD = found(
    "agreement",
    "signed",
    "ont signé un accord",
    parties=("vn", "fr"),
    technologies=("chips",),
    instrument="other",
)
TARGET = found(
    "target",
    "set",
    "vise 50 000 ingénieurs",
    parties=("vn",),
    quantity=Quantity(50000, "person", "2030", "engineers"),
)
PLANT = found(
    "investment", "announced", "investit 200 millions", parties=("fpt",), quantity=Quantity(2e8, "USD")
)


def read(document: Document, *claims: Found, version: str = "1", job: Job | None = None) -> None:
    """Let a reader that finds exactly these claims read the document again."""
    actors = (Actor("vn", "country", "VN", ("Viet Nam",)), Actor("fr", "country", "FR", ("France",)))
    reading = Reading("test", version, "fr", True, None, actors, (), ("chips",), claims)
    record_rereading(Reread(document, reading, ["a model"]), job=job, actor=None)
    document.refresh_from_db()
    check_counts(document)


def check_counts(document: Document) -> None:
    states = list(document.claims.values_list("state", flat=True))
    assert document.waiting_count == states.count("waiting")
    assert document.claims_count == len(states) - states.count("rejected") - states.count("withdrawn")
