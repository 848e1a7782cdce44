"""Names of single technologies in every language: what `đất hiếm`, `terres rares` and `rare earths` have in common.

`technology_names.toml` of each language lists names by group and technology, under the same ids in all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from passerelle.core.languages import LANGUAGES, table


@dataclass(frozen=True, slots=True)
class Technology:
    """One technology of a group; `names` maps a language (ISO 639-1) to its names, the usual one first."""

    id: str
    group: str
    names: Mapping[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        """Return the usual name; raises LookupError for a language without the table."""
        return self.names[language][0]


@cache
def technologies() -> tuple[Technology, ...]:
    """Return every technology that has a name, in the order of the tables."""
    written = {language: table(language, "technology_names") for language in LANGUAGES}
    first = next(iter(written.values()))
    return tuple(
        Technology(
            technology,
            group,
            {language: tuple(names[group][technology]) for language, names in written.items()},
        )
        for group, named in first.items()
        for technology in named
    )
