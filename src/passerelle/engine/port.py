"""What every engine offers: the same plan, run here or elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.plan import Match, Plan
from passerelle.core.naming.register import Entry

Given = TypeVar("Given")
Made = TypeVar("Made")


class Engine(Protocol):
    """Runs what core describes. Functions, and those of plans, are importable by name: they may run elsewhere."""

    def map(self, function: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
        """Yield function(item) for each item, in the order of the items."""

    def matches(self, plan: Plan, entries: Iterable[Entry]) -> list[Match]:
        """Return who of a register may be whom, the surest first: to the letter what `core.naming.plan` would.

        `core.naming.plan.cluster` joins them. Raises ValueError when two entries are one actor's.
        """

    def close(self) -> None:
        """Let go of what was opened; the engine is not used afterwards."""


class Encoder(Protocol):
    """Turns texts into unit vectors that lie near each other when the texts mean the same, in any language.

    `name` tells which model made a vector: vectors of two names are not compared.
    """

    name: str
    size: int

    def queries(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[numpy.float32]: ...

    def texts(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[numpy.float32]: ...


class UnknownEngine(LookupError):  # noqa: N818 - says what is wrong, like the other refusals
    """No engine has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no engine {name!r}; known engines: {', '.join(known)}.")


class EngineMissing(RuntimeError):  # noqa: N818
    """An engine lacks what it runs on: `lacking` is what, `remedy` what to do."""

    def __init__(self, name: str, lacking: str, remedy: str) -> None:
        self.lacking, self.remedy = lacking, remedy
        super().__init__(f"The engine {name!r} needs {lacking}, which is not here: {remedy}.")
