"""Which documents wait to be resolved: those without a row that says they are."""

from collections.abc import Iterable

from django.db.models import QuerySet

from passerelle.apps.directory.models import Actor, Mention, MentionState, Name, Resolution, Spelling
from passerelle.apps.library.models import Document

_OFFICES = {"office", "office_body"}
_UNDECIDED = [MentionState.UNKNOWN, MentionState.DOUBTFUL]


def waiting_documents() -> QuerySet[Document]:
    """Return the documents whose mentions do not stand for their newest reading, oldest first."""
    return Document.objects.filter(resolution__isnull=True).order_by("pk")


def reopen(documents: Iterable[int]) -> None:
    """Let documents wait again."""
    Resolution.objects.filter(document__in=list(documents)).delete()


def reopen_where_named(names: Iterable[str]) -> None:
    """Let the documents wait again in which nobody knew these (folded) names."""
    spelt = Spelling.objects.filter(folded__in=list(names), mention__state__in=_UNDECIDED)
    Resolution.objects.filter(document__in=spelt.values("mention__document")).delete()


def reopen_where_nobody() -> None:
    """Let the documents wait again that name an office or a common noun of which nothing told whose it is."""
    nobody = Mention.objects.filter(actor__isnull=True, found=True)
    Resolution.objects.filter(document__in=nobody.values("document")).delete()


def reopen_where_in_office(*actors: Actor) -> None:
    """Let the documents wait again in which one of these was known by an office: who held it when has changed."""
    linked = Mention.objects.filter(actor__in=actors, state=MentionState.LINKED)
    by_office = [
        document
        for document, reasons in linked.values_list("document", "reasons")
        if any(reason.get("rule") in _OFFICES for reason in reasons)
    ]
    reopen(by_office)


def reopen_where_known() -> None:
    """Let the documents wait again that name strangers whom the directory may know by now."""
    reopen_where_nobody()
    known = Name.objects.values("folded")
    spelt = Spelling.objects.filter(mention__state__in=_UNDECIDED, folded__in=known)
    Resolution.objects.filter(document__in=spelt.values("mention__document")).delete()
