"""A plan that can be done by hand, and registers for it: what engines are tried with. Processes import it by name."""

from itertools import combinations
from random import Random

from passerelle.core.naming.plan import Match, Plan
from passerelle.core.naming.register import Entry, Written
from passerelle.core.naming.scoring import Reason, Score

RARE = [
    f"{a}{b}" for a in ("lo", "mi", "ta", "vu", "xe", "no", "ki") for b in ("ran", "sel", "tho", "qui", "zed")
]
COMMON = ["institute", "national", "centre"]


def words(entry: Entry) -> list[str]:
    return entry.label.split()


def shared(one: Entry, other: Entry) -> Score:
    """Score the share of words that two names share; the lesser actor must be given first."""
    assert one.actor < other.actor
    ours, theirs = set(words(one)), set(words(other))
    both = sorted(ours & theirs)
    value = len(both) / len(ours | theirs) if both else 0.0
    return Score(value, (Reason("shared", value, " ".join(both)),))


def elsewhere(one: Entry, other: Entry) -> bool:
    return bool(one.country and other.country and one.country != other.country)


PLAN = Plan(block=words, compare=shared, threshold=0.6, apart=elsewhere, crowd=16)


def register(size: int, seed: int = 7) -> list[Entry]:
    """Return actors whose names are a few words, some in nearly every name, some in few."""
    random = Random(seed)
    entries = []
    for number in range(size):
        name = random.sample(RARE, random.randint(1, 3)) + random.sample(COMMON, random.randint(0, 2))
        random.shuffle(name)
        country = random.choice(["", "FR", "VN"])
        entries.append(Entry(f"a{number:05}", "institute", country, names=(Written(" ".join(name)),)))
    return entries


def every_pair(plan: Plan, entries: list[Entry]) -> list[Match]:
    """Return the matches among all pairs that share a key, compared one by one."""
    found = []
    for one, other in combinations(sorted(entries, key=lambda entry: entry.actor), 2):
        if set(plan.block(one)) & set(plan.block(other)):
            score = plan.compare(one, other)
            if score.value >= plan.threshold:
                found.append(Match(one.actor, other.actor, score.value, score.reasons))
    return sorted(found, key=lambda match: (-match.score, match[:2]))
