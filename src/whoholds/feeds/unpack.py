"""Packed bytes unpacked as they come, never above a limit: a few kilobytes of gzip can hold gigabytes."""

from __future__ import annotations

import zlib

from whoholds.feeds.fault import FetchFault

GZIP = 16 + zlib.MAX_WBITS
MAGIC = b"\x1f\x8b"


class Unpacker:
    """Counts what comes, unpacks it where it is packed, and stops at a limit."""

    def __init__(self, packed: bool, limit: int) -> None:
        """Take what stands in the answer's head, and the most bytes that may come out."""
        self._inner = zlib.decompressobj(GZIP) if packed else None
        self._left = limit
        self.full = False
        """Whether more came than the limit; what was given back is the part below it."""

    def unpack(self, data: bytes) -> bytes:
        """Return what the next bytes hold. Raises FetchFault where they are damaged."""
        if self._inner is None:
            made, more = data[: self._left], len(data) > self._left
        else:
            try:
                made = self._inner.decompress(data, max(1, self._left))
            except zlib.error:
                raise FetchFault("damaged on the way (gzip); asked again later") from None
            more = bool(self._inner.unconsumed_tail)
        self._left -= len(made)
        self.full = self.full or more or self._left < 0
        return made


def unpack_file(data: bytes, limit: int) -> tuple[bytes, bool]:
    """Unpack a file that is packed itself, such as a sitemap.xml.gz; any other comes back as it is.

    Returns the bytes and whether they are cut. Raises FetchFault."""
    if not data.startswith(MAGIC):
        return data, False
    unpacker = Unpacker(True, limit)
    return unpacker.unpack(data), unpacker.full
