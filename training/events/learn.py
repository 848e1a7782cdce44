"""Learns the weights of folding from pairs of claims that people judged: prints the [weights] of weights.toml.

    python training/events/learn.py [--pull 3]

Logistic regression on the pairs that folding compares and that nothing forbids. The squared distance from the weights
set by hand (hand.toml) costs `pull`: some hundred pairs move what they know something about and leave the rest. Pairs
come from the stories, half a of the event set (half b never), and from whole documents: the sample dossier, and the
documents for development where they are at hand. In these `same.jsonl` names the event of each claim (document, place
and type of the claim) that several claims tell; null is what nobody could decide; every other claim is an event of its
own.
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from desk import desk  # noqa: E402
from events import event_set, half_of, stands_for, stories  # noqa: E402

from passerelle.core.events.fold import candidates  # noqa: E402
from passerelle.core.events.likeness import compared  # noqa: E402
from passerelle.sources.published import find_published  # noqa: E402

DOSSIER = ROOT / "src" / "passerelle" / "starter" / "dossier"
SEEDS = ROOT.parent / "shared" / "seeds"
Judged = list[tuple[dict[str, float], bool]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pull", type=float, default=3.0, help="what it costs to leave the weights set by hand"
    )
    options = parser.parse_args()
    hand = tomllib.loads((HERE / "hand.toml").read_text(encoding="utf-8"))["weights"]
    found = learn(judged(), hand, options.pull)
    for rule, weight in found.items():
        print(f"{rule} = {round(weight * 20) / 20}")
    return 0


def learn(pairs: Judged, hand: dict[str, float], pull: float) -> dict[str, float]:
    """Return the likeliest weights of pairs (share by rule, whether one event) that stay near those set by hand."""
    rules = list(hand)
    shares = np.array([[pair.get(rule, 0.0) for rule in rules] for pair, _ in pairs])
    same = np.array([float(one) for _, one in pairs])
    prior = np.array([hand[rule] for rule in rules])

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = shares @ weights
        away = weights - prior
        value = (np.logaddexp(0, odds) - same * odds).sum() + pull * (away**2).sum()
        return value, shares.T @ (1 / (1 + np.exp(-odds)) - same) + 2 * pull * away

    return dict(zip(rules, minimize(cost, prior, jac=True, method="L-BFGS-B").x.tolist(), strict=True))


def judged() -> Judged:
    """Read all documents in one desk and return the pairs of claims whose events are known, of one set each."""
    written, marked = stories(HERE / "stories.toml"), event_set(ROOT / "bench" / "event-set")
    whole = _whole()
    with desk() as opened:
        opened.take(written.documents | marked.documents | whole)
        found = opened.folded()
    events: list[dict[str, str]] = [{}, {}, {}]
    for known, given, wanted in ((events[0], written, "ab"), (events[1], marked, "a")):
        for telling in given.tellings:
            claims = found.claims.get(telling.document, ())
            claim = stands_for(telling, claims, given.types.get(telling.event))
            if claim and half_of(telling.event) in wanted:
                known[found.reports[claim].key] = telling.event
    same = [json.loads(line) for line in (HERE / "same.jsonl").read_text(encoding="utf-8").splitlines()]
    named = {(one["doc"], one["start"], one["end"], one["type"]): one["event"] for one in same}
    for document in whole:
        for claim in found.claims.get(document, ()):
            event = named.get((document, claim.start, claim.end, claim.type), f"{claim.pk}")
            if event is not None:
                events[2][found.reports[claim.pk].key] = event
    reports = {report.key: report for report in found.reports.values()}
    pairs: Judged = []
    for left, right in candidates(reports.values()):
        rules = compared(reports[left], reports[right])
        if rules is not None:
            pairs += [(rules, one[left] == one[right]) for one in events if left in one and right in one]
    return pairs


def _whole() -> dict[str, tuple[str, str | None, str]]:
    """Return the documents of which every claim was judged: name → language, publication date, text."""

    def language(path: Path) -> str:
        return path.parent.name if path.parent.parent == DOSSIER else "fr"

    paths = [*sorted(DOSSIER.glob("*/*.txt")), *sorted(SEEDS.glob("*.txt"))]
    found: dict[str, tuple[str, str | None, str]] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        published = find_published(text=text, language=language(path))
        found[path.stem] = (language(path), published.value if published else None, text)
    return found


if __name__ == "__main__":
    sys.exit(main())
