"""The wire: connects to the checked number only, and never beyond the deadline.

httpcore bounds each single read; a server that sends one byte before each such bound could hold a reader for
days. Here every operation also ends at the deadline of the whole visit.
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from passerelle.sources.addresses import Destination

_LEAST = 0.001


class Deadline:
    """The end of a visit, on the machine's steady clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        return self._end - time.monotonic()

    def bound(self, timeout: float | None) -> float:
        """Return `timeout` or what is left, whichever is less. Raises httpcore.ReadTimeout when none is."""
        left = self.left()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return max(_LEAST, left if timeout is None else min(timeout, left))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.bound(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.bound(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        encrypted = self._stream.start_tls(ssl_context, server_hostname, self._deadline.bound(timeout))
        return _Stream(encrypted, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the numbers of one destination, whatever a name would resolve to by now.

    The name stays in the request and in the TLS handshake, so certificates are checked against it.
    """

    def __init__(self, destination: Destination, deadline: Deadline) -> None:
        self._destination, self._deadline = destination, deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for number in self._destination.numbers:
            try:
                stream = self._network.connect_tcp(
                    number,
                    self._destination.port,
                    self._deadline.bound(timeout),
                    local_address,
                    socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("not a network")
