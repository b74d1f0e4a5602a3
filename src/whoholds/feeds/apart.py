"""Feeds and large pages read in a process of their own: what is made to keep its reader busy for hours costs seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from typing import Any

from whoholds.feeds.fault import FetchFault
from whoholds.feeds.items import Listing, list_items
from whoholds.read.make import Found
from whoholds.read.options import Fault
from whoholds.read.pages import read_page
from whoholds.records.json_lines import from_plain, to_plain

SECONDS = 20.0
"""How long reading may take. A thousand honest items take about one second; 300 kB of opening tags took seven."""
MEMORY = 2_000_000_000
"""Bytes of memory that the process may use, where the system keeps such limits."""
SMALL = 300_000
"""Bytes of a page that is read in this process: of eleven kinds of hostile pages that large the slowest took two seconds,
of those of 5 MB two kinds took more than ten."""


def list_apart(body: bytes, cut: bool, url: str, today: date, seconds: float = SECONDS) -> Listing:
    """Do what `list_items` does, within limits of time and memory. Raises FetchFault."""
    return from_plain(Listing, _asked({"cut": cut, "url": url, "today": today.isoformat()}, body, seconds))


def page_apart(body: bytes, said: str, url: str, label: str, announced: str | None, seconds: float = SECONDS) -> Found | Fault:
    """Do what `read_page` does, for a large page within limits of time and memory."""
    if len(body) <= SMALL:
        return next(read_page(body, said, url, label, announced))
    try:
        made = _asked({"said": said, "url": url, "label": label, "announced": announced}, body, seconds)
    except FetchFault as fault:
        return Fault(label, str(fault))
    return from_plain(Fault, made) if "reason" in made else from_plain(Found, made)


def _asked(known: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
    # -P: what lies in the working folder is not imported
    words = [sys.executable, "-P", "-m", "whoholds.feeds.apart"]
    asked = json.dumps(known).encode() + b"\n" + body
    try:
        done = subprocess.run(words, input=asked, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise FetchFault(f"takes more than {seconds:g} s to read; not read") from None
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise FetchFault(f"its reader ended with status {done.returncode}; not read") from None
    if "fault" in said:
        raise FetchFault(said["fault"], said["lasting"])
    return said


def main() -> None:
    """Read a feed or a page from standard input, after a line that says what is known of it; write what it holds as JSON."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    known = json.loads(sys.stdin.buffer.readline())
    try:
        said = to_plain(_made(known, sys.stdin.buffer.read()))
    except FetchFault as fault:
        said = {"fault": str(fault), "lasting": fault.lasting}
    except RecursionError:
        said = {"fault": "nested too deep; not read", "lasting": True}
    sys.stdout.write(json.dumps(said))


def _made(known: dict[str, Any], body: bytes) -> Listing | Found | Fault:
    if "today" in known:
        return list_items(body, known["cut"], known["url"], date.fromisoformat(known["today"]))
    return next(read_page(body, known["said"], known["url"], known["label"], known["announced"]))


if __name__ == "__main__":
    main()
