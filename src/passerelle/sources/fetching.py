"""Web addresses: one visit, each hop checked, everything bounded."""

import ssl
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import certifi
import httpcore

from passerelle.sources.addresses import Destination, Resolver, check_address
from passerelle.sources.connection import Deadline, PinnedBackend
from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal

USER_AGENT = "Passerelle/0.1 (technology-diplomacy desk; reads public pages)"
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TAKEN = ("text/", "image/png", "image/jpeg", "image/tiff", "image/webp", "application/pdf",
          "application/xml", "application/xhtml+xml", "application/rss+xml", "application/atom+xml",
          "application/rdf+xml",
          "application/octet-stream", "binary/octet-stream", "application/x-download",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document")  # fmt: skip
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said at the end of the redirects: header names are in lower case."""

    address: str
    status: int
    headers: dict[str, str]
    data: bytes


def fetch(address: str, limits: Limits, *, resolver: Resolver | None = None) -> Item:
    """Return what is found at `address`, with the final address in `given["url"]`.

    Raises Refusal `address_*` where it may not be visited, fails, or answers too much, too slowly or in vain.
    """
    answer = visit(address, limits, resolver=resolver)
    if answer.status != 200:
        raise Refusal("address_status", address, status=answer.status)
    media_type = answer.headers.get("content-type", "").strip()
    if media_type and not media_type.lower().startswith(_TAKEN):
        raise Refusal("address_type", address, type=media_type.split(";")[0].strip())
    return Item(answer.address, answer.data, media_type or None, {"url": answer.address})


def visit(
    address: str, limits: Limits, *, headers: dict[str, str] | None = None, resolver: Resolver | None = None
) -> Answer:
    """Ask for `address` and follow its redirects, whatever the final status. Raises Refusal `address_*`.

    The deadline holds for the whole visit: looking up, connecting, redirects and body.
    """
    deadline = Deadline(limits.fetch_seconds)
    here = address
    for _ in range(limits.redirects + 1):
        try:
            destination = check_address(here, limits, resolver, deadline.left())
        except Refusal as refusal:  # the person knows the address given, not where it led
            raise Refusal(refusal.code, _named(address, refusal), **refusal.details) from refusal
        answer = _ask(address, destination, limits, deadline, headers or {})
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return answer
        here = _joined(address, destination, location)
    raise Refusal("address_redirects", address, limit=limits.redirects)


def _named(address: str, refusal: Refusal) -> str:
    # A password must not reach a report or a log, so the cleaned name of the refusal is used instead.
    return refusal.name if refusal.code == "address_credentials" else address


def _joined(address: str, destination: Destination, location: str) -> str:
    try:
        return str(destination.url.join(location))
    except Exception as error:  # httpx raises various errors for what is no address
        raise Refusal("address_invalid", address) from error


def _ask(
    address: str, destination: Destination, limits: Limits, deadline: Deadline, headers: dict[str, str]
) -> Answer:
    backend = PinnedBackend(destination, deadline)
    idle = limits.fetch_idle_seconds
    sent = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **headers}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool,
            pool.stream(
                "GET",
                str(destination.url),
                headers=list(sent.items()),
                extensions={"timeout": {"connect": idle, "read": idle, "write": idle, "pool": idle}},
            ) as response,
        ):
            received = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
            }
            redirected = response.status in _REDIRECTS and "location" in received
            body = b"" if redirected else _body(address, response.iter_stream(), received, limits, deadline)
            return Answer(str(destination.url), response.status, received, body)
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise Refusal("address_slow", address, seconds=int(limits.fetch_seconds)) from error
    except (httpcore.ProtocolError, httpcore.NetworkError, OSError, ValueError) as error:
        if deadline.left() <= 0:
            raise Refusal("address_slow", address, seconds=int(limits.fetch_seconds)) from error
        code = "address_untrusted" if _is_certificate(error) else "address_unreachable"
        raise Refusal(code, address) from error


def _body(
    address: str, blocks: Iterator[bytes], headers: dict[str, str], limits: Limits, deadline: Deadline
) -> bytes:
    declared = headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > limits.fetch_bytes:
        raise Refusal("address_too_large", address, limit_bytes=limits.fetch_bytes)
    body = bytearray()
    for block in _unpacked(address, blocks, headers.get("content-encoding", "")):
        body += block
        if len(body) > limits.fetch_bytes:
            raise Refusal("address_too_large", address, limit_bytes=limits.fetch_bytes)
        deadline.bound(None)
    return bytes(body)


def _unpacked(address: str, blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the body in blocks that stay small however far they were compressed."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from blocks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Refusal("address_encoding", address)
    unpacker = None
    try:
        for block in blocks:
            if unpacker is None and block:
                unpacker = zlib.decompressobj(_window(encoding, block))
            while block and unpacker is not None:
                yield unpacker.decompress(block, _BLOCK)
                block = unpacker.unconsumed_tail
        if unpacker is None or not unpacker.eof:
            raise Refusal("address_encoding", address)
    except zlib.error as error:
        raise Refusal("address_encoding", address) from error


def _window(encoding: str, start: bytes) -> int:
    """Return zlib's window bits; some servers send "deflate" without the header of the standard."""
    if encoding != "deflate":
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


@cache
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
