"""Numbers of a text as ranges with a unit."""

from __future__ import annotations

from dataclasses import dataclass

MOVED = "moved"
"""What `Quantity.link` says of a number that has a claim of its own (`link.told_numbers`): it counts there."""
SAME = "as: "
"""How `Quantity.link` begins where a number counts what another claim's trigger words say."""
PEOPLE_UNITS = frozenset({"people", "fighters", "civilians", "soldiers", "families", "households", ""})
"""Units of counts of people."""
LENGTHS = frozenset({"km", "miles", "m", "feet", "yards", "nautical miles"})
"""Units of ways and distances."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: "more than 6,000" is low 6000, high None. Offsets are those of the number's own words."""

    start: int
    end: int
    words: str
    low: float | None
    high: float | None
    unit: str
    """people, fighters, percent, km2, km, USD, strikes, vehicles ...; empty where nothing says."""
    counts: str = ""
    """The words of what is counted ("militants"), as in the text."""
    link: str = ""
    """Free detail that the fold needs: origin, part-of words; may be empty."""

    @property
    def meant_as(self) -> str:
        """The trigger words of the claim whose meaning the number shares; empty where its own claim says it."""
        return self.link.removeprefix(SAME) if self.link.startswith(SAME) else ""
