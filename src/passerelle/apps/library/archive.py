"""Original bytes, kept as files named by their SHA-256: HOME/snapshots/ab/cdef….

A file appears whole or not at all, is never changed, and is checked each time it is read. It is written under
HOME/snapshots/unfinished first; what a killed process leaves there is removed a day later.
"""

import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from django.conf import settings

DAY = 86_400  # seconds


class Damaged(Exception):  # noqa: N818 - names what was found
    """A kept file is missing or no longer holds the bytes its name promises; restore it from a backup."""


def keep(data: bytes) -> str:
    """Keep the bytes and return their digest; bytes that are already there are left alone."""
    digest = sha256(data).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=_unfinished())
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return digest


def open_bytes(digest: str) -> bytes:
    """Return the bytes of a digest. Raises Damaged when they are missing or altered."""
    try:
        data = _path(digest).read_bytes()
    except FileNotFoundError:
        raise Damaged(f"The kept file {digest} is missing.") from None
    if sha256(data).hexdigest() != digest:
        raise Damaged(f"The kept file {digest} was altered.")
    return data


def forget_unfinished() -> None:
    """Remove what processes that were killed did not finish writing."""
    for path in _unfinished().iterdir():
        if path.stat().st_mtime < time.time() - DAY:
            path.unlink(missing_ok=True)


def _unfinished() -> Path:
    folder = Path(settings.HOME) / "snapshots" / "unfinished"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(digest: str) -> Path:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"{digest!r} is no SHA-256 digest.")
    return Path(settings.HOME) / "snapshots" / digest[:2] / digest[2:]


def _settle(folder: Path) -> None:
    """Make a rename outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
