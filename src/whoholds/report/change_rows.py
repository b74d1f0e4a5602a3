"""Changes of hands that are asked for, as rows of a table: who lost what to whom, when, by which claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoholds.forms.citing import cited
from whoholds.forms.material import Material, Selection, in_parts, narrowing_of
from whoholds.forms.rights import RIGHTS
from whoholds.forms.tables import CITED, PLACE, place_cells
from whoholds.records import Link
from whoholds.report.changes import Change, changes_between
from whoholds.report.moves import BETWEEN

CHANGES = (*PLACE, "before", "after", "status", "from", "to", "probability", *CITED)
Told = tuple[Change, Link]


def changes_told(material: Material, asked: Selection) -> list[Told]:
    """List the changes at a place or of a side, oldest first. The material must hold all stretches of a place: each is compared with the last."""
    places = {holding.place.id: holding.place for holding in material.holdings}
    found = changes_between(material.holdings, asked.since, asked.until or asked.on)
    rows = [(change, places[change.place_id]) for change in found]
    by = narrowing_of(material, asked)
    return [(change, place) for change, place in rows if by.at(place) and by.of(sides_of(change))]


def sides_of(change: Change) -> set[str]:
    """Return all sides that a change concerns."""
    return {side for names in (change.before, change.after) if names for side in names.split(BETWEEN)}


def change_rows(material: Material, asked: Selection) -> Iterator[dict[str, Any]]:
    """Walk the changes as rows."""
    for part in in_parts(changes_told(material, asked)):
        claims = material.claims_by({id for change, _ in part for id in change.claims})
        for change, place in part:
            yield {
                **place_cells(place),
                "before": change.before,
                "after": change.after,
                "status": change.status,
                "from": str(change.earliest) if change.earliest else None,
                "to": str(change.latest) if change.latest else None,
                "probability": change.probability,
                **cited(change.claims, claims, material.document).cells(),
                "rights": RIGHTS,
            }
