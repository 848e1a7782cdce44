"""How rare each concept is, in sentences of the training corpus: writes core/events/data/rarity.toml.

    python training/events/rarity.py

The weight of a concept is the mean over the three languages of log(sentences / sentences that have it).
"""

import json
import math
from collections import Counter
from pathlib import Path

from passerelle.core.events.words import words_of
from passerelle.core.text.sentences import split

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "src" / "passerelle" / "core" / "events" / "data" / "rarity.toml"
HEAD = """# How much a shared concept says: log(sentences / sentences that have it), mean of the three languages.
# Counted over the training corpus by training/events/rarity.py; the concepts are those of claims/concepts.toml.
"""


def main() -> None:
    having: dict[str, Counter[str]] = {}
    sentences: Counter[str] = Counter()
    for path in sorted((ROOT / "training" / "corpus").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            language, text = page["lang"], page["text"]
            counted = having.setdefault(language, Counter())
            for span in split(text, language):
                sentences[language] += 1
                counted.update(words_of(text, span.start, span.end, language).concepts)
    known = sorted(set().union(*having.values()))
    lines = []
    for concept in known:
        each = [math.log((sentences[code] + 1) / (having[code][concept] + 1)) for code in having]
        lines.append(f"{concept} = {sum(each) / len(each):.1f}")
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
