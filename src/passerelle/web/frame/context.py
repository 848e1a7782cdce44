"""What every template may use."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from passerelle.apps.accounts.permissions import PERMISSIONS, may


@dataclass(frozen=True)
class Room:
    """An entry of the navigation."""

    label: str
    address: str
    here: bool


# Room → permission without which it is not offered (None: for everybody), and the addresses that belong to it.
_ROOMS = (
    ("desk:home", None, lambda: pgettext("room", "Desk")),
    ("library:list", None, lambda: pgettext("room", "Library")),
    ("directory:list", None, lambda: pgettext("room", "Actors")),
    ("events:list", None, lambda: pgettext("room", "Events")),
    ("ledger:list", None, lambda: pgettext("room", "Ledger")),
    ("intake:sources", None, lambda: pgettext("room", "Sources")),
    ("intake:jobs", "job.read", lambda: pgettext("room", "Jobs")),
    ("administration:people", "account.manage", lambda: pgettext("room", "People")),
    ("administration:trail", "audit.read", lambda: pgettext("room", "Audit trail")),
)

# Screens without an entry of their own → the room that is lit on them.
_PART_OF = {"correspondence": "ledger", "partnerships": "ledger", "results": "ledger"}


class May:
    """Lets a template ask `{% if may.claim__review %}`; the dot of a permission is written as two underscores."""

    def __init__(self, user) -> None:
        self.user = user

    def __getitem__(self, name: str) -> bool:
        permission = name.replace("__", ".")
        if permission not in PERMISSIONS:
            raise KeyError(name)
        return may(self.user, permission)


def frame(request) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"rooms": [], "may": None, "product": _("Passerelle")}
    here = request.resolver_match.view_name if request.resolver_match else ""
    rooms = [
        Room(label(), reverse(name), _same_room(here, name))
        for name, permission, label in _ROOMS
        if permission is None or may(user, permission)
    ]
    return {"rooms": rooms, "may": May(user), "product": _("Passerelle")}


def _same_room(here: str, name: str) -> bool:
    """A screen lights the room whose name its own begins with: `intake:job` and `intake:jobs` are one."""
    namespace, _colon, view = name.partition(":")
    room = here.partition(":")[0]
    if namespace in {"intake", "administration"}:
        return here.startswith(f"{namespace}:{view.rstrip('s')}")
    return _PART_OF.get(room, room) == namespace
