"""What actors are called on a screen: in the reader's language, with the names that this reader may see."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import Locale

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.accounts.prepared import Among, Prepared
from passerelle.apps.directory.models import Actor, Mention, Name, NameKind

_open_only: ContextVar[bool] = ContextVar("open_only", default=False)


@contextmanager
def open_names_only() -> Iterator[None]:
    """Within this, actors known from documents only are called by their keys.

    For what leaves the desk: such a name may stand in a document that is marked more strictly than what leaves.
    """
    token = _open_only.set(True)
    try:
        yield
    finally:
        _open_only.reset(token)


def names_shown(user: User, actors: Iterable[Actor], language: str) -> dict[int, str]:
    """Return actor's id → name to show in a language of the screens, with two queries for all of them.

    A country is written as CLDR writes it, an actor of the directory by its label, a candidate as the documents
    do that the user may see.
    """
    found = list(actors)
    written: dict[int, list[Name]] = defaultdict(list)
    for name in _NAMES.objects(actors=[one.pk for one in found if one.open]):
        written[name.actor_id].append(name)
    shown = {}
    hidden = []
    for actor in found:
        if actor.kind == "country" and actor.country:
            shown[actor.pk] = Locale.parse(language).territories.get(actor.country, actor.label)
        elif actor.open:
            shown[actor.pk] = best_name(written[actor.pk], language) or actor.label or actor.key
        else:
            hidden.append(actor)
    if not _open_only.get():
        shown |= _candidates(user, hidden)
    return {actor.pk: shown.get(actor.pk) or actor.key for actor in found}


def best_name(names: Iterable[Name], language: str) -> str:
    """Return the name to show in a language: its label, else one for all languages, else the English one, else any."""
    current = [name for name in names if name.kind != NameKind.FORMER and not name.until]

    def rank(name: Name) -> tuple[int, bool]:
        order = (language, "", "en")
        place = order.index(name.language) if name.language in order else len(order)
        return place + (10 if name.kind == NameKind.ACRONYM else 0), name.kind != NameKind.LABEL

    return min(current, key=rank).text if current else ""


def _candidates(user: User, actors: list[Actor]) -> dict[int, str]:
    if not actors:
        return {}
    named: dict[int, str] = {}
    for actor, written in _WRITTEN.rows(user, actors=[actor.pk for actor in actors]):
        if names := json.loads(written):
            named[actor] = names[0]
    return named


_NAMES = Prepared(lambda _: Name.objects.filter(Among("actor", "actors")).order_by("pk"))
_WRITTEN = Prepared(
    lambda user: (
        rows(user, "mention.read", Mention.objects.filter(Among("actor", "actors"), found=True))
        .order_by("-pk")
        .values_list("actor", "names")
    )
)
