"""What a mention was resolved to, with score and reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One candidate for what some words mean in the world: a place, a side, a speaker."""

    id: str
    """Stable id: `gn:172955` (GeoNames), `region:sy-hasakah`, `country:SY`, `site:tabqa-dam`, `actor:islamic-state`,
    `speaker:...`, or `new:...` for one that no catalogue holds."""
    name: str
    """The usual English name."""
    kind: str
    """city, region, country, area, water, site, relative, demonym; state, armed, coalition, institution, people, role."""
    score: float
    """0 to 1: how sure the resolver is of this candidate."""
    reason: str
    """Why, in a few words that a person can read."""
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""
    precision: str | None = None
    """exact, district, region, country or vague; places only."""
    within: tuple[str, ...] = ()
    """Ids of what contains it, narrowest first (region, country; an actor's `part_of` on the day)."""
    geonameid: int | None = None
    same: tuple[str, ...] = ()
    """Ids under which the catalogue holds the same body at other times (a side that was renamed); sides only."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a role of a claim, or any place or side of a text, with its candidates best first."""

    start: int
    end: int
    words: str
    kind: str = ""
    """toponym, demonym, description, pronoun, name ... as the room that found it calls it."""
    links: tuple[Link, ...] = ()

    @property
    def link(self) -> Link | None:
        """The best candidate, or None while nothing is known."""
        return self.links[0] if self.links else None

    @property
    def name(self) -> str:
        """The usual name of the best candidate, else the words as read."""
        return self.links[0].name if self.links else self.words
