"""Giving names to actors of the directory, and taking wrong ones away."""

from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.moving import tell
from passerelle.apps.directory.actions.refusals import InvalidActor
from passerelle.apps.directory.models import Actor, ActorState, Name, NameKind
from passerelle.apps.directory.naming import NewName, checked_names, write_names


@action("actor.add_name", permission="actor.decide")
def add_name(to: Actor, name: NewName, *, actor: User, source: str = "") -> Name:
    """Give an actor of the directory one more name; documents that name nobody known so far are looked at again."""
    require_rows(actor, "actor.decide", [to])
    to = Actor.objects.select_for_update().get(pk=to.pk)
    if to.state != ActorState.ACCEPTED:
        raise InvalidActor("actor", "not_open", _("Only actors of the directory are given names."))
    (name,) = checked_names([name])
    (written,) = write_names(to, [name], source) or [None]
    if written is None:
        raise InvalidActor("text", "known", _("It has this name already."))
    about(to, organisation=actor.organisation, name=name.text, language=name.language, kind=str(name.kind))
    tell([], names=[name.text])
    return written


@action("actor.remove_name", permission="actor.decide")
def remove_name(name: Name, *, actor: User) -> Actor:
    """Take a wrong name from an actor; its last one stays."""
    require_rows(actor, "actor.decide", [name.actor])
    of = Actor.objects.select_for_update().get(pk=name.actor_id)
    if not of.names.exclude(pk=name.pk).exists():
        raise InvalidActor("text", "last", _("An actor keeps at least one name."))
    about(of, organisation=actor.organisation, name=name.text, language=name.language, kind=name.kind)
    Name.objects.filter(pk=name.pk).delete()
    if of.label == name.text:
        first = of.names.order_by("pk").filter(kind=NameKind.LABEL).first() or of.names.order_by("pk").first()
        of.label = first.text if first else of.label
        of.save(update_fields=["label"])
    tell([of.pk], names=[name.text])
    return of
