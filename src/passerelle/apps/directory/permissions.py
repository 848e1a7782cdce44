"""The directory's rows of the permission table.

An actor of the directory is open to every account. A candidate is known from documents only: it is there for
members who may see a document that names it, and for nobody else. A mention is seen as its document is.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import COORDINATORS, EVERYONE, MEMBERS, Rule, declare
from passerelle.apps.directory.models import Mention
from passerelle.apps.library.permissions import visible

_MARKING = _("No document that you may see names this actor.")
_OFFICERS = _("Only officers, coordinators and administrators do this.")
_COORDINATORS = _("Only coordinators and administrators import a register.")


def known(prefix: str = ""):
    """Rows about actors that a user may know of; `prefix` leads from the row to the actor."""

    def rows(user: User) -> Q:
        openly = Q(**{f"{prefix}open": True})
        if user.role not in MEMBERS:
            return openly
        named = Mention.objects.filter(visible("document__")(user), found=True)
        path = f"{prefix}pk" if prefix else "pk"
        return (
            openly
            | Q(Exists(named.filter(actor=OuterRef(path))))
            | Q(Exists(named.filter(candidate=OuterRef(path))))
        )

    return rows


declare(
    {
        "actor.read": Rule(EVERYONE, _MARKING, known()),
        "actor.decide": Rule(MEMBERS, _OFFICERS, known()),
        "mention.read": Rule(EVERYONE, _MARKING, visible("document__")),
        "mention.decide": Rule(MEMBERS, _OFFICERS, visible("document__")),
        "register.import": Rule(COORDINATORS, _COORDINATORS),
    }
)
