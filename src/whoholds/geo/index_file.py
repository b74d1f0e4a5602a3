"""The file of a place index, read so that damage anywhere in it is told in words, whenever it is met."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from whoholds.errors import GazetteerError

AGAIN = "Remove the file and run `whoholds doctor` to build it anew."


class Answer(list[Any]):
    """The rows of an answer, all of them: damage shows while rows are fetched, not only when they are asked for."""

    def fetchone(self) -> Any:
        """Return the first row, or None."""
        return self[0] if self else None

    def fetchall(self) -> list[Any]:
        """Return all rows."""
        return self


class IndexFile:
    """An index opened for reading alone."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises GazetteerError where that cannot be."""
        self.paths = [path]
        try:
            self._db = sqlite3.connect(_address(path), uri=True, check_same_thread=False)
        except sqlite3.DatabaseError as fault:
            raise self._damaged(fault) from None

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Answer:
        """Ask a question. Raises GazetteerError where the file is damaged."""
        try:
            return Answer(self._db.execute(sql, values))
        except sqlite3.DatabaseError as fault:
            raise self._damaged(fault) from None

    def attach(self, path: Path, schema: str) -> None:
        """Put the tables of another index beside those of this one. Raises GazetteerError where it is damaged."""
        before, self.paths = self.paths, [path]
        self.execute(f"ATTACH ? AS {schema}", (_address(path),))
        self.execute(f"SELECT count(*) FROM {schema}.facts")
        self.paths = [*before, path]

    def close(self) -> None:
        """Close the files."""
        self._db.close()

    def _damaged(self, fault: Exception) -> GazetteerError:
        paths = " or ".join(map(str, self.paths))
        return GazetteerError(f"{paths}: the place index is damaged ({fault}). {AGAIN}")


def _address(path: Path) -> str:
    return f"file:{quote(str(path))}?mode=ro&immutable=1"
