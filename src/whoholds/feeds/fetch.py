"""Fetching: each redirect is checked like the first address, everything has a limit, and hosts are asked in turn."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin

from whoholds import __version__
from whoholds.feeds.addresses import Address, Resolve, checked_addresses, parse_address, resolve
from whoholds.feeds.clock import Clock
from whoholds.feeds.connection import Lines
from whoholds.feeds.fault import FetchFault, Stopped
from whoholds.feeds.pace import Pace, retry_after
from whoholds.feeds.unpack import Unpacker

NAME = "whoholds"
"""What robots.txt calls us."""
SECONDS = 30.0
"""How long a request may take, from the first byte to the last."""
REDIRECTS = 5
CHUNK = 65_536
MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
GONE = frozenset({401, 402, 403, 404, 405, 406, 410, 414, 451})
HOLD = 300.0
"""Seconds for which a host is left alone that is busy and does not say how long."""


class Rules(Protocol):
    """What robots.txt says of an address."""

    def check(self, address: Address) -> float | None:
        """Return the pause that the site asks for. Raises FetchFault where it does not want to be asked."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How something is asked for."""

    most: int
    """Bytes that are taken, unpacked; what comes after them is left."""
    headers: dict[str, str] = field(default_factory=dict)
    ports: tuple[int, ...] = ()
    """Ports beside 80 and 443."""
    private_host: str | None = None
    """The one host that may be in a private network."""
    enough: Callable[[bytes], bool] | None = None
    """Told each piece that comes; true once no more is wanted."""
    kinds: tuple[str, ...] = ()
    """What the content type must begin with; empty: anything."""
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said in the end."""

    url: str
    status: int
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes
    cut: bool
    """Whether more would have come than was taken."""
    moved: str | None = None
    """Where it has moved for good, if it has."""


class Fetcher:
    """Asks hosts. Several threads may use one."""

    def __init__(self, clock: Clock, pace: Pace, contact: str = "", ask: Resolve = resolve, lines: Lines | None = None) -> None:
        """Take the clock, the turns of the hosts, and what is told of the user; tests put in their own names and lines."""
        self._clock, self._pace, self._ask = clock, pace, ask
        self._lines = lines or Lines()
        self._agent = f"{NAME}/{__version__}" + (f" (+{contact})" if contact else "")

    def fetch(self, url: str, asking: Asking, rules: Rules | None = None) -> Answer:
        """Fetch, following redirects. Raises FetchFault, and Stopped as soon as the watch is to end."""
        moved, lasting = None, True
        for _ in range(REDIRECTS + 1):
            address = parse_address(url, (80, 443, *asking.ports))
            pause = rules.check(address) if rules else None
            answer = self._one(address, asking, pause)
            if answer.status not in MOVED or "location" not in answer.headers:
                return self._judged(address, answer, moved)
            onward = urljoin(address.url, answer.headers["location"].partition("#")[0])
            if address.scheme == "https" and not onward.lower().startswith("https:"):
                raise FetchFault(f"{address.host}: redirects from https to something less safe; not followed", lasting=True)
            lasting = lasting and answer.status in (301, 308)
            moved, url = (onward if lasting else moved), onward
        raise FetchFault(f"{address.host}: more than {REDIRECTS} redirects; not followed", lasting=True)

    def cut(self) -> None:
        """Let nobody wait for an answer any longer."""
        self._lines.cut()

    def _one(self, address: Address, asking: Asking, pause: float | None) -> Answer:
        with self._pace.turn(address.host, pause):
            numbers = checked_addresses(address, self._ask, asking.private_host)
            until = time.monotonic() + asking.seconds  # before the line's own clock starts: it never cuts sooner
            try:
                with self._lines.open(address, numbers, asking.seconds) as connection:
                    return self._answer(connection, address, asking, until)
            except (OSError, http.client.HTTPException) as fault:
                if self._clock.stopped:
                    raise Stopped from None
                told = " ".join(str(fault).split())[:120] or type(fault).__name__
                raise FetchFault(f"{address.host}: no answer, or a broken one ({told})") from None

    def _answer(self, connection: http.client.HTTPConnection, address: Address, asking: Asking, until: float) -> Answer:
        sent = {"Host": address.site.partition("//")[2], "User-Agent": self._agent, "Accept-Encoding": "gzip", "Connection": "close"}
        connection.request("GET", address.target, headers=sent | asking.headers)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        if response.status != 200:
            return Answer(address.url, response.status, headers, b"", False)
        self._check_kind(address, headers, asking)
        unpacker = Unpacker(_packed(address, headers), asking.most)
        body, done = bytearray(), False
        while not done and (chunk := response.read1(CHUNK)):
            if self._clock.stopped:
                raise Stopped
            made = unpacker.unpack(chunk)
            body += made
            done = unpacker.full or (asking.enough is not None and asking.enough(made))
        if not done and time.monotonic() >= until:  # the line was cut, so what came is no whole answer
            raise FetchFault(f"{address.host}: took more than {asking.seconds:g} s; given up for now")
        if not done and response.length:
            raise FetchFault(f"{address.host}: the answer ended early; asked again later")
        return Answer(address.url, 200, headers, bytes(body), done)

    def _check_kind(self, address: Address, headers: dict[str, str], asking: Asking) -> None:
        said = headers.get("content-type", "").strip().lower()
        if asking.kinds and said and not said.startswith(asking.kinds):
            raise FetchFault(f"{address.host}: {said.partition(';')[0][:60]}, not a web page; not read", lasting=True)

    def _judged(self, address: Address, answer: Answer, moved: str | None) -> Answer:
        """Return an answer that is one. Raises FetchFault for the others, and leaves busy hosts alone."""
        if answer.status in (200, 304):
            return Answer(answer.url, answer.status, answer.headers, answer.body, answer.cut, moved)
        wait = retry_after(answer.headers.get("retry-after"), self._clock.now())
        if answer.status in BUSY:
            wait = HOLD if wait is None else wait
            self._pace.hold(address.host, wait)
        said = http.client.responses.get(answer.status, "")
        raise FetchFault(f"{address.host}: answers {answer.status} {said}".rstrip(), answer.status in GONE, wait)


def _packed(address: Address, headers: dict[str, str]) -> bool:
    said = headers.get("content-encoding", "").strip().lower()
    if said not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFault(f"{address.host}: packed as {said[:20]!r}, which was not asked for; not read", lasting=True)
    return said in ("gzip", "x-gzip")
