"""Numbers in names, in digits or in words: 44, forty-four, XIV."""

from collections.abc import Sequence

from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word


def numeral_at(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Return the number that begins at a word, in digits, and how many words it takes; "" and 0 where none does."""
    word = words[at]
    if word.kind == "number":
        return word.plain, 1
    if word.kind != "word":
        return "", 0
    tables = naming_table("abbreviations")
    known = tables["numbers"]
    value = known.get(word.plain, "")
    if not value and 0 < at == len(words) - 1 and word.upper:  # Vitamin C, but Fund V
        value = tables["last_numbers"].get(word.plain, "")
    unit = known.get(words[at + 1].plain, "") if at + 1 < len(words) else ""
    if len(value) == 2 and value.endswith("0") and value > "10" and len(unit) == 1:
        return value[0] + unit, 2
    return value, int(bool(value))
