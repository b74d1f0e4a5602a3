"""One connection to one checked numeric address: what was checked is what is asked, whatever names say a moment later."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from whoholds.feeds.addresses import Address

SILENT_SECONDS = 10.0
"""How long a host may say nothing."""
TRIED = 2
"""Numeric addresses of a host that are tried."""


@cache
def trusted() -> ssl.SSLContext:
    """Return whom to believe: the system's certificates, and those of certifi."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Lines:
    """The connections that are open now; several threads may open some."""

    def __init__(self) -> None:
        """Begin with none."""
        self._guard, self._open = threading.Lock(), set[socket.socket]()

    @contextmanager
    def open(self, address: Address, numbers: list[str], seconds: float) -> Iterator[http.client.HTTPConnection]:
        """Connect to the first of the numeric addresses that answers; the line is cut after so many seconds in all.

        No proxy is used, whatever the environment says. Raises OSError."""
        plain = _opened(numbers, address.port, min(SILENT_SECONDS, seconds))
        twin = plain.dup()  # the same connection under another number: cutting it can hit nothing else
        watch = threading.Timer(seconds, _cut, (twin,))
        watch.daemon = True
        watch.start()
        with self._guard:
            self._open.add(twin)
        connection = http.client.HTTPConnection(address.host, address.port)
        try:
            connection.sock = plain
            if address.scheme == "https":
                connection.sock = trusted().wrap_socket(plain, server_hostname=address.host)
            yield connection
        finally:
            watch.cancel()
            watch.join()
            with self._guard:
                self._open.discard(twin)
            connection.close()
            plain.close()
            twin.close()

    def cut(self) -> None:
        """Cut all lines, so that whoever waits for an answer waits no longer."""
        with self._guard:
            for twin in self._open:
                _cut(twin)


def _opened(numbers: list[str], port: int, seconds: float) -> socket.socket:
    fault = OSError("no address")
    for number in numbers[:TRIED]:
        try:
            return socket.create_connection((number, port), timeout=seconds)
        except OSError as told:
            fault = told
    raise fault


def _cut(twin: socket.socket) -> None:
    with suppress(OSError):
        twin.shutdown(socket.SHUT_RDWR)
