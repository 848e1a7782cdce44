"""What is worked out of a word is worked out once, and memory stays bounded."""

from passerelle.core.text.remembered import Remembered


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def size(word: str) -> int:
        asked.append(word)
        return len(word)

    sizes = Remembered(size)
    assert [sizes["mot"], sizes["mots"], sizes["mot"]] == [3, 4, 3]
    assert asked == ["mot", "mots"]


def test_memory_is_bounded() -> None:
    sizes = Remembered(len, most=10)
    assert [sizes[str(number)] for number in range(105)] == [len(str(number)) for number in range(105)]
    assert len(sizes) <= 10


def test_what_is_too_long_for_a_word_is_not_kept() -> None:
    sizes = Remembered(len)
    assert sizes["x" * 1000] == 1000
    assert not sizes
