"""Where the words of a document come from: found once, when it is first folded."""

from django.db.models import Count

from passerelle.apps.events.models import Fingerprint, Origin
from passerelle.apps.library.models import Document, Snapshot
from passerelle.core.events.origins import agencies
from passerelle.core.text.duplicates import HOLDERS, Signature, copied, signature

_NEIGHBOURS, _REMEMBERED = 64, 256
_known: dict[str, Signature] = {}  # by the digest of the snapshot, whose text never changes


def trace(document: Document) -> Origin:
    """Return a document's origin; a new one is compared with the texts that share most keys with it."""
    known = Origin.objects.filter(document=document).first()
    if known is not None:
        return known
    text = document.snapshot.text
    own = _signature(document.snapshot_id, text)
    keys = sorted({_signed(key) for key in own.keys})
    shared = Fingerprint.objects.filter(key__in=keys).values("origin")
    nearest = shared.annotate(count=Count("pk")).order_by("-count", "origin").values_list("origin", flat=True)
    origins = Origin.objects.filter(pk__in=list(nearest[:_NEIGHBOURS])).select_related("document")
    texts = dict(
        Snapshot.objects.filter(pk__in=[one.document.snapshot_id for one in origins]).values_list(
            "pk", "text"
        )
    )
    digest = document.snapshot_id
    alike = {
        one.number
        for one in origins
        if one.document.snapshot_id == digest
        or copied(own, _signature(one.document.snapshot_id, texts[one.document.snapshot_id]))
    }
    alike |= set(Origin.objects.filter(document__snapshot=digest).values_list("number", flat=True))
    number = min([document.pk, *alike])
    Origin.objects.filter(number__in=alike).update(number=number)
    origin = Origin.objects.create(document=document, number=number, agencies=sorted(agencies(text)))
    # A key that very many texts have is a footer's: it finds nothing, and is not kept any longer.
    held = Fingerprint.objects.filter(key__in=keys).values("key").annotate(count=Count("pk"))
    common = set(held.filter(count__gte=HOLDERS).values_list("key", flat=True))
    Fingerprint.objects.bulk_create(
        [Fingerprint(origin=origin, key=key) for key in keys if key not in common], batch_size=200
    )
    return origin


def _signature(snapshot: str, text: str) -> Signature:
    """What copies one another comes in one after the other: the same neighbours are asked again and again."""
    if snapshot not in _known:
        if len(_known) >= _REMEMBERED:
            del _known[next(iter(_known))]
        _known[snapshot] = signature(text)
    return _known[snapshot]


def _signed(key: int) -> int:
    return key - (1 << 63) if key >= 1 << 63 else key
