"""Where an affiliation says it is: the countries and cities that it names."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from babel import Locale

from passerelle.core.naming.wording import data, words_of

Spots = list[tuple[tuple[str, ...], str]]
Places = dict[str, Spots]
"""First word → (the words that follow, what they name), longest first."""

_LONGEST_CODE = 2


@cache
def countries() -> Places:
    """Return the names of countries, and of the regions that stand for them → ISO 3166 alpha-2."""
    table = data("whereabouts")
    named: list[tuple[str, str]] = []
    for language in table["languages"]:
        for code, name in Locale(language).territories.items():
            if len(code) == _LONGEST_CODE and code.isalpha():
                named.append((name.split(" (")[0], code))
    for kind in ("countries", "regions"):
        for code, forms in table[kind].items():
            named.extend((form, code) for form in forms.split("|"))
    return places(named)


def places(named: Iterable[tuple[str, str]]) -> Places:
    """Return names of places, ready to be found: (name, what it names)."""
    found: Places = {}
    for name, meant in named:
        words = tuple(word.text for word in words_of(name))
        if words:
            found.setdefault(words[0], []).append((words[1:], meant))
    return {first: sorted(set(rest), key=lambda one: (-len(one[0]), one)) for first, rest in found.items()}


def named_in(words: Sequence[str], known: Mapping[str, Spots]) -> list[tuple[int, int, str]]:
    """Return (start, end, what is named) of the places in `words`; inside a longer one no other is looked for."""
    found: list[tuple[int, int, str]] = []
    after = 0
    for at, word in enumerate(words):
        if at < after or word not in known:
            continue
        length = -1
        for rest, meant in known[word]:
            if len(rest) < length:
                break
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                length = len(rest)
                after = at + 1 + length
                found.append((at, after, meant))
    return found
