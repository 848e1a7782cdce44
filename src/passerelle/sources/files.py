"""Files and folders of this machine, and JSON Lines from a file or from standard input."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal

JSON_LINES = (".jsonl", ".ndjson")
ALREADY_TEXT = "text/plain; charset=utf-8; origin=jsonl"
_GIVEN = ("published", "url", "lang", "title", "publisher", "author")


def open_path(path: Path | str, limits: Limits) -> Iterator[Item | Refusal]:
    """Yield what a file or a folder holds, one Item a document, a Refusal for what cannot be opened.

    A folder is walked in sorted order; hidden entries are skipped and links that lead out of it refused.
    Nothing is raised: what is wrong with one file is said in its place and the rest goes on.
    """
    path = Path(path)
    name = _writable(path.name or str(path))
    try:
        if path.is_dir():
            for number, file in enumerate(_walk(path, path.resolve(), set())):
                if number >= limits.folder_files:
                    yield Refusal("folder_too_large", name, limit=limits.folder_files)
                    return
                yield from (
                    [file] if isinstance(file, Refusal) else _open_file(file, _name(file, path), limits)
                )
        else:
            yield from _open_file(path, name, limits)
    except (OSError, ValueError):
        yield Refusal("not_readable", name)


def open_stream(lines: Iterable[str | bytes], limits: Limits, name: str = "-") -> Iterator[Item | Refusal]:
    """Yield one Item for each JSON object of `lines`; a broken line is a Refusal with the line's number."""
    for number, line in enumerate(lines, start=1):
        raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        if len(raw) > limits.json_line_bytes:
            yield Refusal(
                "json_line_too_large",
                name,
                line=number,
                size_bytes=len(raw),
                limit_bytes=limits.json_line_bytes,
            )
        elif raw.strip():
            try:
                yield _line(raw, number, name)
            except Refusal as refusal:
                yield refusal


def _line(raw: bytes, number: int, name: str) -> Item:
    try:
        # RecursionError: thousands of opening brackets on one line.
        record = json.loads(raw.decode("utf-8-sig"))
        if not isinstance(record, dict):
            raise ValueError("not an object")
        text = record.get("text")
        data = text.encode("utf-8") if isinstance(text, str) else b""
    except (ValueError, RecursionError) as error:
        raise Refusal("json_line_broken", name, line=number) from error
    if not data.strip():
        raise Refusal("json_line_no_text", name, line=number)
    doc = record.get("doc")
    given = {
        key: _writable(record[key])
        for key in _GIVEN
        if isinstance(record.get(key), str) and record[key].strip()
    }
    return Item(_writable(str(doc)) if doc else f"{name}:{number}", data, ALREADY_TEXT, given)


def _name(file: Path, folder: Path) -> str:
    return _writable(file.relative_to(folder).as_posix())


def _writable(name: str) -> str:
    """Return a name with a question mark for each sign that stands for no letter and cannot be written."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _walk(folder: Path, root: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refusal]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return  # a link back to a folder that was already walked
    seen.add((status.st_dev, status.st_ino))
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _leads_inside(path, root):
            yield Refusal("link_outside", _writable(entry.name))
        elif entry.is_dir():
            try:
                yield from _walk(path, root, seen)
            except OSError:
                yield Refusal("not_readable", _writable(entry.name))
        else:
            yield path


def _leads_inside(link: Path, root: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _open_file(path: Path, name: str, limits: Limits) -> Iterator[Item | Refusal]:
    try:
        if not path.exists():
            yield Refusal("not_found", name)
        elif not path.is_file():  # a pipe or device could be read for ever
            yield Refusal("not_a_file", name)
        elif path.suffix.lower() in JSON_LINES:
            with path.open("rb") as stream:
                yield from open_stream(_bounded_lines(stream, limits.json_line_bytes), limits, name)
        else:
            yield _read(path, name, limits)
    except (OSError, ValueError):
        yield Refusal("not_readable", name)


def _read(path: Path, name: str, limits: Limits) -> Item | Refusal:
    size = path.stat().st_size
    if size > limits.file_bytes:
        return Refusal("too_large", name, size_bytes=size, limit_bytes=limits.file_bytes)
    with path.open("rb") as stream:
        data = stream.read(limits.file_bytes + 1)  # a file may grow between the two looks
    if len(data) > limits.file_bytes:
        return Refusal("too_large", name, size_bytes=len(data), limit_bytes=limits.file_bytes)
    return Item(name, data) if data else Refusal("empty", name)


def _bounded_lines(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Yield lines of at most `limit` + 1 bytes; what is longer is skipped, not loaded."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
