"""What it says that a claim and a commitment share parties: little when all of them are states, or when many
promises are theirs; much when it is a company with one promise.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log2

from passerelle.core.commitments.told import Open
from passerelle.core.events.agreement import Shared, one_state
from passerelle.core.events.report import Party, Report
from passerelle.core.naming.scoring import Evidence

_OF_STATE = ("country", "place", "government", "mission")
_BETWEEN = (
    "agreement",
    "engagement",
    "request",
)  # acts between parties: with somebody else it is another act


def promises_by_party(opens: Iterable[Open]) -> Mapping[str, int]:
    """Return actor → how many of the commitments it takes part in."""
    return Counter(actor for one in opens for actor in {party.actor for party in one.parties})


def by_parties(
    report: Report, opened: Open, shared: Shared | None, promises: Mapping[str, int], agreed: float
) -> Iterable[Evidence]:
    """Weigh the parties in common; `agreed` in 0..1 is how far the object of the two is the same."""
    if shared is None:
        yield Evidence("no_parties", 1.0)
        return
    common = " ".join(shared.common)
    parties = {party.actor: party for party in (*report.parties, *opened.parties)}
    yield Evidence("parties", shared.least, common)
    yield Evidence("all_parties", shared.all)
    alone = one_state(report.parties, opened.parties, shared)
    yield Evidence("one_state", float(alone), common)
    if not alone and states_only(shared, parties):
        yield Evidence("states_only", 1.0 - agreed, common)
    yield Evidence(
        "state_for_body", sum(map(_loose, _pairs(shared, parties))) / len(shared.common or "-"), common
    )
    fewest = _promises(shared, promises)
    yield Evidence("many_promises", log2(fewest) * (1.0 - agreed), common)
    bodies = [pair for pair in _pairs(shared, parties) if not any(map(of_state, pair))]
    theirs = fewest == 1 and len(bodies) > 1 and report.type not in _BETWEEN
    yield Evidence("their_promise", float(theirs), common)
    yield from _others(report, opened, shared, parties)


def states_only(shared: Shared, parties: Mapping[str, Party]) -> bool:
    """Say whether all that is shared are states, their bodies, or bodies of no country."""
    return all(any(of_state(party) for party in pair) for pair in _pairs(shared, parties))


def _others(report: Report, opened: Open, shared: Shared, parties: Mapping[str, Party]) -> Iterable[Evidence]:
    found = {actor for pair in shared.common for actor in pair.split("~")}
    told = [party for party in report.parties if party.actor not in found]
    ours = [party for party in opened.parties if party.actor not in found]
    if not told or not ours:
        return
    between = report.type in _BETWEEN and (len(told) == len(ours) == 1 or _elsewhere(told, ours))
    yield Evidence("other_counterpart" if between else "other_party", 1.0, " / ".join(shared.others))


def _elsewhere(told: Iterable[Party], ours: Iterable[Party]) -> bool:
    """Say whether those that only one side names are of other countries than those of the other."""
    there, here = ({party.country for party in some if party.country} for some in (told, ours))
    return bool(there and here and not there & here)


def _promises(shared: Shared, promises: Mapping[str, int]) -> int:
    """Return of how many commitments the party is that has the fewest, of those in common."""
    of_each = [max(promises.get(actor, 1) for actor in pair.split("~")) for pair in shared.common]
    return max(1, min(of_each, default=1))


def _pairs(shared: Shared, parties: Mapping[str, Party]) -> list[tuple[Party, ...]]:
    return [tuple(parties[actor] for actor in pair.split("~")) for pair in shared.common]


def _loose(pair: tuple[Party, ...]) -> bool:
    """Say whether a state stands for a body that is no part of it: a company, a university."""
    return any(party.kind == "country" for party in pair) and any(
        party.kind not in _OF_STATE for party in pair
    )


def of_state(party: Party) -> bool:
    """Say whether a party is a state, a body of one, or one of many states."""
    return party.kind in _OF_STATE or (party.kind == "association" and not party.country)
