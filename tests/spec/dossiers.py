"""Documents with claims, made for the tests of review, finding and exports."""

import hashlib
from datetime import date

from django.db import transaction

from passerelle.apps.library.index import index_document
from passerelle.apps.library.models import Claim, Document, Reading, Snapshot, Source

SENTENCE = "Bộ Khoa học và Công nghệ ký bản ghi nhớ với Intel về đất hiếm."
ACTORS = [
    {"id": "vn-most", "kind": "government", "country": "VN", "names": ["Bộ Khoa học và Công nghệ"]},
    {"id": "intel", "kind": "company", "country": "US", "names": ["Intel"]},
    {"id": "fr", "kind": "country", "country": "FR", "names": ["Pháp"]},
]


def make_source(organisation, name="Dossier", **given) -> Source:
    source, _ = Source.objects.get_or_create(
        organisation=organisation,
        kind="files",
        name=name,
        defaults={"tlp": "green", "reliability": "B"} | given,
    )
    return source


@transaction.atomic
def make_document(
    organisation, *, text=SENTENCE, claims=1, published="2025-05-13", source=None, **given
) -> Document:
    """A document whose claims (a number, or their values) each quote the text from its beginning."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    snapshot, _ = Snapshot.objects.get_or_create(
        digest=digest,
        defaults={"size": len(text), "media_type": "text/plain", "extractor": "plain", "text": text},
    )
    document = Document.objects.create(
        organisation=organisation,
        snapshot=snapshot,
        source=source or make_source(organisation),
        name="note.txt",
        published=published,
        published_on=date.fromisoformat((published + "-01-01")[:10]) if published else None,
        **{"language": "vi", "tlp": "green", "title": ""} | given,
    )
    reading = Reading.objects.create(document=document, reader="test", version="1", actors=ACTORS)
    for number, values in enumerate([{}] * claims if isinstance(claims, int) else claims):
        Claim.objects.create(
            document=document,
            reading=reading,
            start=0,
            end=min(len(text), 10 + number),
            quote=text[: min(len(text), 10 + number)],
            sentence_start=0,
            sentence_end=len(text),
            certainty=0.9,
            **{"type": "agreement", "status": "signed", "parties": ["vn-most", "intel"], "instrument": "mou"}
            | {"confidence": {"type": 0.9}}
            | values,
        )
    index_document(document)
    return document
