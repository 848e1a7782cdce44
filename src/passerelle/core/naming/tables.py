"""Loads the tables of naming: words, names and weights kept beside the code as data of the package."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def naming_table(name: str) -> dict[str, Any]:
    """Return the TOML table `name` of naming, as written. Raises LookupError when there is none.

    The result is shared: do not change it.
    """
    source = files(__package__) / "data" / f"{name}.toml"
    if not source.is_file():
        raise LookupError(f"Naming has no table {name!r}.")
    return tomllib.loads(source.read_text(encoding="utf-8"))
