"""Guessing of tokens made slow: one bucket for each address, for the form and for tokens in a header alike."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from whoholds.serve.access import Access, Person, digest_of_token
from whoholds.serve.rates import Rates

AT_ONCE, A_MINUTE = 10, 5
"""Tokens that were never right before that one address may try at once, and in each minute after."""
MOST_PROVED = 10_000


class TooOften(Exception):
    """Too many tokens were tried from one address."""


@dataclass
class Guesses:
    """Looks tokens up, as often as one address may try."""

    rates: Rates = field(default_factory=lambda: Rates(AT_ONCE, A_MINUTE))
    _proved: set[tuple[str, str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self, access: Access, token: str, peer: str) -> Person | None:
        """Return whose token it is, None for a wrong one. Raises TooOften, whether it is right or wrong, once too many were tried.

        A token that was right from an address before costs nothing there: a program goes on working beside another that guesses.
        """
        key = peer, digest_of_token(token)
        with self._lock:
            proved = key in self._proved
        if not proved and self.rates.take(peer, time.monotonic()):
            raise TooOften
        person = access.by_token(token)
        if person is not None and not proved:
            with self._lock:
                if len(self._proved) >= MOST_PROVED:
                    self._proved.clear()
                self._proved.add(key)
        return person
