"""Giving names to actors of the directory."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.facts import checked_period
from passerelle.apps.directory.actions.moving import tell
from passerelle.apps.directory.actions.refusals import InvalidActor
from passerelle.apps.directory.models import Actor, ActorState, Name
from passerelle.apps.directory.naming import NewName, checked_names, write_names


@action("actor.add_name", permission="actor.decide")
def add_name(to: Actor, name: NewName, *, actor: User, source: str = "") -> Name:
    """Give an actor of the directory one more name; documents that name nobody known so far are looked at again."""
    require_rows(actor, "actor.decide", [to])
    to = Actor.objects.select_for_update().get(pk=to.pk)
    if to.state != ActorState.ACCEPTED:
        raise InvalidActor("actor", "not_open", _("Only actors of the directory are given names."))
    (name,) = checked_names([name])
    checked_period(name.since, name.until)
    (written,) = write_names(to, [name], source) or [None]
    if written is None:
        raise InvalidActor("text", "known", _("It has this name already."))
    about(to, organisation=actor.organisation, name=name.text, language=name.language, kind=str(name.kind))
    tell([], names=[name.text])
    return written
