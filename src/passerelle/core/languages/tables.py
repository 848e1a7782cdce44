"""Loads the data tables of a language.

This is the only place where core touches files, and only files of its own package: data shipped with the code.
"""

import json
import tomllib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy

LANGUAGES: tuple[str, ...] = tuple(
    sorted(entry.name for entry in files(__package__).iterdir() if entry.is_dir() and len(entry.name) == 2)
)


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """Return the TOML table `name` of `language` (ISO 639-1), as written.

    Raises LookupError when the language has no such table. The result is shared: do not change it.
    """
    source = files(__package__) / language / f"{name}.toml"
    if not source.is_file():
        raise LookupError(f"The language {language!r} has no table {name!r}.")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def weights(name: str) -> dict[str, Any]:
    """Return what training wrote under `name`. Raises LookupError when there is nothing.

    `<name>.json` holds a table for each classifier; `<name>.npz` the "features" that it knows, which come back as a
    list, and their "weights", a line each, in hundredths.
    """
    folder = files(__package__) / "weights"
    if not (folder / f"{name}.json").is_file():
        raise LookupError(f"There are no weights {name!r}.")
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    with numpy.load(BytesIO((folder / f"{name}.npz").read_bytes())) as arrays:
        for key in arrays.files:
            classifier, part = key.split(".")
            kept = arrays[key]
            found[classifier][part] = kept if part == "weights" else kept.tobytes().decode().split("\n")
    return found
