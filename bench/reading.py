"""How well the first reader reads: the development gold and the project's own dossier, with and without models.

    python bench/reading.py [--shared ../shared]

Runs `passerelle read --json` as a user would and scores what it prints with the score.py of the gold. The dossier
is the reader's blind test: it was annotated by people who did not see the reader's output.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOSSIER = ROOT / "src" / "passerelle" / "starter" / "dossier"


def read(paths: list[Path], models: bool) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "passerelle.cli", "read", "--json", *map(str, paths)],
        capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "PASSERELLE_MODELS": "yes" if models else "no"},
    )  # fmt: skip
    return done.stdout


def score(scorer: Path, gold: str, predicted: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in (("gold", gold), ("predicted", predicted)):
            (Path(folder) / name).write_text(lines, encoding="utf-8")
        command = [sys.executable, scorer, Path(folder) / "gold", Path(folder) / "predicted"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def cases(shared: Path) -> list[tuple[str, str, list[Path]]]:
    """Each set of documents: its name, its gold, its files."""
    sets = [
        (
            "development gold, fr",
            (shared / "gold" / "dev.jsonl").read_text(),
            sorted((shared / "seeds").glob("*.txt")),
        )
    ]
    for language in ("fr", "vi", "en"):
        gold = "".join(
            path.read_text(encoding="utf-8") for path in sorted(DOSSIER.glob(f"gold-{language}*.jsonl"))
        )
        sets.append((f"own dossier, {language}", gold, sorted((DOSSIER / language).glob("*.txt"))))
    return sets


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    for models in (True, False):
        for name, gold, paths in cases(options.shared):
            print(f"== {name}, models {'on' if models else 'off'}")
            print(score(options.shared / "gold" / "score.py", gold, read(paths, models)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
