"""Who the participants of a table are: actors of the directory, by their names."""

from collections import defaultdict
from collections.abc import Iterable

from passerelle.apps.directory.models import Actor, ActorState, Name
from passerelle.core.text.folding import fold


def actors_named(names: Iterable[str]) -> dict[str, Actor]:
    """Return name as written → the actor that alone bears it; of several a country is meant, or else nobody."""
    wanted = {name: fold(name) for name in names}
    rows = Name.objects.filter(folded__in=set(wanted.values()), actor__state=ActorState.ACCEPTED)
    borne: dict[str, dict[int, Actor]] = defaultdict(dict)
    for row in rows.select_related("actor").order_by("pk"):
        borne[row.folded][row.actor_id] = row.actor
    found = {}
    for name, folded in wanted.items():
        actors = list(borne[folded].values())
        states = [one for one in actors if one.kind == "country"]
        if len(chosen := states or actors) == 1:
            found[name] = chosen[0]
    return found
