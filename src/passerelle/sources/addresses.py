"""Which web addresses may be visited: public hosts only, looked up once and held to that answer."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx

from passerelle.sources.limits import Limits
from passerelle.sources.model import Refusal

Resolver = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000
_LAST_PORT = 65_535
# Public by number, but answering only to machines inside a provider's cloud: its metadata services.
_CLOUD_METADATA = frozenset({"168.63.129.16", "192.0.0.192"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Destination:
    """A checked address: where it points (`url`) and the only numbers that may be connected to."""

    url: httpx.URL
    host: str
    port: int
    numbers: tuple[str, ...]


def check_address(
    address: str, limits: Limits, resolver: Resolver | None = None, seconds: float = 10.0
) -> Destination:
    """Return where `address` leads. Raises Refusal `address_*` where it may not be visited.

    Every number that the name resolves to must be public, for one private among them would be the one used.
    """
    url = _parse(address)
    host, port = url.host, url.port or _PORTS[url.scheme]
    numbers = _resolve(address, host, port, resolver or system_resolver, seconds)
    if f"{host}:{port}" not in limits.allowed_hosts:
        for number in numbers:
            if not is_public(number):
                raise Refusal("address_private", address)
    return Destination(url, host, port, numbers)


def is_public(number: str) -> bool:
    """Whether `number`, an IPv4 or IPv6 address, is one of the open internet, also once unwrapped."""
    try:
        address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None and not is_public(str(inner)):
            return False
        if inner is not None and (address.ipv4_mapped is not None or address in _NAT64):
            return True  # a mere way of writing the inner one
        if address.is_site_local:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and str(address) not in _CLOUD_METADATA
    )


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address carries, by any of the known wrappings."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def system_resolver(host: str, port: int) -> list[str]:
    """Return the numbers of `host` as this machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _parse(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip()) if len(address) <= _LONGEST else None
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refusal("address_invalid", address) from error
    if url is None:
        raise Refusal("address_invalid", address)
    if url.scheme not in _PORTS:
        raise Refusal("address_scheme" if url.scheme else "address_invalid", address)
    if url.userinfo:
        raise Refusal("address_credentials", _without_credentials(url))
    if not url.host or not 0 < (url.port or _PORTS[url.scheme]) <= _LAST_PORT:
        raise Refusal("address_invalid", address)
    return url.copy_with(fragment=None)


def _without_credentials(url: httpx.URL) -> str:
    return str(url.copy_with(username=None, password=None))


def _resolve(address: str, host: str, port: int, resolver: Resolver, seconds: float) -> tuple[str, ...]:
    # The system's resolver knows no deadline of ours, so it is waited for from outside.
    answer: list[str] = []
    failure: list[BaseException] = []

    def ask() -> None:
        try:
            answer.extend(resolver(host, port))
        except (OSError, UnicodeError, ValueError) as error:
            failure.append(error)

    waiting = threading.Thread(target=ask, daemon=True)
    waiting.start()
    waiting.join(max(seconds, 0.1))
    if waiting.is_alive() or failure or not answer:
        raise Refusal("address_unresolved", address)
    return tuple(answer)
