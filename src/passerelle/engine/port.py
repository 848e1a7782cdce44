"""What every engine offers: the same plan, run here or elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import numpy
from numpy.typing import NDArray

Given = TypeVar("Given")
Made = TypeVar("Made")


class Engine(Protocol):
    """Runs a pure function over many items and gives the results back in the order of the items."""

    def map(self, function: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]: ...


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
