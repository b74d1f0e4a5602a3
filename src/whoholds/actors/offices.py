"""Public offices and their holders by date. Only offices and commands of armed sides: never a private person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.actors.entries import Item, Shape, read_window
from whoholds.actors.spelling import key, slug

HOLDER = Shape(
    texts=frozenset({"name", "since", "until"}), lists=frozenset({"names"}), needed=frozenset({"name", "since"})
)
SHAPE = Shape(
    texts=frozenset({"id", "name", "side", "body"}),
    lists=frozenset({"words"}),
    inner={"holders": HOLDER},
    needed=frozenset({"id", "name", "side"}),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a public office, from when to when."""

    id: str
    name: str
    names: tuple[str, ...]
    office: str
    """Name of the office."""
    side: str
    """Id of the state, body or armed side that the office belongs to."""
    words: tuple[str, ...]
    since: date | None
    until: date | None
    body: str = ""
    """Id of the institution that the office heads, which calls it "the Secretary" for short; empty where none does."""

    @property
    def surname(self) -> str:
        """Return the key of the last word of the name."""
        return key(self.name).split(" ")[-1]

    def serves(self, on: date | None) -> bool:
        """Tell whether the office is held on a day; an unknown day fits all."""
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


def build_holders(item: Item, faults: list[str]) -> list[Holder]:
    """Build the holders of one office."""
    holders: list[Holder] = []
    for inner in item.inner.get("holders", ()):
        since, until = read_window(inner, faults)
        name = inner.text("name")
        words = tuple(key(word) for word in item.list("words"))
        side = f"actor:{item.text('side')}"
        body = f"actor:{item.text('body')}" if item.text("body") else ""
        holders.append(
            Holder(
                f"speaker:{slug(name)}",
                name,
                (name, *inner.list("names")),
                item.text("name"),
                side,
                words,
                since,
                until,
                body,
            )
        )
    return holders
