"""The interface of what reviews proposed names before they become actors."""

from collections.abc import Sequence
from typing import Protocol

from passerelle.core.reading.page import Page, Proposal


class Namer(Protocol):
    """Reviews the names that tables and rules propose on a page."""

    def judged(self, page: Page, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return those that hold and those that were missed, in order and without overlap."""
        ...
