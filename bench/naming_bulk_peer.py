"""The peers of `naming.py`: nomenklatura and Splink linking strings to a register. Runs in an environment of its own.

    naming_bulk_peer.py nomenklatura|splink FOLDER MOST

FOLDER holds `register.jsonl` (id, names, country) and `strings.jsonl` (id, name); the first MOST strings are linked.
Prints one JSON object: seconds to prepare the register, to link, of the processor for linking, peak memory in MB, and
for each string the best organisation with its score.
"""

import json
import logging
import resource
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

_RARE = 2  # so many of the rarest words of a name may bring it together with another


def rows(path: Path, most: int | None = None) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for number, line in enumerate(lines) if most is None or number < most]


def nomenklatura(folder: Path, most: int) -> dict[str, Any]:
    """Block with its index, compare with LogicV2, as its own matching does."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import LogicV2
    from nomenklatura.matching.types import ScoringConfig
    from nomenklatura.resolver import Linker
    from nomenklatura.store.memory import MemoryStore

    dataset = Dataset.make({"name": "register", "title": "Register"})

    def entity(key: str, names: list[str], country: str) -> Any:
        data = {"id": key, "schema": "Organization", "properties": {"name": names}}
        if country:
            data["properties"]["country"] = [country]
        return StatementEntity.from_data(dataset, data)

    register = rows(folder / "register.jsonl")
    began = time.perf_counter()
    store = MemoryStore(dataset, Linker({}))
    with store.writer() as writer:
        for row in register:
            writer.add_entity(entity(row["id"], row["names"], row["country"].lower()))
    view = store.default_view()
    index = Index(view, folder / "index")
    index.build()
    prepared = time.perf_counter() - began
    began, worked = time.perf_counter(), time.process_time()
    config = ScoringConfig.defaults()
    asked = {
        f"q-{row['id']}": entity(f"q-{row['id']}", [row["name"]], "")
        for row in rows(folder / "strings.jsonl", most)
    }
    found: dict[str, tuple[str, float]] = {}
    for key, candidates in index.match_entities(asked.values()):
        best = ("", 0.0)
        for other, _ in candidates:
            known = view.get_entity(str(other))
            if known is not None:
                score = LogicV2.compare(asked[str(key)], known, config).score
                best = max(best, (known.id, score), key=lambda one: one[1])
        found[str(key)[2:]] = best
    return {"prepared": prepared, **_since(began, worked), "found": found, "threshold": 0.7}


def splink(folder: Path, most: int) -> dict[str, Any]:
    """Bring together what shares a rare word, weigh by Fellegi and Sunter's model, trained without labels."""
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.disable(logging.CRITICAL)
    began = time.perf_counter()
    names = [
        {"unique_id": f"{row['id']}|{i}", "name": _plain(name)}
        for row in rows(folder / "register.jsonl")
        for i, name in enumerate(row["names"])
    ]
    holders = Counter(word for row in names for word in set(row["name"].split()))
    strings = [
        {"unique_id": f"q|{row['id']}", "name": _plain(row["name"])}
        for row in rows(folder / "strings.jsonl", most)
    ]
    for row in (*names, *strings):
        words = sorted(set(row["name"].split()), key=lambda word: (holders.get(word, 10**9), word))
        row["words"] = words
        rare = [word for word in words if word in holders][:_RARE]
        row |= {f"rare_{i}": rare[i] if i < len(rare) else None for i in range(_RARE)}
    prepared = time.perf_counter() - began
    began, worked = time.perf_counter(), time.process_time()
    connection = duckdb.connect(str(folder / "splink.duckdb"))
    for table, one in (("names", names), ("strings", strings)):
        written = folder / f"{table}.splink.jsonl"
        written.write_text("".join(json.dumps(row) + "\n" for row in one), encoding="utf-8")
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_json('{written}')")
    database = DuckDBAPI(connection=connection)
    tables = [database.register(connection.table(table)) for table in ("names", "strings")]
    rules = [block_on("rare_0"), *("l.rare_0 = r.rare_1", "l.rare_1 = r.rare_0", "l.rare_1 = r.rare_1")]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85, 0.75]),
            compare.ArrayIntersectAtSizes("words", [6, 5, 4, 3, 2, 1]),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    linker.training.estimate_parameters_using_expectation_maximisation(rules[0])
    pairs = linker.inference.predict(threshold_match_probability=0.01).as_record_list()
    found: dict[str, tuple[str, float]] = {}
    for pair in pairs:
        left, right = pair["unique_id_l"], pair["unique_id_r"]
        string, name = (left, right) if left.startswith("q|") else (right, left)
        key, one = string[2:], (name.rpartition("|")[0], float(pair["match_probability"]))
        if one[1] > found.get(key, ("", 0.0))[1]:
            found[key] = one
    return {"prepared": prepared, **_since(began, worked), "found": found, "threshold": 0.5}


def _since(began: float, worked: float) -> dict[str, float]:
    """Return how long it took, and how long its threads kept the processor busy."""
    return {"linked": time.perf_counter() - began, "worked": time.process_time() - worked}


def _plain(name: str) -> str:
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if letter.isalnum() or letter.isspace()
    )
    return " ".join(bare.split())


def main() -> int:
    which, folder, most = sys.argv[1:]
    said = {"nomenklatura": nomenklatura, "splink": splink}[which](Path(folder), int(most))
    said["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
