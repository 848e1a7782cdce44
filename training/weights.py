"""Weights as they are shipped: an archive of features and matrices, and what else there is to say beside it.

    python training/weights.py signed "w=vi:ký"    what the classifiers make of every feature that holds the words

`passerelle.core.languages.tables` reads them.
"""

import argparse
import json
import sys
from typing import Any

import numpy
from examples import ROOT

from passerelle.core.languages.tables import weights

FOLDER = ROOT / "src" / "passerelle" / "core" / "languages" / "weights"
NAMES = ("names", "claims")


def save(name: str, table: dict[str, Any]) -> int:
    """Write the classifiers of a table and all else that it holds; return how many bytes that takes."""
    classifiers = {key: one for key, one in table.items() if isinstance(one, dict) and "features" in one}
    arrays: dict[str, Any] = {}
    for key, one in classifiers.items():
        arrays[f"{key}.features"] = numpy.frombuffer("\n".join(one["features"]).encode(), dtype=numpy.uint8)
        arrays[f"{key}.weights"] = one["weights"]
    rest = table | {
        key: {part: value for part, value in one.items() if part not in ("features", "weights")}
        for key, one in classifiers.items()
    }
    text, archive = FOLDER / f"{name}.json", FOLDER / f"{name}.npz"
    text.write_text(json.dumps(rest, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    numpy.savez_compressed(archive, **arrays)
    return text.stat().st_size + archive.stat().st_size


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="+")
    options = parser.parse_args()
    for name in NAMES:
        for key, one in weights(name).items():
            if not isinstance(one, dict) or "features" not in one:
                continue
            for feature, line in zip(one["features"], one["weights"].tolist(), strict=True):
                if any(word in feature for word in options.words):
                    said = (
                        f"{label} {value / 100:+}"
                        for label, value in zip(one["labels"], line, strict=True)
                        if value
                    )
                    print(f"{key}\t{feature}\t{', '.join(said)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
