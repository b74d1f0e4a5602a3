"""What can go wrong with a request: for good, or until later."""

from __future__ import annotations

from whoholds.errors import WhoholdsError


class FetchFault(WhoholdsError):
    """Something could not be fetched; the message says what and why, never an address with its query."""

    def __init__(self, told: str, lasting: bool = False, wait: float | None = None, by_rule: bool = False) -> None:
        """Note whether asking again is no use, how many seconds the host asks to wait, and whether it is only what this
        feed may ask (its ports, `allow_private`) that forbids it: another feed may be allowed to."""
        super().__init__(told)
        self.lasting = lasting
        self.wait = wait
        self.by_rule = by_rule


class Stopped(Exception):
    """The user wants the watch to end."""
