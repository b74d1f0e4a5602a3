"""What sites say in robots.txt (RFC 9309), kept for a day, also between runs."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from whoholds.feeds.addresses import Address
from whoholds.feeds.clock import Clock
from whoholds.feeds.fault import FetchFault
from whoholds.feeds.fetch import NAME, Answer, Asking
from whoholds.feeds.pace import DAY

MOST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""
SHORT = 3600.0
"""Seconds for which a site whose robots.txt cannot be had is left alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A site's robots.txt as it was found; None: it could not be had, so nothing is asked."""

    text: str | None
    at: float
    told: str = ""
    by_rule: bool = False
    """Whether it is only this feed that may not ask for it: kept for it alone, and not in the store."""


class Shelf:
    """The robots.txt of all sites, as they are noted in a store; several threads may use one."""

    def __init__(self, noted: Mapping[str, str]) -> None:
        """Read what an earlier run noted; what cannot be read is as if it had not been noted."""
        self.robots: dict[str, Kept] = {}
        for site, body in noted.items():
            try:
                self.robots[site] = Kept(**json.loads(body))
            except (ValueError, TypeError):
                continue
        self._noted = dict(self.robots)
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()

    def turn(self, site: str) -> threading.Lock:
        """Return what keeps two threads from asking one site for the same robots.txt."""
        with self._guard:
            return self._turns[site]

    def news(self) -> dict[str, str]:
        """Return what changed since it was last asked for."""
        now = dict(self.robots)
        changed = {site: kept for site, kept in now.items() if self._noted.get(site) != kept and not kept.by_rule}
        self._noted = now
        return {site: json.dumps({"text": kept.text, "at": kept.at, "told": kept.told}) for site, kept in changed.items()}


class Robots:
    """The robots.txt of all sites that a feed leads to."""

    def __init__(self, clock: Clock, fetch: Callable[[str], Answer], shelf: Shelf, feed: str = "") -> None:
        """Take what fetches a robots.txt, the shelf that all feeds share, and the name of the feed that asks."""
        self._clock, self._fetch, self._shelf, self._feed = clock, fetch, shelf, feed

    def check(self, address: Address) -> float | None:
        """Return the pause that a site asks for. Raises FetchFault where it does not want us at this address."""
        kept = self._kept(address)
        if kept.text is None:
            raise FetchFault(f"{address.host}: its robots.txt cannot be had ({kept.told}), so nothing is asked", by_rule=kept.by_rule)
        rules = _rules(kept.text)
        if not rules.can_fetch(address.url, NAME):
            raise FetchFault(f"{address.host}: robots.txt does not want this address to be read", lasting=True)
        delay = rules.crawl_delay(NAME)
        return float(delay) if delay is not None else None

    def _kept(self, address: Address) -> Kept:
        with self._shelf.turn(address.site):
            own, now = f"{self._feed} {address.site}", self._clock.now()
            kept = self._shelf.robots.get(own) or self._shelf.robots.get(address.site)
            if kept is None or not 0 <= now - kept.at < (SHORT if kept.text is None else DAY):
                kept = self._asked(address, now)
                self._shelf.robots.pop(own, None)
                self._shelf.robots[own if kept.by_rule else address.site] = kept
            return kept

    def _asked(self, address: Address, now: float) -> Kept:
        try:
            answer = self._fetch(f"{address.site}/robots.txt")
        except FetchFault as fault:
            # 4xx: there are no rules. Anything else, such as a busy or silent host: not now
            return Kept("" if fault.lasting else None, now, str(fault), fault.by_rule)
        return Kept(answer.body.decode("utf-8", "replace"), now)


def asking_for_robots(private_host: str | None, ports: tuple[int, ...]) -> Asking:
    """Return how a robots.txt is asked for."""
    return Asking(MOST, ports=ports, private_host=private_host)


@lru_cache(maxsize=256)
def _rules(text: str) -> Any:
    from protego import Protego

    return Protego.parse(text)
