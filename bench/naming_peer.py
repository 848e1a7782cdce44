"""The peer of `naming_pairs.py`: nomenklatura's LogicV2 on pairs of names. Runs in an environment of its own.

Reads JSON Lines (schema, name1, name2), prints one JSON object a line: score, 0 to 1.
"""

import json
import sys

from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig


def entity(schema: str, key: str, name: str):
    """Return an entity that has nothing but a name."""
    made = model.make_entity(schema)
    made.id = key
    made.add("name", name)
    return made


def main() -> None:
    """Score every line."""
    config = ScoringConfig.defaults()
    for number, line in enumerate(sys.stdin):  # what is worked out of an entity is remembered by its key
        pair = json.loads(line)
        left = entity(pair["schema"], f"left-{number}", pair["name1"])
        right = entity(pair["schema"], f"right-{number}", pair["name2"])
        print(json.dumps({"score": LogicV2.compare(left, right, config).score}))


if __name__ == "__main__":
    main()
