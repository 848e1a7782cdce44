"""Actors in three languages: is every form of a name told to be its actor's, and no form another's?

    python bench/naming_trilingual.py [--set FOLDER] [--negatives N] [--seed N]

Every two forms of one actor are a true pair; false pairs are all the hard negatives of the set and, for each kind, as
many sampled pairs of forms of different actors as there are true ones (or `--negatives` a kind). Prints pairwise F1,
precision and recall at the shipped threshold, on the whole, by kind and by pair of languages. Reads
`actors.csv` (id, kind, country, fr, vi, en, others; | parts the forms) and `negatives.csv` (kind, a, b, why).

The last table asks the whole of naming as the desk uses it: two names that are both linked to actors of the starter
directory are the same when these are; the comparison decides about the others.
"""

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from passerelle.core.naming import compare
from passerelle.core.naming.link import Asked, Link, Linker
from passerelle.starter.register import known_entries

SET = Path(__file__).with_name("naming-set")
LANGUAGES = ("fr", "vi", "en", "others")
BAR = 0.95


class Form(NamedTuple):
    """One written form of an actor."""

    actor: str
    kind: str
    language: str
    text: str


class Pair(NamedTuple):
    """Two forms, the kind they are compared as, what they are, and the group that they are counted in."""

    a: str
    b: str
    kind: str
    same: bool
    group: str


def forms_of(path: Path) -> list[Form]:
    """Return every form of every actor, each text once an actor."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Form(row["id"], row["kind"], language, text)
            for row in csv.DictReader(lines)
            for text, language in {
                text.strip(): language
                for language in reversed(LANGUAGES)
                for text in (row.get(language) or "").split("|")
                if text.strip()
            }.items()
        ]


def pairs_of(folder: Path, most: int | None, seed: int) -> Iterator[Pair]:
    """Yield true pairs, hard negatives and sampled negatives."""
    forms = forms_of(folder / "actors.csv")
    by_actor: defaultdict[str, list[Form]] = defaultdict(list)
    by_kind: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_actor[form.actor].append(form)
        by_kind[form.kind].append(form)
    texts = {form.text: {other.actor for other in forms if other.text == form.text} for form in forms}
    true: defaultdict[str, int] = defaultdict(int)
    for own in by_actor.values():
        for one, other in combinations(own, 2):
            true[one.kind] += 1
            yield Pair(one.text, other.text, one.kind, True, "–".join(sorted((one.language, other.language))))
    drawn = random.Random(seed)
    for kind, found in by_kind.items():
        wanted = most or true[kind]
        for _ in range(wanted * 20):
            if not wanted or len(by_actor) < 2:
                break
            one, other = drawn.sample(found, 2)
            if one.actor != other.actor and not texts[one.text] & texts[other.text]:
                wanted -= 1
                yield Pair(one.text, other.text, kind, False, "sampled")
    with (folder / "negatives.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Pair(row["a"], row["b"], row["kind"], False, "hard")


def said_same(pair: Pair) -> bool:
    """Return whether the comparison of its kind says that a pair is one actor."""
    by = {"person": compare.people, "place": compare.places, "country": compare.places}
    return by.get(pair.kind, compare.organisations)(pair.a, pair.b).value >= compare.SAME


def linked(pairs: list[Pair]) -> dict[tuple[str, str], Link]:
    """Return (name, kind) → whom the starter directory knows by it, without being told a country."""
    asked = sorted({(text, pair.kind) for pair in pairs for text in (pair.a, pair.b)})
    found = Linker(known_entries()).link_all([Asked(text, kind=kind) for text, kind in asked])
    return dict(zip(asked, found, strict=True))


def known_same(pair: Pair, said: bool, links: dict[tuple[str, str], Link]) -> bool:
    """Return whether a pair is one actor: as the directory has it where it knows both, else as was said."""
    one, other = links[pair.a, pair.kind].actor, links[pair.b, pair.kind].actor
    return one == other if one and other else said


def row(name: str, told: list[tuple[bool, bool]]) -> str:
    """Return one line of the table from (same, said same)."""
    right = sum(same and said for same, said in told)
    same, said = sum(same for same, _ in told), sum(said for _, said in told)
    found = f"{2 * right / (same + said):.3f}" if same and said else "–"
    precision = f"{right / said:.3f}" if said else "–"
    recall = f"{right / same:.3f}" if same else "–"
    return f"| {name} | {len(told)} | {same} | {found} | {precision} | {recall} |"


def main() -> None:
    """Compare every pair, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", type=Path, default=SET)
    parser.add_argument("--negatives", type=int, help="sampled pairs a kind")
    parser.add_argument("--seed", type=int, default=4)
    asked = parser.parse_args()
    told = [(pair, said_same(pair)) for pair in pairs_of(asked.set, asked.negatives, asked.seed)]
    print(f"asked: pairwise F1 {BAR}\n")
    print("| pairs | number | same | F1 | precision | recall |\n| --- | --- | --- | --- | --- | --- |")
    print(row("all", [(pair.same, said) for pair, said in told]))
    for key in ("kind", "group"):
        groups: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
        for pair, said in told:
            groups[getattr(pair, key)].append((pair.same, said))
        for name, group in sorted(groups.items()):
            print(row(f"{key}: {name}", group))
    hard = [said for pair, said in told if pair.group == "hard"]
    if hard:
        print(f"\nhard negatives told apart: {len(hard) - sum(hard)} of {len(hard)}")
    links = linked([pair for pair, _ in told])
    whole = [(pair, known_same(pair, said, links)) for pair, said in told]
    print(
        "\n| with the directory | number | same | F1 | precision | recall |\n| --- | --- | --- | --- | --- | --- |"
    )
    print(row("all", [(pair.same, said) for pair, said in whole]))
    wrong = [said for pair, said in whole if pair.group == "hard"]
    print(f"\nhard negatives told apart: {len(wrong) - sum(wrong)} of {len(wrong)}")


if __name__ == "__main__":
    main()
