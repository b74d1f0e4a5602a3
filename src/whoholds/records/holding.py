"""Who holds a place over a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.records.link import Link
from whoholds.records.window import Window


@dataclass(frozen=True, slots=True)
class Holding:
    """A stretch of time in which a place was held by one side, was contested, or nobody says."""

    id: str
    place: Link
    status: str
    """held, contested or unknown."""
    holder: str | None
    """The finest name that the claims give; None unless held (contested: the sides are in `rivals`)."""
    start: Window
    end: Window | None
    """None: still so as far as is known."""
    kind: str
    """reported (a claim names this holder here) or implied (worked out from what others lost or gained)."""
    probability: float
    last_confirmed: date | None
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    """Claim id and its share of evidence in log-odds, for `explain`."""
    course: tuple[tuple[date, tuple[tuple[str, float], ...]], ...] = ()
    """From each of these days on, the chances of all that the place may be: sides by name, `contested`, `unknown`."""

    def chances_on(self, day: date) -> dict[str, float]:
        """Return the chances on a day inside the holding, by name; before its first day those of the first, empty where none are kept."""
        at = max(1, sum(first <= day for first, _ in self.course))
        return dict(self.course[at - 1][1]) if self.course else {}

    def chance_on(self, day: date) -> float:
        """Return the chance of its own holder on a day; of a contested or unknown one, that of all its days."""
        return self.chances_on(day).get(self.holder, self.probability) if self.holder else self.probability
