"""Which characters of a text are taken already, so that what is found twice is kept once."""


class Occupied:
    """Marks one byte a character: to ask and to take cost the length of the span, however much is taken."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """Say whether nothing in text[start:end] is taken."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Mark text[start:end] as taken."""
        self._marks[start:end] = b"\1" * (end - start)
