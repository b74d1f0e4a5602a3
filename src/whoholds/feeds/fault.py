"""What can go wrong with a request: for good, or until later."""

from __future__ import annotations

from whoholds.errors import WhoholdsError


class FetchFault(WhoholdsError):
    """Something could not be fetched; the message says what and why, never an address with its query."""

    def __init__(self, told: str, lasting: bool = False, wait: float | None = None) -> None:
        """Note whether asking again is no use, and how many seconds the host asks to wait."""
        super().__init__(told)
        self.lasting = lasting
        self.wait = wait


class Stopped(Exception):
    """The user wants the watch to end."""
