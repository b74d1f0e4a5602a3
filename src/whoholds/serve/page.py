"""What a page is before it is written: a template's name, a title, and plain data that is also its JSON twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whoholds.errors import InputError, WhoholdsError
from whoholds.serve.say import read_words


class Told(WhoholdsError):
    """What went wrong, by its key in the catalogue; as text it is English, for programs and logs."""

    def __init__(self, key: str, **values: Any) -> None:
        """Tell it by a key, and the values that go into its words."""
        super().__init__(read_words().plain(key, **values))
        self.key, self.values = key, values


class NotFound(Told):
    """There is no such page; the message says what was looked for."""


class NotYet(Told):
    """The page is being worked out elsewhere; asking again later will do."""


class Unfit(Told, InputError):
    """What an address or a form says cannot be read."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `data` is all that its template tells of the world; `drawn` are pictures of the same data."""

    template: str
    title: str
    data: Mapping[str, Any]
    drawn: Mapping[str, str] = field(default_factory=dict)
    """SVG by name, made by our own renderer from the data: safe to put into the page as it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of a list stands in the whole."""

    start: int
    most: int
    total: int

    def plain(self) -> dict[str, int | None]:
        """Return it with the starts of the parts before and after, None where there is none."""
        after = self.start + self.most
        return {
            "start": self.start,
            "most": self.most,
            "total": self.total,
            "before": max(0, self.start - self.most) if self.start else None,
            "after": after if after < self.total else None,
        }
