"""What claims propose for the ledger, against what a person would propose.

    python bench/proposals.py [--set bench/ledger-set] [--told later] [--read] [--misses]

Claims are given as a person reads them, or with `--read` as the desk's reader reads the sentence, which knows
neither the invented bodies nor the events. A proposal is right when kind, commitment and stage are those expected;
*about* counts only which commitment a sentence is about, beside the plainest way: the commitments with the most
parties and technologies in common. Sureness: of the proposals with such a score, how many are about the right
commitment, or rightly new.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from annotated import ROOT, reader

from passerelle.core.commitments.life import Step, standing
from passerelle.core.commitments.proposing import proposals, sifted
from passerelle.core.commitments.told import Open, Proposal, Told, marks_of, words_together
from passerelle.core.events.report import Party, Report
from passerelle.core.events.reported import own_party, reports_of
from passerelle.core.events.spans import days
from passerelle.core.events.words import words_of
from passerelle.core.reading.model import Actor, Quantity
from passerelle.core.reading.registry import LATEST
from passerelle.core.text.folding import fold

LATE = "2030-12-31"
KINDS = ("commitment", "step", "milestone", "contradiction", "end", "evidence")
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Wanted = tuple[str, str | None, str]


class Given(NamedTuple):
    """A sentence, the claims that it tells, and what they should propose."""

    told: tuple[Told, ...]
    published: str
    text: str
    language: str
    expect: tuple[Wanted, ...]


def ledger_set(folder: Path, told: str = "told", read_anew: bool = False) -> tuple[list[Open], list[Given]]:
    """Return the open commitments and what was told, as the GUIDE.md of the folder describes it."""

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))

    actors = {
        key: Party(key, kind, country, tuple(names), known=True)
        for key, (kind, country, *names) in read("actors").items()
    }
    opens = [_open(key, row, actors) for key, row in read("commitments").items()]
    tell = _read if read_anew else _told
    return opens, [tell(number, row, actors) for number, row in enumerate(read(told)["told"])]


def _open(key: str, row: dict[str, Any], actors: dict[str, Party]) -> Open:
    steps = [Step(to, on, LATE if len(on) < 10 else on, "by hand") for to, on in row["steps"]]
    return Open(
        key=key,
        kind=row["kind"],
        standing=standing(steps, LATE),
        parties=tuple(sorted(actors[one] for one in row["parties"])),
        technologies=frozenset(row["technologies"]),
        promised=row.get("promised"),
        deadline=row.get("deadline"),
        quantity=_quantity(row),
        words=words_together(row["title"], row["language"]),
        marks=marks_of(row["title"], row["language"]),
        events=frozenset(row["events"]),
    )


def _told(number: int, row: dict[str, Any], actors: dict[str, Party]) -> Given:
    report = Report(
        key=f"{number:03}",
        document=f"{number:03}",
        type=row["type"],
        status=row["status"],
        parties=tuple(sorted(actors[one] for one in row["parties"])),
        technologies=frozenset(row["technologies"]),
        date=row.get("date"),
        published=row["published"],
        quantity=_quantity(row),
        instrument=row.get("instrument"),
        words=words_of(row["text"], 0, len(row["text"]), row["language"]),
    )
    return _given((Told(report, row.get("event", "")),), row)


def _read(number: int, row: dict[str, Any], actors: dict[str, Party]) -> Given:
    """Return the claims that the reader finds in a sentence; parties are resolved by their very names only."""
    names = {fold(name): party for party in actors.values() for name in party.names}

    def known_as(actor: Actor) -> Party:
        return next((names[fold(name)] for name in actor.names if fold(name) in names), own_party(actor))

    found = reader(LATEST[0], False).read(row["text"], language=row["language"], published=row["published"])
    told = [
        Told(report, certainty=min(claim.confidence.values(), default=0.0))
        for claim, report in reports_of(found, f"{number:03}", row["text"], known_as)
    ]
    return _given(tuple(told), row)


def _given(told: tuple[Told, ...], row: dict[str, Any]) -> Given:
    expect = tuple((kind, key or None, to) for kind, key, to in row["expect"])
    return Given(told, row["published"], row["text"], row["language"], expect)


def _quantity(row: dict[str, Any]) -> Quantity | None:
    return Quantity(float(row["quantity"][0]), row["quantity"][1]) if "quantity" in row else None


def known(given: Given, opens: Sequence[Open]) -> list[Open]:
    """Return what was promised before the sentence was told."""
    day = days(given.published)
    assert day is not None
    return [
        one for one in opens if (promised := days(one.promised)) is None or promised.first <= day.last + 1
    ]


def proposed(given: Given, opens: Sequence[Open]) -> list[Proposal]:
    """Return what the claims of a sentence propose, as the desk lists it."""
    told = {one.report.key: one for one in given.told}
    found = sifted({key: proposals(one, opens) for key, one in told.items()}, told)
    return [one for each in found.values() for one in each]


def by_parties(given: Given, opens: Sequence[Open]) -> set[str | None]:
    """Return the commitments that share the most parties and technologies with a claim: what one would do at least."""
    found: set[str | None] = set()
    for told in given.told:
        actors = {party.actor for party in told.report.parties}
        shared = {
            one.key: (len(common), len(told.report.technologies & one.technologies))
            for one in opens
            if (common := actors & {party.actor for party in one.parties})
        }
        best = max(shared.values(), default=None)
        found |= {key for key, value in shared.items() if value == best} or {None}
    return found


def scores(wanted: int, found: int, right: int) -> str:
    precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{wanted} | {found} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def line(name: str, pairs: Sequence[tuple[set[Any], set[Any]]]) -> str:
    counts = (sum(len(a) for a, _ in pairs), sum(len(b) for _, b in pairs), sum(len(a & b) for a, b in pairs))
    return f"| {name} | {scores(*counts)}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", type=Path, default=ROOT / "bench" / "ledger-set")
    parser.add_argument("--told", default="told", help="which sentences: told, or later")
    parser.add_argument("--read", action="store_true", help="read the sentences with the desk's reader")
    parser.add_argument("--misses", action="store_true", help="print what was not proposed as expected")
    options = parser.parse_args()
    opens, given = ledger_set(options.set, options.told, options.read)
    started = time.perf_counter()
    found = [proposed(one, known(one, opens)) for one in given]
    seconds = time.perf_counter() - started
    said = [
        (set(one.expect), {(each.kind, each.commitment, each.to) for each in mine})
        for one, mine in zip(given, found, strict=True)
    ]
    print(
        f"{len(given)} sentences, {sum(len(one.told) for one in given)} claims, {len(opens)} commitments open, "
        f"{1000 * seconds / len(given):.1f} ms a sentence\n"
    )
    print("| | expected | proposed | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- |")
    print(line("all", said))
    for kind in KINDS:
        print(
            line(
                kind,
                [
                    ({one for one in a if one[0] == kind}, {one for one in b if one[0] == kind})
                    for a, b in said
                ],
            )
        )
    for language in ("en", "fr", "vi"):
        print(
            line(language, [pair for pair, one in zip(said, given, strict=True) if one.language == language])
        )
    print(line("about", [({one[1] for one in a}, {one[1] for one in b}) for a, b in said]))
    plain = [by_parties(one, known(one, opens)) for one in given]
    print(
        line("about, by parties", [({one[1] for one in a}, b) for (a, _), b in zip(said, plain, strict=True)])
    )
    sureness(given, found)
    if options.misses:
        misses(given, found)
    return 0


def sureness(given: Sequence[Given], found: Sequence[Sequence[Proposal]]) -> None:
    """Print how often proposals of a score are about the right commitment."""
    each = [
        (proposal.score, proposal.commitment in {key for _, key, _ in one.expect})
        for one, mine in zip(given, found, strict=True)
        for proposal in mine
    ]
    print("\n| score | proposals | right | mean score |\n| --- | --- | --- | --- |")
    for low, high in pairwise(BINS):
        inside = [(score, right) for score, right in each if low <= score < high]
        if inside:
            share, mean = (
                sum(right for _, right in inside) / len(inside),
                sum(score for score, _ in inside) / len(inside),
            )
            print(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(inside)} | {share:.2f} | {mean:.2f} |")


def misses(given: Sequence[Given], found: Sequence[Sequence[Proposal]]) -> None:
    for one, mine in zip(given, found, strict=True):
        if set(one.expect) != {(each.kind, each.commitment, each.to) for each in mine}:
            print(f"\n{one.text}\n  expected {list(one.expect)}")
            for told in one.told:
                print("  told", told.report.type, told.report.status, told.report.date, told.report.quantity,
                      [party.actor for party in told.report.parties], sorted(told.report.technologies))  # fmt: skip
            for each in mine:
                print(
                    f"  proposed {each.kind} {each.commitment} {each.to} by {each.rule} {each.score:.2f}",
                    each.detail,
                )
                print("    ", ", ".join(f"{reason.rule} {reason.weight:+.2f}" for reason in each.reasons))


if __name__ == "__main__":
    sys.exit(main())
