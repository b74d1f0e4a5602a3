"""What every export says of rights and of what it is: the same words everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from whoholds import __version__

RIGHTS = (
    "Quotes belong to the publishers named beside them. Places: GeoNames, CC BY 4.0, and tables of the store's owner. "
    "From public reporting only; no advice to act against anyone."
)
"""One line, fit for a cell of a table."""
README = """\
Exported by Whoholds {version}.
{known}{counts}
What this is
  Claims read from public reporting, and what was worked out from them: who held which place, when, and who says so.
  Nothing here was observed by the program itself. A cell that is empty is not known; it is never nought.

Sources
  Every row or record names the claims it rests on and who published them. Ask for the sentence behind a claim with
  `whoholds explain ID`, or look it up in claims.csv or in the bundle.

Rights
  Quotes are short extracts; they and the articles belong to the publishers named beside them. Before you hand on whole
  articles (the bundle holds them unless it was made with --no-texts), make sure that you may.
  Names and coordinates of places: GeoNames (geonames.org), CC BY 4.0, and tables that the store's owner added.
  Outlines of maps: Natural Earth, public domain; lines say nothing about whose land it is.

Harm
  History, control and sources. No private persons, no live positions, no advice to act against anyone.
"""


def readme(counts: Mapping[str, int], known_by: date | None = None, more: str = "") -> str:
    """Return the text that stands beside exported files; no clock is read, so that the same store gives the same bytes."""
    known = f"As known on {known_by}: what was published later is left out.\n" if known_by else ""
    told = "".join(f"  {name}: {count}\n" for name, count in counts.items())
    return README.format(version=__version__, known=known, counts=f"It holds:\n{told}" if told else "") + more
