"""Who merged actors are by now."""

from passerelle.apps.directory.models import Actor


def merged_actors() -> dict[int, int]:
    """Return the id of every actor that was merged, and of the one it is by now."""
    into = dict(Actor.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    return {pk: _end(pk, into) for pk in into}


def _end(pk: int, into: dict[int, int]) -> int:
    met: set[int] = set()
    while pk in into and pk not in met:
        met.add(pk)
        pk = into[pk]
    return pk
