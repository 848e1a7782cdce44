"""Who holds an office: a day belongs to the question."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from passerelle.apps.directory.models import Actor, Mandate
from passerelle.apps.directory.offices import covers, holders


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a body, by the mandates that name it, and those of them that stood on a day."""

    named: Mandate
    held: list[Mandate] = field(default_factory=list)


def holder_of(office: str, day: str, *, organisation: str = "", country: str = "") -> Actor | None:
    """Return who holds an office (named in any language) on a day; None when nobody, or more than one, may.

    `organisation` is an actor's key, `country` an ISO 3166 code, `day` ISO 8601, as precise as known.
    """
    people = {tenure.person for tenure in holders(office, day, organisation=organisation, country=country)}
    return Actor.objects.get(pk=people.pop()) if len(people) == 1 else None


def offices_on(mandates: Iterable[Mandate], day: str) -> list[Office]:
    """Return every office that mandates of one body name, with who held it on a day (ISO 8601, as precise as known).

    An office of which nobody is known for that day is told as well.
    """
    offices: dict[str, Office] = {}
    for one in sorted(mandates, key=lambda one: one.since, reverse=True):
        office = offices.setdefault(one.office, Office(one))
        if covers(one.since, one.until, day):
            office.held.append(one)
    return sorted(offices.values(), key=lambda one: (not one.held, one.named.pk))
