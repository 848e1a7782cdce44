"""What annotated documents teach about names: the label of each word of a page."""

from typing import Any

import regex

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.mentions import proposed
from passerelle.core.reading.original import Original
from passerelle.core.reading.page import Page
from passerelle.core.reading.trained.naming import KINDS, OUTSIDE, View


def names_taught(gazetteer: Gazetteer, record: dict[str, Any], text: str) -> list[tuple[list[str], str]]:
    """Return, for each word at which a name may begin or go on, its features and its label."""
    page, proposals = proposed(Original(text).text, record["lang"], gazetteer)
    view, labels = View(page, proposals), labelled(page, record)
    found, before = [], OUTSIDE
    for i, label in enumerate(labels):
        if before != OUTSIDE or view.may_open(i):
            found.append((list(view.features_of(i, before)), label))
        before = label
    return found


def labelled(page: Page, record: dict[str, Any]) -> list[str]:
    """Return the label of each word: names where they stand, the longest first."""
    labels = [OUTSIDE] * len(page.words)
    names = sorted(
        ((name, actor["kind"]) for actor in record["actors"] for name in actor["names"]), key=lambda n: -len(n[0])
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
