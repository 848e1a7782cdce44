"""Taking wrong names, mandates and relations from actors of the directory, and putting them back.

What a person took away is kept as a removal, so that it can be put back, and no register brings it again.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.facts import known_openly
from passerelle.apps.directory.actions.moving import tell
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.editions import lock
from passerelle.apps.directory.models import (
    Actor,
    FactKind,
    Mandate,
    Mention,
    MentionState,
    Name,
    NameKind,
    Relation,
    Removal,
)
from passerelle.apps.directory.registers.writing import final
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.directory.waiting import reopen, reopen_where_in_office, reopen_where_nobody
from passerelle.core.text.folding import fold

_NAME = ("text", "language", "kind", "since", "until", "source")
_MANDATE = ("office", "office_fr", "office_vi", "since", "until", "source")
_RELATION = ("kind", "since", "until", "source")


@action("actor.remove_name", permission="actor.decide")
def remove_name(name: Name, *, actor: User) -> Removal:
    """Take a wrong name from an actor; its last one stays. Raises InvalidActor."""
    require_rows(actor, "actor.decide", [name.actor])
    of = Actor.objects.select_for_update().get(pk=name.actor_id)
    if not of.names.exclude(pk=name.pk).exists():
        message = _("“%(name)s” is the only name of this actor. Add another one first.") % {"name": name.text}
        raise InvalidActor("text", "last", message)
    removal = _remove(FactKind.NAME, name, _NAME, of, None, actor)
    _relabel(of)
    about(of, organisation=actor.organisation, name=name.text, language=name.language, kind=name.kind)
    tell([of.pk], names=[name.text])
    linked = Mention.objects.filter(actor=of, state=MentionState.LINKED, spellings__folded=name.folded)
    reopen(linked.values_list("document", flat=True))  # they may be known by this name only
    wake_resolving()
    return removal


@action("actor.remove_mandate", permission="actor.decide")
def remove_mandate(mandate: Mandate, *, actor: User) -> Removal:
    """Remove a mandate that was noted by mistake."""
    person, organisation = mandate.person, mandate.organisation
    known_openly((person, organisation), actor)
    removal = _remove(FactKind.MANDATE, mandate, _MANDATE, person, organisation, actor)
    about(person, organisation=actor.organisation, of=organisation.key, **_told(mandate, "office"))
    tell([], documents=[])
    reopen_where_in_office(person, organisation)
    wake_resolving()
    return removal


@action("actor.remove_relation", permission="actor.decide")
def remove_relation(relation: Relation, *, actor: User) -> Removal:
    """Remove a relation that was noted by mistake."""
    one, other = relation.actor, relation.other
    known_openly((one, other), actor)
    removal = _remove(FactKind.RELATION, relation, _RELATION, one, other, actor)
    about(one, organisation=actor.organisation, other=other.key, **_told(relation, "kind"))
    tell([], documents=[])
    return removal


@action("actor.restore_fact", permission="actor.decide")
def restore_fact(removal: Removal, *, actor: User) -> Name | Mandate | Relation:
    """Put a name, mandate or relation back that was taken away. Raises Conflict, InvalidActor."""
    lock()
    removal = Removal.objects.select_for_update(of=("self",)).select_related("undone_by").get(pk=removal.pk)
    one, other = final(removal.actor), removal.other and final(removal.other)
    known_openly((one, other) if other else (one,), actor)
    if removal.undone_at is not None:
        raise Conflict("undo", removal.undone_by, removal.undone_at)
    fact, names = removal.fact, []
    back: Name | Mandate | Relation
    if removal.kind == FactKind.NAME:
        same = one.names.filter(text=fact["text"], language=fact["language"], kind=fact["kind"])
        back, names = Name(actor=one, folded=fold(fact["text"])[:400], **fact), [fact["text"]]
    elif removal.kind == FactKind.MANDATE:
        same = one.mandates.filter(organisation=other, office=fact["office"], since=fact["since"])
        back = Mandate(person=one, organisation=other, **fact)
    else:
        same = one.relations.filter(other=other, kind=fact["kind"], since=fact["since"])
        back = Relation(actor=one, other=other, **fact)
    if same.exists():
        raise InvalidActor(
            "fact", "known", _("This was noted again meanwhile: there is nothing to put back.")
        )
    if one == other:
        raise InvalidActor("fact", "one", _("The two were merged since. Undo that first."))
    back.save()
    removal.undone_by, removal.undone_at = actor, timezone.now()
    removal.save(update_fields=["undone_by", "undone_at"])
    _relabel(one)
    about(one, organisation=actor.organisation, restored=str(removal.kind), **fact)
    tell([one.pk] if names else [], names=names, documents=None if names else [])
    if removal.kind == FactKind.MANDATE:
        reopen_where_nobody()
        wake_resolving()
    return back


def _remove(
    kind: FactKind, row: Any, columns: tuple[str, ...], one: Actor, other: Actor | None, actor: User
) -> Removal:
    """Take a row away and return what is kept of it."""
    fact = {column: str(getattr(row, column)) for column in columns}
    type(row).objects.filter(pk=row.pk).delete()
    return Removal.objects.create(kind=kind, actor=one, other=other, fact=fact, by=actor)


def _relabel(of: Actor) -> None:
    """Sort an actor by a name that it still has."""
    if of.names.filter(text=of.label).exists():
        return
    first = of.names.order_by("pk").filter(kind=NameKind.LABEL).first() or of.names.order_by("pk").first()
    of.label = first.text if first else of.label
    of.save(update_fields=["label"])


def _told(row: Mandate | Relation, what: str) -> dict[str, str]:
    return {what: str(getattr(row, what)), "since": row.since, "until": row.until}
