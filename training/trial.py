"""Trials: held-out documents read with classifiers that did not see them, and scored as the guide scores."""

import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from examples import ROOT, weight_of

from passerelle.core.reading.gold import to_gold
from passerelle.core.reading.merge import merged
from passerelle.core.reading.model import Claim, Reading
from passerelle.core.reading.scenes import Document, scenes_of
from passerelle.core.reading.trained import worth
from passerelle.core.reading.trained.claims import Proposal, chosen, listed_strengths, proposals_in
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.judgement import Judgement
from passerelle.core.reading.trained.reader import TrainedReader

FIGURE_EASE = 0.21  # a figure is taken with a little less, so that fewer are lost
SCORER = ROOT.parent / "shared" / "gold" / "score.py"


def scorer() -> ModuleType:
    """Return the scoring of the annotation guide as a module."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


SCORE = scorer()


class Collecting(TrainedReader):
    """Keeps every proposal instead of deciding."""

    def stated(self, document: Document) -> list[Claim]:
        self.proposals: list[Proposal] = []
        self.listed: list[Claim] = []
        for position, (scene, findings) in enumerate(scenes_of(document)):
            frame = Frame(scene, findings, position)
            found = proposals_in(frame, self.judge)
            self.proposals += found
            self.listed += listed_strengths(scene, findings)
            scene.context.remember(
                one.claim for one in found if worth.chance(one, self.judge) >= self.judge.thresholds["claim"]
            )
        return []


@dataclass
class Held:
    """One held-out document: what was proposed, before anything was decided."""

    record: dict[str, Any]
    text: str
    reading: Reading
    proposals: list[Proposal]
    listed: list[Claim]
    judge: Judgement

    @property
    def group(self) -> str:
        kind = "sentences" if weight_of(self.record) == 1.0 else "documents"
        return f"{kind}-{self.record['lang']}"

    def claims(self, chance: Callable[[Proposal], float], threshold: float) -> list[Claim]:
        judged = [(chance(one), one) for one in self.proposals]
        told = [
            replace(one.claim, confidence=worth.confidences(one, sure, self.judge))
            for sure, one in chosen(judged, {"claim": threshold, "figure": threshold - FIGURE_EASE})
        ]
        return merged(sorted([*told, *self.listed], key=lambda claim: claim.start))


def hold(reader: Collecting, record: dict[str, Any], text: str) -> Held:
    reading = reader.read(text, language=record["lang"], published=record["published"])
    return Held(record, text, reading, reader.proposals, reader.listed, reader.judge)


def predicted(held: Held, claims: Iterable[Claim]) -> dict[str, Any]:
    return to_gold(replace(held.reading, claims=tuple(claims)), held.record["doc"], held.text)


def right_proposals(held: Held) -> list[tuple[Proposal, bool]]:
    """Pair each proposal with whether the annotation has it: each annotated claim counts once."""
    got = predicted(held, [one.claim for one in held.proposals])
    mapping = SCORE.align(held.record, got)
    answers = []
    for one, claim in zip(held.proposals, got["claims"], strict=True):
        answers.append(
            (one, any(SCORE.same_claim(ours, claim, mapping) >= 0 for ours in held.record["claims"]))
        )
    return answers


@dataclass
class Tally:
    """Counts of one set of documents."""

    right: int = 0
    found: int = 0
    gold: int = 0
    status: int = 0
    date: int = 0

    def line(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return (
            f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  status {self.status / max(self.right, 1):.3f} "
            f"date {self.date / max(self.right, 1):.3f}  ({self.right}/{self.found}/{self.gold})"
        )


class Trial:
    """Sums scores by group of documents, and by type."""

    def __init__(self) -> None:
        self.groups: defaultdict[str, Tally] = defaultdict(Tally)
        self.types: defaultdict[str, Tally] = defaultdict(Tally)

    def add(self, record: dict[str, Any], got: dict[str, Any], group: str) -> None:
        mapping = SCORE.align(record, got)
        pairs = SCORE.matched(record, got, mapping)
        scope = group.split("-")[0]
        tally = self.groups[group]
        tally.right += len(pairs)
        tally.found += len(got["claims"])
        tally.gold += len(record["claims"])
        tally.status += sum(a["status"] == b["status"] for a, b in pairs)
        tally.date += sum(SCORE.date_agrees(a, b) for a, b in pairs)
        for name, counted in (
            ("right", (a["type"] for a, _ in pairs)),
            ("found", (c["type"] for c in got["claims"])),
            ("gold", (c["type"] for c in record["claims"])),
        ):
            for kind, count in Counter(counted).items():
                one = self.types[f"{scope}:{kind}"]
                setattr(one, name, getattr(one, name) + count)

    def report(self, title: str, types: bool = False) -> None:
        print(f"== {title}")
        for name, tally in sorted(self.groups.items()):
            print(f"{name:<13} {tally.line()}")
        if types:
            for name, tally in sorted(self.types.items()):
                print(f"   {name:<22} {tally.line()}")
        sys.stdout.flush()
