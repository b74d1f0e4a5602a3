"""Families of words: a readable table of what verbs and nouns of events have in common, see `data/words.txt`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from whoholds.errors import ModelError

FILE = "words.txt"


@dataclass(frozen=True, slots=True)
class Families:
    """Lemma to the families that it is in, in the table's order."""

    of: Mapping[str, tuple[str, ...]]

    def find(self, *forms: str) -> tuple[str, ...]:
        """Return the families of the first of these forms that is in any: `call off` before `call`."""
        return next((self.of[form] for form in forms if form in self.of), ())


def read_families(text: str) -> Families:
    """Read the table. Raises ValueError for a line that is none."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        family, colon, words = line.partition(":")
        if not colon or not words.strip():
            raise ValueError(f"line {number}: no 'family: words': {line!r}")
        for word in words.split():
            if family not in found[word.replace("_", " ")]:
                found[word.replace("_", " ")].append(family)
    return Families({word: tuple(families) for word, families in found.items()})


@cache
def open_families() -> Families:
    """Open the shipped table. Raises ModelError where it is missing or damaged."""
    file = files("whoholds.plover").joinpath("data", FILE)
    try:
        return read_families(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ModelError(f"{file}: the families of words cannot be read ({fault}). Install whoholds again") from None
