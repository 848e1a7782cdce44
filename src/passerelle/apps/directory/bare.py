"""Names of a document that say an office or a kind of body and not whose: "Premier ministre", "the Ministry".

They are told by the country, the day and whom else the document names. What these do not tell becomes no candidate:
one would gather strangers of many documents.
"""

from collections.abc import Collection

from passerelle.apps.directory.offices import offices_called, offices_of
from passerelle.apps.directory.recognising import WEIGHTS, Answer, Named
from passerelle.core.naming.offices import Bare, bare, heads_of

_MOST = 5


def bare_name(named: Named) -> Bare | None:
    """Say what a mention says, when its longest name is an office or a common noun; None when it names somebody."""
    if named.kind in ("country", "place") or not named.names:
        return None
    found = bare(named.names[0], named.country)
    if found is None or (not found.office and named.kind == "person"):
        return None
    return found


def by_bare_office(
    named: Named, said: Bare, day: str, others: Collection[tuple[Named, int]], apart: frozenset[int]
) -> Answer | None:
    """Recognise who held an office on a day ("" is unknown), or else the one body that has it; several are a doubt.

    It is an office of the country, or where none is known, of a body that the document names. `apart` are those that a
    person said it is not.
    """
    if not said.office:
        return None
    if named.country:
        offices = offices_called(said.office, country=named.country)
    else:
        offices = offices_of(said.office, {actor for _other, actor in others})
    offices = [tenure for tenure in offices if not {tenure.person, tenure.organisation} & apart]
    held = [tenure for tenure in offices if tenure.covers(day)]
    people = list(dict.fromkeys(tenure.person for tenure in held))
    bodies = list(dict.fromkeys(tenure.organisation for tenure in offices))
    if len(people) == 1 and len({tenure.organisation for tenure in held}) == 1:
        return _sure(people[0], "office", held[0].office)
    if len(bodies) == 1 and named.kind != "person":
        return _sure(bodies[0], "office_body", offices[0].office)
    return _doubt(people or bodies, "several_holders", said.office)


def by_context(named: Named, said: Bare, others: Collection[tuple[Named, int]]) -> Answer | None:
    """Recognise the one body of its kind that the document names in full; several are a doubt.

    `others` are those with a name of their own and the actor of the directory that each is.
    """
    if not said.heads:
        return None
    alike = [
        actor
        for other, actor in others
        if other.kind not in ("person", "country", "place")
        and not (named.country and other.country and named.country != other.country)
        and any(said.heads & heads_of(name) for name in other.names)
    ]
    found = list(dict.fromkeys(alike))
    return (
        _sure(found[0], "context", named.names[0]) if len(found) == 1 else _doubt(found, "several_named", "")
    )


def _sure(actor: int, rule: str, detail: str) -> Answer:
    return Answer(actor, WEIGHTS[rule], [{"rule": rule, "weight": WEIGHTS[rule], "detail": detail[:200]}])


def _doubt(actors: list[int], rule: str, detail: str) -> Answer | None:
    if not actors:
        return None
    weight = WEIGHTS[rule]
    reasons = [{"rule": rule, "weight": weight, "detail": detail[:200]}]
    return Answer(None, weight, reasons, [(actor, weight) for actor in actors[:_MOST]])
