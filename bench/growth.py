"""Growth: time and memory of reading many documents, in a process of its own.

    python bench/growth.py --documents 1000 [--models] [--processes 2] [--reader trained@2] [--most 1200]

Texts of the own test set and the sample dossier, their languages in turn, repeated until there are enough. Prints
one JSON object: documents read, seconds without and with starting, resident set at the end and its peak in MB. Stops
early after `--most` seconds and says how far it came. Several processes go through the local engine. Each run stays
in its process: what a run before it loaded would count as its own.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import chain, cycle, islice, zip_longest
from pathlib import Path
from typing import Any

from annotated import DOSSIER, ORDER, TEST_SET, opened, reader

from passerelle.engine.local import LocalEngine


def texts() -> list[tuple[str, str]]:
    """Return (language, text) of every document, the languages in turn."""
    piles = [
        [
            (language, opened(path)[1].text)
            for folder in (TEST_SET, DOSSIER)
            for path in sorted((folder / language).glob("*.txt"))
        ]
        for language in ORDER
    ]
    return [one for one in chain.from_iterable(zip_longest(*piles)) if one is not None]


def claims_in(given: tuple[str, str], reference: str, models: bool) -> int:
    """Read one text and return how many claims it states."""
    language, text = given
    return len(reader(reference, models).read(text, language=language).claims)


def memory(field: str) -> float:
    """Return a field of this process's status (VmRSS, VmHWM) in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(field))


def until(counts: Iterator[int], most: float) -> tuple[int, int]:
    """Count documents and claims, no longer than `most` seconds."""
    end, documents, claims = time.perf_counter() + most, 0, 0
    for found in counts:
        documents, claims = documents + 1, claims + found
        if time.perf_counter() > end:
            break
    return documents, claims


def measured(documents: int, models: bool, processes: int, reference: str, most: float) -> dict[str, Any]:
    """Read documents in this process, or through the engine in several, and return what it took."""
    began = time.perf_counter()
    pile = islice(cycle(texts()), documents)
    read = partial(claims_in, reference=reference, models=models)
    if processes == 1:
        read(next(pile))
    ready = time.perf_counter()
    read_documents, claims = until(LocalEngine(processes).map(read, pile), most)
    ended = time.perf_counter()
    return {
        "documents": read_documents + (processes == 1),
        "claims": claims,
        "seconds": round(ended - ready, 2),
        "with start": round(ended - began, 2),
        "resident": round(memory("VmRSS")),
        "peak": round(memory("VmHWM")),
    }


def in_its_own_process(
    documents: int, models: bool, processes: int, reference: str, most: float
) -> dict[str, Any]:
    """Return what `measured` says, from a fresh process."""
    command = [sys.executable, __file__, "--documents", str(documents), "--processes", str(processes)]
    command += ["--reader", reference, "--most", str(most), *(["--models"] if models else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--models", action="store_true")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--reader", default="trained")
    parser.add_argument("--most", type=float, default=1200, metavar="SECONDS")
    options = parser.parse_args()
    print(
        json.dumps(
            measured(options.documents, options.models, options.processes, options.reader, options.most)
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
