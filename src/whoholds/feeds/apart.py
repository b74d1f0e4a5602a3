"""A feed read in a process of its own: one that is made to keep its reader busy for hours costs seconds, and stops nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date

from whoholds.feeds.fault import FetchFault
from whoholds.feeds.items import Listing, list_items
from whoholds.records.json_lines import from_plain, to_plain

SECONDS = 20.0
"""How long reading a feed may take. A thousand honest items take about one second; 300 kB of opening tags took seven."""
MEMORY = 2_000_000_000
"""Bytes of memory that the process may use, where the system keeps such limits."""


def list_apart(body: bytes, cut: bool, url: str, today: date, seconds: float = SECONDS) -> Listing:
    """Do what `list_items` does, within limits of time and memory. Raises FetchFault."""
    asked = json.dumps({"cut": cut, "url": url, "today": today.isoformat()}).encode() + b"\n" + body
    # -P: what lies in the working folder is not imported
    words = [sys.executable, "-P", "-m", "whoholds.feeds.apart"]
    try:
        done = subprocess.run(words, input=asked, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise FetchFault(f"takes more than {seconds:g} s to read; not read") from None
    try:
        said = json.loads(done.stdout)
        if "fault" in said:
            raise FetchFault(said["fault"], said["lasting"])
        return from_plain(Listing, said)
    except (ValueError, TypeError):
        raise FetchFault(f"its reader ended with status {done.returncode}; not read") from None


def main() -> None:
    """Read a feed from standard input, after a line that says what is known of it; write the list as JSON."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    known = json.loads(sys.stdin.buffer.readline())
    try:
        found = list_items(sys.stdin.buffer.read(), known["cut"], known["url"], date.fromisoformat(known["today"]))
        said = to_plain(found)
    except FetchFault as fault:
        said = {"fault": str(fault), "lasting": fault.lasting}
    except RecursionError:
        said = {"fault": "nested too deep; not read", "lasting": True}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
