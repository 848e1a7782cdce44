"""What annotated documents teach about names: the label of each word of a page."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log2
from typing import Any

import regex

from passerelle.core.reading.original import Original
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.trained.naming import KINDS
from passerelle.core.reading.trained.view import OUTSIDE, View
from passerelle.core.reading.words import words_of

_OFTEN = 2
_MET, _BOUND, _SHARE = 4, 4.0, 0.15  # times, bits of mutual information, share of the rarer syllable


def names_taught(
    page: Page, proposals: list[Proposal], record: dict[str, Any], common: frozenset[str]
) -> list[tuple[list[str], str]]:
    """Return, for each word at which a name may begin or go on, its features and its label."""
    view, labels = View(page, proposals, common), labelled(page, record)
    found, before = [], OUTSIDE
    for i, label in enumerate(labels):
        if before != OUTSIDE or view.may_open(i):
            found.append((list(view.features_of(i, before)), label))
        before = label
    return found


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that texts write small, at least twice."""
    counted = Counter(word.lower for text in texts for word in words_of(text) if not word.capital)
    return frozenset(word for word, count in counted.items() if count >= _OFTEN and not word[0].isdigit())


def compounds(texts: Iterable[str]) -> list[str]:
    """Return the pairs of syllables that stand together far more often than by chance: they make one word."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = words_of(text)
        single.update(word.lower for word in words)
        pairs.update(
            (one.lower, other.lower)
            for one, other in pairwise(words)
            if other.gap == " " and one.lower.isalpha() and not one.capital and not other.capital
        )
    total = single.total()
    return sorted(
        f"{one} {other}"
        for (one, other), count in pairs.items()
        if count >= _MET
        and log2(count * total / (single[one] * single[other])) >= _BOUND
        and count >= _SHARE * min(single[one], single[other])
    )


def labelled(page: Page, record: dict[str, Any]) -> list[str]:
    """Return the label of each word: names where they stand, the longest first."""
    labels = [OUTSIDE] * len(page.words)
    names = sorted(
        ((name, actor["kind"]) for actor in record["actors"] for name in actor["names"]),
        key=lambda n: -len(n[0]),
    )
    taken = [False] * len(page.words)
    for name, kind in names:
        words = [regex.escape(word) for word in Original(name).text.split()]
        joined = r"\s+".join(words)
        pattern = rf"(?<![\p{{L}}\p{{N}}]){joined}(?![\p{{L}}\p{{N}}])" if words else None
        for found in regex.finditer(pattern, page.text) if pattern else ():
            inside = page.covered(*found.span())
            if any(taken[i] for i in inside):
                continue
            for at, i in enumerate(inside):
                taken[i] = True
                if kind in KINDS:
                    labels[i] = f"{'I' if at else 'B'}-{kind}"
    return labels
