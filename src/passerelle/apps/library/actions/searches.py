"""Searches that a person keeps."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.actions import about, action
from passerelle.apps.library.models import SavedSearch

_LONGEST = 1000


class InvalidSearch(Exception):  # noqa: N818 - an answer to a person
    """A search that cannot be kept under this name; `field`, `code` and `message` as in InvalidClaim."""

    def __init__(self, field: str, code: str, message) -> None:
        self.field, self.code, self.message = field, code, message
        super().__init__(f"{field}: {code}")

    def __str__(self) -> str:
        return str(self.message)


@action("search.save", permission="search.save")
def save_search(name: str, query: str, *, actor: User) -> SavedSearch:
    """Keep a list's query string under a name, in place of what had it. Raises InvalidSearch."""
    query = query.lstrip("?").strip()
    if len(query) > _LONGEST:
        raise InvalidSearch("query", "too_long", _("This search is too long to be saved."))
    search, _created = SavedSearch.objects.update_or_create(
        user=actor, name=_named(name), defaults={"query": query}
    )
    about(search, organisation=actor.organisation)
    return search


@action("search.rename", permission="search.save")
def rename_search(search: SavedSearch, name: str, *, actor: User) -> SavedSearch:
    """Give a search of one's own another name. Raises InvalidSearch, Refused."""
    _own(search, actor)
    name = _named(name)
    if SavedSearch.objects.filter(user=actor, name=name).exclude(pk=search.pk).exists():
        raise InvalidSearch("name", "taken", _("You already have a saved search of this name."))
    search.name = name
    search.save(update_fields=["name"])
    about(search, organisation=actor.organisation)
    return search


@action("search.delete", permission="search.save")
def delete_search(search: SavedSearch, *, actor: User) -> None:
    """Forget a search of one's own. Raises Refused."""
    _own(search, actor)
    about(search, organisation=actor.organisation)
    search.delete()


def _own(search: SavedSearch, actor: User) -> None:
    if search.user_id != actor.pk:
        raise Refused(_("This search belongs to somebody else."))


def _named(name: str) -> str:
    name = " ".join(str(name).replace("\x00", " ").split())
    if not name:
        raise InvalidSearch("name", "required", _("Give the search a name."))
    if len(name) > 100:
        raise InvalidSearch("name", "too_long", _("This name is too long."))
    return name
