"""Which word of one name stands for which of another: the assignment that agrees most."""

from collections.abc import Sequence

_INFINITE = float("inf")


def best_pairs(likeness: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """Return the (row, column) pairs whose likeness adds up highest, each row and column once, none below `least`.

    The Hungarian algorithm with potentials, O(n²m); names have few words.
    """
    if not likeness or not likeness[0]:
        return []
    if len(likeness) > len(likeness[0]):
        turned = [list(column) for column in zip(*likeness, strict=True)]
        return sorted((row, column) for column, row in best_pairs(turned, least))
    costs = [[-value if value >= least else 0.0 for value in row] for row in likeness]
    taken = _assigned(costs)
    return [(row, column) for row, column in sorted(taken) if likeness[row][column] >= least]


def _assigned(costs: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    rows, columns = len(costs), len(costs[0])
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        slack, came, seen = [_INFINITE] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[at]:
            seen[at] = True
            here, step, following = owner[at], _INFINITE, 0
            for column in range(1, columns + 1):
                if seen[column]:
                    continue
                reduced = costs[here - 1][column - 1] - row_potential[here] - column_potential[column]
                if reduced < slack[column]:
                    slack[column], came[column] = reduced, at
                if slack[column] < step:
                    step, following = slack[column], column
            for column in range(columns + 1):
                if seen[column]:
                    row_potential[owner[column]] += step
                    column_potential[column] -= step
                else:
                    slack[column] -= step
            at = following
        while at:
            owner[at], at = owner[came[at]], came[at]
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]
