"""Places that are not the same on two days, as rows of a table: what was so on each, by which claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from whoholds.forms.citing import cited
from whoholds.forms.material import Material, Selection, in_parts, narrowing_of
from whoholds.forms.rights import RIGHTS
from whoholds.forms.tables import CITED, PLACE, place_cells
from whoholds.infer.holdings import holding_on
from whoholds.records import Holding
from whoholds.report.balance import Difference, differences

DIFFERENCES = (
    *PLACE, "first_day", "second_day", "first_status", "first_holder", "first_probability", "second_status", "second_holder", "second_probability",
    *CITED,
)  # fmt: skip
SPAN = 30
"""Days between the two where only the second is asked for."""


def days_compared(material: Material, asked: Selection) -> tuple[date, date] | None:
    """Return the two days; without any, the last that is told for and one thirty days before. None where nothing has a day."""
    last = asked.until or asked.on or material.on
    if last is None:
        return None
    first = asked.since or last - timedelta(days=min(SPAN, last.toordinal() - 1))
    return min(first, last), max(first, last)


def differences_told(material: Material, asked: Selection) -> list[Difference]:
    """List what differs at a place or of a side. The material must hold all stretches of a place."""
    days = days_compared(material, asked)
    if days is None:
        return []
    by_place: dict[str, list[Holding]] = {}
    for holding in material.holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    held = [{id: one for id, rows in by_place.items() if (one := holding_on(rows, day))} for day in days]
    by = narrowing_of(material, asked)
    return [one for one in differences(*held) if any(h is not None and by.holding(h) for h in (one.before, one.after))]


def difference_rows(material: Material, asked: Selection) -> Iterator[dict[str, Any]]:
    """Walk the places that differ; the claims are those of both days."""
    days = days_compared(material, asked)
    for part in in_parts(differences_told(material, asked)):
        claims = material.claims_by({id for one in part for id in claims_of(one)})
        for one in part:
            known = one.after or one.before
            assert known is not None and days is not None
            ids = [*dict.fromkeys(claims_of(one))]
            told = cited(ids, claims, material.document).cells()
            first, second = _cells("first", one.before, days[0]), _cells("second", one.after, days[1])
            yield {**place_cells(known.place), **first, **second, **told, "rights": RIGHTS}


def claims_of(one: Difference) -> list[str]:
    """Return the claims that a difference rests on."""
    return [id for holding in (one.before, one.after) if holding for id in holding.claims_for]


def _cells(name: str, holding: Holding | None, day: date) -> dict[str, Any]:
    if holding is None or holding.status == "unknown":
        return {f"{name}_day": str(day), f"{name}_status": "unknown"}
    sure = holding.chance_on(day) if holding.course else holding.probability
    holder = holding.holder or "; ".join(holding.rivals)
    return {f"{name}_day": str(day), f"{name}_status": holding.status, f"{name}_holder": holder, f"{name}_probability": sure}
