"""The parser process: parses what isolation.py hands it, until nobody asks any more."""

import base64
import json
import os
import resource
import sys
from dataclasses import asdict
from typing import IO, Any

from passerelle.sources.isolation import LENGTH, READY, framed
from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parsing import parse


def _answer(kind: str, item: Item, limits: Limits) -> dict[str, Any]:
    try:
        parts = parse(kind, item, limits)
    except Refusal as refusal:
        return {"code": refusal.code, "details": refusal.details}
    pages = [
        page if isinstance(page, str) else {"png": base64.b64encode(page).decode("ascii")}
        for page in parts.pages
    ]
    return {**asdict(parts), "pages": pages}


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer parses until `source` ends. This is the child's whole life."""
    sink.write(READY)
    sink.flush()
    while length := source.read(LENGTH):
        kind, name, media_type, given, bounds = json.loads(source.read(int.from_bytes(length, "big")))
        data = source.read(int.from_bytes(source.read(LENGTH), "big"))
        limits = Limits(**{**bounds, "allowed_hosts": frozenset()})
        resource.setrlimit(resource.RLIMIT_AS, (limits.parse_memory_bytes, resource.RLIM_INFINITY))
        answer = json.dumps(_answer(kind, Item(name, data, media_type, given), limits))
        sink.write(framed(answer.encode("utf-8")))
        sink.flush()


def main() -> None:
    """Run as the child process; what libraries print goes to standard error, not among the answers."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
