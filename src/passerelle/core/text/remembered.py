"""What is worked out of a word, remembered: a text says most of its words many times."""

from collections.abc import Callable
from typing import Generic, TypeVar

_MOST, _LONG = 20_000, 60

Value = TypeVar("Value")


class Remembered(dict[str, Value], Generic[Value]):
    """Answers by word; `memory[word]` works out what is not known yet.

    Bounded, so that memory stays flat however much is read; nothing is remembered of what no word is as long as.
    """

    def __init__(self, work_out: Callable[[str], Value], most: int = _MOST) -> None:
        super().__init__()
        self.work_out, self.most = work_out, most

    def __missing__(self, word: str) -> Value:
        value = self.work_out(word)
        if len(self) >= self.most:
            self.clear()
        if len(word) <= _LONG:
            self[word] = value
        return value
