"""Parsing in a process of its own, so that a document which hangs or kills a parser harms only itself.

The parser process is started once and reused. It is killed when a parse outlasts its time, when it dies or
has served long enough, and leaves by itself when the process that started it is gone.
"""

import atexit
import base64
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import IO, Any

from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts

LENGTH = 8  # bytes before each block on the pipe, that say its length
_PARSES_A_PROCESS = 1_000
_BLOCK = 1 << 20
_START_SECONDS = 120.0
# Each thread of a numerical library reserves memory, which is bounded here.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
READY = b"ready"


class ParserProcess:
    """One child process that parses what it is handed, one document after the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._parses = 0

    def parse(self, kind: str, item: Item, limits: Limits) -> Parts:
        """Parse `item` as `kind`. Raises Refusal, and nothing else."""
        with self._lock:
            try:
                child = self._running()
                deadline = time.monotonic() + limits.parse_seconds
                for block in (_question(kind, item, limits), item.data):
                    _write(_stream(child.stdin), framed(block), deadline)
                answer = json.loads(_receive(_stream(child.stdout), deadline))
            except TimeoutError as error:
                self._end()
                raise Refusal("too_slow", item.name, seconds=int(limits.parse_seconds)) from error
            except (OSError, EOFError, ValueError) as error:
                self._end()
                raise Refusal("unreadable", item.name, kind=kind, failure="crash") from error
            except BaseException:
                self._end()  # its late answer would be taken for that to the next document
                raise
        if "code" in answer:
            raise Refusal(answer["code"], item.name, **answer["details"])
        return _parts(answer)

    def close(self) -> None:
        """End the child process, if any."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            self._child = None  # after a fork the child belongs to the process that started it
        if self._child is not None and (self._parses >= _PARSES_A_PROCESS or self._child.poll() is not None):
            self._end()
        if self._child is None:
            self._owner, self._parses = os.getpid(), 0
            self._child = subprocess.Popen(
                [sys.executable, "-m", "passerelle.sources.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # Ctrl-C is for the one who asked
            )
            # On a busy machine starting may take longer than a parse may.
            _read(_stream(self._child.stdout), len(READY), time.monotonic() + _START_SECONDS)
        self._parses += 1
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None and self._owner == os.getpid():
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    _stream(stream).close()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError("no pipe")
    return stream


def _question(kind: str, item: Item, limits: Limits) -> bytes:
    bounds = asdict(limits) | {"allowed_hosts": []}
    return json.dumps([kind, item.name, item.media_type, item.given, bounds]).encode()


def framed(block: bytes) -> bytes:
    """Return `block` with its length before it, as both ends of the pipe write it."""
    return len(block).to_bytes(LENGTH, "big") + block


def _receive(stream: IO[bytes], deadline: float) -> bytes:
    return _read(stream, int.from_bytes(_read(stream, LENGTH, deadline), "big"), deadline)


def _read(stream: IO[bytes], size: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < size:
        _wait(stream, select.POLLIN, deadline)
        block = os.read(stream.fileno(), min(size - len(data), _BLOCK))
        if not block:
            raise EOFError
        data += block
    return bytes(data)


def _write(stream: IO[bytes], data: bytes, deadline: float) -> None:
    # In small pieces, each of which the pipe has room for: a parser that hangs reads nothing any more.
    for start in range(0, len(data), select.PIPE_BUF):
        _wait(stream, select.POLLOUT, deadline)
        os.write(stream.fileno(), data[start : start + select.PIPE_BUF])


def _wait(stream: IO[bytes], event: int, deadline: float) -> None:
    poll = select.poll()  # unlike select(), works with any number of open files
    poll.register(stream.fileno(), event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError


def _parts(answer: dict[str, Any]) -> Parts:
    pages = tuple(
        base64.b64decode(page["png"]) if isinstance(page, dict) else page for page in answer["pages"]
    )
    return Parts(**{**answer, "pages": pages})


PARSER = ParserProcess()
atexit.register(PARSER.close)
