"""Parents and payers as a graph: a tree of parts, and who lies on a circle."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping


def tree_of(parents: Mapping[str, Iterable[str]]) -> tuple[dict[str, str], set[str]]:
    """Return one parent for each activity, the first by name, leaving out those in circles; and these."""
    stated = {child: {parent for parent in of if parent} for child, of in parents.items()}
    loops = circular(stated)
    tree = {
        child: min(of)
        for child, all_of in stated.items()
        if (of := {parent for parent in all_of if not (child in loops and parent in loops)})
    }
    return tree, loops


def circular(edges: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the nodes that lie on a circle or between two: whoever remains when the loose ends are taken away."""
    onward = {node: set(tos) for node, tos in edges.items()}
    remaining = set(onward) | {to for tos in onward.values() for to in tos}
    back: dict[str, set[str]] = defaultdict(set)
    for node, tos in onward.items():
        for to in tos:
            back[to].add(node)
    for neighbours in (onward, back):
        degrees = Counter({node: len(set(neighbours.get(node, ())) & remaining) for node in remaining})
        loose = [node for node in remaining if not degrees[node]]
        others = back if neighbours is onward else onward
        while loose:
            node = loose.pop()
            remaining.discard(node)
            for other in others.get(node, ()):
                if other in remaining:
                    degrees[other] -= 1
                    if not degrees[other]:
                        loose.append(other)
    return remaining
