"""Who the actors of a document are, for whoever may see the document."""

from collections.abc import Iterable

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, Mention
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.library.models import Document


def actors_named(user: User, document: Document) -> dict[str, str]:
    """Return what claims of a document call its actors → the key of the actor that each is."""
    mentions = rows(user, "mention.read", Mention.objects.filter(document=document, actor__isnull=False))
    known = rows(user, "actor.read", Actor.objects.exclude(state="dropped"))
    return dict(mentions.filter(actor__in=known).order_by().values_list("local", "actor__key"))


def names_of_each(user: User, documents: Iterable[Document], language: str) -> dict[int, dict[str, str]]:
    """Return document's id → what its claims call its actors → their names in a language of the screens."""
    mentions = rows(
        user, "mention.read", Mention.objects.filter(document__in=list(documents), actor__open=True)
    )
    found = list(mentions.select_related("actor").order_by())
    names = names_shown(user, {mention.actor for mention in found}, language)
    shown: dict[int, dict[str, str]] = {}
    for mention in found:
        shown.setdefault(mention.document_id, {})[mention.local] = names[mention.actor_id]
    return shown
