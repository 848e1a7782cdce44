"""What belongs to an actor goes with it: names, identifiers, relations and mandates, there and back again."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from passerelle.apps.directory.editions import renew
from passerelle.apps.directory.involvements import documents_of, involve
from passerelle.apps.directory.models import Actor, Identifier, Mandate, Name, Relation
from passerelle.apps.directory.signals import document_resolved
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.directory.waiting import reopen_where_named
from passerelle.apps.library.models import Document
from passerelle.core.text.folding import fold

# What moves: model, the field that says whose it is, and what makes two rows the same.
_FACTS: tuple[tuple[str, type[Model], str, tuple[str, ...]], ...] = (
    ("names", Name, "actor", ("text", "language", "kind")),
    ("identifiers", Identifier, "actor", ("scheme", "value")),
    ("relations", Relation, "actor", ("kind", "other_id", "since")),
    ("related", Relation, "other", ("actor_id", "kind", "since")),
    ("mandates", Mandate, "person", ("organisation_id", "office", "since")),
    ("office_holders", Mandate, "organisation", ("person_id", "office", "since")),
)


def move_facts(old: Actor, new: Actor) -> dict[str, Any]:
    """Make what belongs to one actor another's, and return what moved; what that one has already stays behind."""
    moved: dict[str, Any] = {}
    for name, model, owner, same in _FACTS:
        rows: QuerySet = model._default_manager.all()
        there = set(rows.filter(**{owner: new}).values_list(*same))
        going = [
            pk
            for pk, *fact in rows.filter(**{owner: old}).values_list("pk", *same)
            if tuple(fact) not in there and not (model is Relation and new.pk in fact)
        ]
        rows.filter(pk__in=going).update(**{owner: new})
        moved[name] = going
    return moved


def move_back(moved: dict[str, Any], old: Actor, new: Actor) -> None:
    """Give back to `old` what `move_facts` gave to `new`, where it is still there."""
    for name, model, owner, _same in _FACTS:
        rows: QuerySet = model._default_manager.all()
        rows.filter(pk__in=moved.get(name, []), **{owner: new}).update(**{owner: old})


def tell(
    actors: Iterable[int],
    *,
    documents: Iterable[int] | None = None,
    names: Iterable[str] = (),
    changed: bool = True,
) -> None:
    """Make everything derived true again after a decision about actors, and tell who listens.

    `documents` are those whose mentions mean somebody else now (those that name the actors, if not given); strangers
    of other documents that bear one of the `names` are looked at again.
    """
    if changed:
        found = set(documents) if documents is not None else documents_of(actors)
        involve(found)
        for document in Document.objects.filter(pk__in=found).select_related("organisation"):
            document_resolved.send(Document, document=document)
    renew()
    if folded := [fold(name)[:400] for name in names]:
        reopen_where_named(folded)
        wake_resolving()
