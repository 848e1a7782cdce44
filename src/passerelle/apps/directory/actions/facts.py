"""Facts that people note about actors of the directory: who holds which office, and how actors are related."""

from typing import Any

import regex
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.actions.moving import tell
from passerelle.apps.directory.actions.refusals import InvalidActor
from passerelle.apps.directory.models import Actor, ActorState, Mandate, Relation, RelationKind
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.directory.waiting import reopen_where_in_office, reopen_where_nobody

_DATE = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", regex.ASCII)
_LONGEST = 200


@action("actor.add_mandate", permission="actor.decide")
def add_mandate(
    person: Actor,
    organisation: Actor,
    *,
    office: str,
    actor: User,
    office_fr: str = "",
    office_vi: str = "",
    since: str = "",
    until: str = "",
    source: str = "",
) -> Mandate:
    """Note that a person holds an office, from when to when (ISO 8601, as precise as known). Raises InvalidActor."""
    known_openly((person, organisation), actor)
    if person.kind != "person":
        raise InvalidActor("person", "no_person", _("Only a person holds an office."))
    if organisation.kind == "person":
        raise InvalidActor("organisation", "person", _("An office is of an organisation or a country."))
    offices = [text.strip() for text in (office, office_fr, office_vi)]
    if not offices[0] or max(map(len, offices)) > _LONGEST:
        raise InvalidActor("office", "required", _("Name the office, in 200 characters at most."))
    checked_period(since, until)
    if Mandate.objects.filter(
        person=person, organisation=organisation, office=offices[0], since=since
    ).exists():
        raise InvalidActor("office", "known", _("This mandate is noted already."))
    mandate = Mandate.objects.create(
        person=person, organisation=organisation, office=offices[0], office_fr=offices[1], office_vi=offices[2],
        since=since, until=until, source=source[:500],
    )  # fmt: skip
    _tell(person, actor, of=organisation.key, office=offices[0], since=since, until=until)
    reopen_where_nobody()
    wake_resolving()
    return mandate


@action("actor.end_mandate", permission="actor.decide")
def end_mandate(mandate: Mandate, *, until: str, actor: User) -> Mandate:
    """Note when a mandate ended, or take that back with an empty `until`."""
    known_openly((mandate.person, mandate.organisation), actor)
    checked_period(mandate.since, until)
    before, mandate.until = mandate.until, until
    mandate.save(update_fields=["until"])
    _tell(mandate.person, actor, office=mandate.office, until=[before, until])
    reopen_where_in_office(mandate.person, mandate.organisation)
    wake_resolving()
    return mandate


@action("actor.add_relation", permission="actor.decide")
def add_relation(
    one: Actor, kind: str, other: Actor, *, actor: User, since: str = "", until: str = "", source: str = ""
) -> Relation:
    """Note how an actor stands to another. Raises InvalidActor."""
    known_openly((one, other), actor)
    if kind not in RelationKind.values:
        raise InvalidActor("kind", "unknown", _("Say how the two are related."))
    if one.pk == other.pk:
        raise InvalidActor("other", "itself", _("Choose two different actors."))
    checked_period(since, until)
    if Relation.objects.filter(actor=one, kind=kind, other=other, since=since).exists():
        raise InvalidActor("other", "known", _("This relation is noted already."))
    relation = Relation.objects.create(
        actor=one, kind=kind, other=other, since=since, until=until, source=source[:500]
    )
    _tell(one, actor, kind=kind, other=other.key, since=since, until=until)
    return relation


def known_openly(actors: tuple[Actor, ...], actor: User) -> None:
    """Raise Refused or InvalidActor unless these are of the directory: facts about them are open as well."""
    for one in actors:
        require_rows(actor, "actor.decide", [one])
        if one.state != ActorState.ACCEPTED:
            raise InvalidActor("actor", "not_open", _("Facts are noted about actors of the directory only."))


def checked_period(since: str, until: str) -> None:
    for field, day in (("since", since), ("until", until)):
        if day and not _DATE.fullmatch(day):
            raise InvalidActor(field, "date", _("Give the date as 2025, 2025-05 or 2025-05-13."))
    length = min(len(since), len(until))
    if since and until and until[:length] < since[:length]:
        raise InvalidActor("until", "before", _("It ends before it begins."))


def _tell(one: Actor, actor: User, **detail: Any) -> None:
    about(one, organisation=actor.organisation, **detail)
    tell([], documents=[])
