"""Who the actors of a document are, for whoever may see the document."""

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, Mention
from passerelle.apps.library.models import Document


def actors_named(user: User, document: Document) -> dict[str, str]:
    """Return what claims of a document call its actors → the key of the actor that each is."""
    mentions = rows(user, "mention.read", Mention.objects.filter(document=document, actor__isnull=False))
    known = rows(user, "actor.read", Actor.objects.exclude(state="dropped"))
    return dict(mentions.filter(actor__in=known).order_by().values_list("local", "actor__key"))
