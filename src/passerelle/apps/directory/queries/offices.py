"""Who holds an office: a day belongs to the question."""

from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.offices import holders


def holder_of(office: str, day: str, *, organisation: str = "", country: str = "") -> Actor | None:
    """Return who holds an office (named in any language) on a day; None when nobody, or more than one, may.

    `organisation` is an actor's key, `country` an ISO 3166 code, `day` ISO 8601, as precise as known.
    """
    people = {tenure.person for tenure in holders(office, day, organisation=organisation, country=country)}
    return Actor.objects.get(pk=people.pop()) if len(people) == 1 else None
