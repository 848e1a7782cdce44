"""Documents that tell happenings, resolved and folded, made for tests."""

from dossiers import make_document

from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.events.actions.fold import fold_document
from passerelle.apps.events.models import Telling
from passerelle.apps.library.models import Document

SENTENCES = {
    "sign": "Bộ Khoa học và Công nghệ ký bản ghi nhớ với Intel về chất bán dẫn.",
    "meet": "Bộ Khoa học và Công nghệ tiếp đoàn Intel tại Hà Nội.",
}


def tell(organisation, date="2025-05-13", *, what="sign", fold=True, document=None, **claim) -> Document:
    """A document of one claim: the ministry and Intel sign, or meet, on a day."""
    number = Document.objects.count()
    facts = {"date": date, "type": "agreement", "status": "signed", "technologies": ["chips"]}
    if what == "meet":
        facts |= {"type": "engagement", "status": "held", "instrument": "", "technologies": []}
    given = {"published": "2025-05-14", "text": f"{SENTENCES[what]} Bản số {number}."} | (document or {})
    made = make_document(organisation, claims=[facts | claim], **given)
    resolve_document(made, actor=None)
    if fold:
        fold_document(made, actor=None)
    return made


def event_of(document: Document):
    """The event that a document's only claim tells."""
    return Telling.objects.get(claim__document=document).event


def partition() -> set[frozenset[int]]:
    """The claims by event."""
    groups: dict[int, set[int]] = {}
    for claim, event in Telling.objects.values_list("claim", "event"):
        groups.setdefault(event, set()).add(claim)
    return {frozenset(group) for group in groups.values()}
