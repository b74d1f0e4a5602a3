"""Articles out of `.wire` files: bulletins between ZCZC and NNNN, each with lines of KEY value, an empty line and its text."""

from __future__ import annotations

from collections.abc import Iterator

from whoholds.read.make import Found
from whoholds.read.options import Fault

KEYS = {"FROM": "source", "DAY": "date", "HEAD": "title", "REF": "url"}


class WireReader:
    """Reads `.wire` files."""

    endings = (".wire",)

    def read(self, data: bytes, path: str) -> Iterator[Found | Fault]:
        """Return the bulletins of a file; one that is not whole is told with its number, and the others are read."""
        for number, part in enumerate(data.decode("utf-8", "replace").split("ZCZC\n")[1:], 1):
            body, mark, _ = part.partition("\nNNNN")
            head, blank, text = body.partition("\n\n")
            label = f"{path}:{number}"
            if not mark or not blank:
                yield Fault(label, "no NNNN or no empty line before the text; send the bulletin again")
                continue
            facts = {KEYS[key]: value for key, _, value in (line.partition(" ") for line in head.splitlines()) if key in KEYS}
            yield Found(text, label, **facts)


def open_reader() -> WireReader:
    """Open it."""
    return WireReader()
