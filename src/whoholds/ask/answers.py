"""Answers kept on disk by what was asked: the same question is never paid for twice, and a reading can be repeated."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoholds.errors import ExtractorError
from whoholds.records.ids import digest_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    content: str
    tokens_in: int
    tokens_out: int
    about: bool = False
    """Whether the tokens were guessed, since the server did not say."""
    whole: bool = True
    """False: it was cut off at the longest answer allowed."""


def digest_of_question(body: dict[str, Any], version: str) -> str:
    """Return the SHA-256 of all that an answer depends on: messages (so the text), model, sampling, version of the prompt."""
    return digest_of(json.dumps([version, body], sort_keys=True, ensure_ascii=True))


class Answers:
    """A folder of answers, one file each, written aside and renamed; files may be removed at any time."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first answer."""
        self._folder = folder

    def find(self, digest: str) -> Answer | None:
        """Return the answer to a question; None where there is none, or its file is damaged."""
        try:
            found = Answer(**json.loads(self._path(digest).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return found if isinstance(found.content, str) and isinstance(found.whole, bool) else None

    def keep(self, digest: str, answer: Answer) -> None:
        """Keep an answer, readable by this user alone. Raises ExtractorError where the folder cannot be written."""
        path = self._path(digest)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with open(handle, "w", encoding="utf-8") as out:
                    json.dump(asdict(answer), out)
                os.replace(aside, path)
            finally:
                Path(aside).unlink(missing_ok=True)
        except OSError as fault:
            raise ExtractorError(
                f"{path}: cannot be written ({fault.strerror}); set `cache` to a folder that can"
            ) from None

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.json"
