"""A file packed by gzip, read to its end or to its damage: whatever stands whole before the damage is given."""

from __future__ import annotations

import io
import zlib
from typing import IO, Any

PIECE = 1 << 16
"""Bytes taken from the file, and given out, at once."""
GZIP = 31
"""What zlib calls the format of gzip."""


class Unpacked(io.RawIOBase):
    """The bytes of a packed file, its members one after the other. Damage is an end, told by `damage`; OSError passes through."""

    def __init__(self, file: IO[bytes]) -> None:
        """Unpack what the file gives from where it stands."""
        super().__init__()
        self._file = file
        self._unpacker = zlib.decompressobj(GZIP)
        self._begun = False
        self._data = b""
        self._at = 0
        self._given = memoryview(b"")
        self.damage: int | None = None
        """The byte of the packed file at which it is damaged or cut; None as far as all is well."""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give the next bytes; none at the end and at the damage."""
        while not self._given and self.damage is None:
            self._data = self._data or self._file.read(PIECE)
            if not self._data:
                self.damage = self._at if self._begun else None
                return 0
            self._given = memoryview(self._next())
        room = memoryview(buffer).cast("B")
        count = min(len(room), len(self._given))
        room[:count], self._given = self._given[:count], self._given[count:]
        return count

    def _next(self) -> bytes:
        """Unpack some of the data at hand."""
        if not self._begun:
            rest = self._data.lstrip(b"\0")  # tapes fill up with zeros behind a member
            self._at, self._data = self._at + len(self._data) - len(rest), rest
            if not rest:
                return b""
        before, data, self._begun = self._unpacker.copy(), self._data, True
        try:
            made = self._unpacker.decompress(data, PIECE)
        except zlib.error:
            return self._to_the_damage(before, data)
        self._data = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        self._at += len(data) - len(self._data)
        if self._unpacker.eof:
            self._unpacker, self._begun = zlib.decompressobj(GZIP), False
        return made

    def _to_the_damage(self, unpacker: Any, data: bytes) -> bytes:
        """Unpack byte by byte as far as it goes."""
        made: list[bytes] = []
        for number in range(len(data)):
            try:
                made.append(unpacker.decompress(data[number : number + 1]))
            except zlib.error:
                self.damage = self._at + number
                break
        return b"".join(made)
